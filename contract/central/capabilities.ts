/** What a central API has beside clinics, times, patients, visits and booking. What it lacks is on no screen. */
export type CentralCapabilities = {
  /** Cards of other people, and with them what clinics write to patients. */
  readonly cards: boolean;
  /** Keeps agreements to the processing of personal data; where not, the kiosk keeps them itself. */
  readonly consents: boolean;
  /** A visit takes a phone that is given for it alone. */
  readonly visitPhone: boolean;
  /** Doctors are listed under the services that they give, and not under their specialities alone. */
  readonly services: boolean;
  /** Visits can be moved, at some clinics at least; where not, they are cancelled and booked anew. */
  readonly moves: boolean;
  /** Tells times apart that reception alone gives out, and lets the kiosk book them where staff help. */
  readonly receptionTimes: boolean;
  /** A move whose patient was told that it failed is moved back. */
  readonly undoneMoves: boolean;
  /** Tells rooms and addresses as rows of their own. */
  readonly locations: boolean;
  /** A self-test can try a booking of its own there, and so find out whether promises are kept. */
  readonly trialBookings: boolean;
};

export const lackings = [
  "cards",
  "consents",
  "visitPhone",
  "services",
  "moves",
  "receptionTimes",
  "undoneMoves",
] as const satisfies readonly (keyof CentralCapabilities)[];
export type Lacking = (typeof lackings)[number];

export const lackingOf = (has: CentralCapabilities): readonly Lacking[] =>
  lackings.filter((one) => !has[one]);

/**
 * Where a ticket stands on its way to paper.
 * - `queued`, `preflight`: nothing has been written
 * - `sending`, `sent`: some or all of it was handed to the device
 * - `confirmed`: it came out, by the device's proof or the patient's word
 * - `unconfirmed`: it may have come out, in part or whole; never repeated without asking
 * - `failedClean`: for certain nothing was written
 * - `cancelled`, `expired`: never begun, as its session ended or it waited too long
 * - `presented`, `taken`, `retracted`: what a presenter saw of a ticket that came out
 */
export const jobStates = [
  "queued",
  "preflight",
  "sending",
  "sent",
  "confirmed",
  "unconfirmed",
  "failedClean",
  "cancelled",
  "expired",
  "presented",
  "taken",
  "retracted",
] as const;
export type JobState = (typeof jobStates)[number];

const next: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ["preflight", "cancelled", "expired"],
  // A try that wrote nothing may be followed by another.
  preflight: ["preflight", "sending", "failedClean", "cancelled", "expired"],
  sending: ["sent", "unconfirmed", "failedClean", "preflight"],
  sent: ["confirmed", "unconfirmed"],
  unconfirmed: ["confirmed", "presented"],
  confirmed: ["presented"],
  presented: ["taken", "retracted"],
  failedClean: [],
  cancelled: [],
  expired: [],
  taken: [],
  retracted: [],
};

export const mayFollow = (from: JobState, to: JobState): boolean => next[from].includes(to);

/** What a job left behind by a core that died has become. */
export function afterDeath(state: JobState): JobState {
  switch (state) {
    case "queued":
    case "preflight":
      return "cancelled";
    case "sending":
    case "sent":
      return "unconfirmed";
    default:
      return state;
  }
}

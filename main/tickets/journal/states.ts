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

// Every pair is decided here; tests/printing/machine.test.ts holds the same table. A try that was begun and of which
// for certain nothing was written may end as if it had never begun. A proof may overtake the record of `sent`.
const next: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ["preflight", "failedClean", "cancelled", "expired"],
  preflight: ["preflight", "sending", "failedClean", "cancelled", "expired"],
  sending: ["sent", "confirmed", "unconfirmed", "preflight", "failedClean", "cancelled", "expired"],
  sent: ["confirmed", "unconfirmed", "presented"],
  unconfirmed: ["confirmed", "presented", "taken", "retracted"],
  confirmed: ["presented", "taken", "retracted"],
  presented: ["taken", "retracted"],
  failedClean: [],
  cancelled: [],
  expired: [],
  taken: [],
  retracted: [],
};

export const mayFollow = (from: JobState, to: JobState): boolean => next[from].includes(to);

/** Whether a job in this state is over: nothing runs for it any more, and only late news may still come. */
export const isOver = (state: JobState): boolean =>
  !["queued", "preflight", "sending", "sent"].includes(state);

/** Whether for certain nothing of the ticket is on paper. */
export const isClean = (state: JobState): boolean =>
  ["preflight", "failedClean", "cancelled", "expired"].includes(state);

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

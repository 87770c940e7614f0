/** `Appointment`, `Slot`, `Schedule` and `Location.identifier` of what a self-test made; its value is the owner. */
export const selfTestSystem = "urn:infomat:self-test";

/**
 * Promises of docs/fhir.md that a central API was found not to keep.
 * - `unprepared`: it doesn't let the kiosk make the test's own schedule; nothing is known about the others.
 * - `refused`: a sound booking is refused.
 * - `notFound`: a booking that was kept isn't found by its key at once.
 * - `staleTaken`: a booking on a slot that had changed since it was read is kept.
 * - `partialCommit`: a part of a transaction is kept without the rest.
 * - `keyTwice`: two bookings under one key are both kept.
 * - `slotTwice`: two bookings of one slot at the same moment are both kept.
 * - `fenceWithoutEffect`: a changed slot has no new version, so that a late booking can't be shut out.
 */
export const selfTestFaults = [
  "unprepared",
  "refused",
  "notFound",
  "staleTaken",
  "partialCommit",
  "keyTwice",
  "slotTwice",
  "fenceWithoutEffect",
] as const;
export type SelfTestFault = (typeof selfTestFaults)[number];

/** What was found, the first of each fault with where it was seen; `detail` is for the log and for IT. */
export type SelfTestResult =
  | { readonly kind: "passed" }
  | {
      readonly kind: "failed";
      readonly findings: readonly { readonly fault: SelfTestFault; readonly detail: string }[];
    };

export type SelfTestRun = {
  /**
   * Marks all that the test makes. What an earlier test of this owner has left behind is cleaned up first, so
   * no two tests of an owner may run at once. At most 64 letters, digits, `-` and `.`.
   */
  readonly owner: string;
  /** Makes booking keys, UUIDv7. */
  readonly newKey: () => string;
};

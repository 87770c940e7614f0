import type { Clock } from "#contract/base/ports.ts";
import type { CardFault } from "#contract/staff/card-fault.ts";
import { codeOf } from "../files/whole-file.ts";
import { hashOfBadge, hashOfCard } from "./secrets.ts";
import { readStaff, type StaffPerson, writeStaff } from "./staff-file.ts";

/** What a card was taken for. A fault: why it wasn't. */
type EnrollOutcome = "enrolled" | "notFound" | "diskRefuses" | CardFault;

/** What was held to the scanner, as far as cards go: the code of a printed card, or the text of anything else. */
export type ScannedCard =
  | { readonly kind: "card"; readonly code: string }
  | { readonly kind: "badge"; readonly text: string }
  /** A policy, or a ticket: nobody's card. */
  | { readonly kind: "patients" };

/** How long a card is waited for, ms. */
const waitsFor = 30_000;
/** Fewer signs than these are no card, but a slip of the scanner. */
const leastSigns = 6;
const mostSigns = 200;

/** Cards of staff: what is held to the scanner becomes one, or is known as one. */
export type CardEnrollment = {
  /** Waits for what is scanned next. @param signal ends the wait */
  enroll(personId: string, signal: AbortSignal): Promise<EnrollOutcome>;
  /** Takes the scan where one is waited for; false where none is. */
  take(scan: ScannedCard): boolean;
  /** The hash of a badge that is somebody's card; null for any other text. */
  badge(text: string): string | null;
  remove(personId: string): EnrollOutcome;
};

export function createCardEnrollment(deps: {
  readonly staffFile: string;
  readonly key: Uint8Array;
  readonly staff: () => readonly StaffPerson[];
  readonly clock: Pick<Clock, "after">;
}): CardEnrollment {
  const { staffFile, key, staff, clock } = deps;
  let waiting: ((scan: ScannedCard | CardFault) => void) | null = null;

  const keep = (personId: string, card: string | null): EnrollOutcome => {
    try {
      const all = readStaff(staffFile);
      if (!all.some(({ id }) => id === personId)) return "notFound";
      if (card !== null && all.some((one) => one.card === card && one.id !== personId)) return "taken";
      writeStaff(
        staffFile,
        all.map((one) => (one.id === personId ? { ...one, card } : one)),
      );
      return "enrolled";
    } catch (error) {
      if (codeOf(error) === "") throw error;
      return "diskRefuses";
    }
  };
  const hashOf = (scan: ScannedCard): string | null => {
    if (scan.kind === "card") return hashOfCard(scan.code);
    if (scan.kind === "patients" || scan.text.length < leastSigns || scan.text.length > mostSigns)
      return null;
    return hashOfBadge(scan.text, key);
  };

  return {
    async enroll(personId, signal) {
      waiting?.("ended");
      if (!staff().some(({ id }) => id === personId)) return "notFound";
      const { promise, resolve } = Promise.withResolvers<ScannedCard | CardFault>();
      waiting = resolve;
      const cancel = clock.after(waitsFor, () => resolve("nothing"));
      const end = (): void => resolve("ended");
      signal.addEventListener("abort", end, { once: true });
      try {
        const scan = await promise;
        if (typeof scan === "string") return scan;
        const card = hashOf(scan);
        return card === null ? "noCard" : keep(personId, card);
      } finally {
        cancel();
        signal.removeEventListener("abort", end);
        if (waiting === resolve) waiting = null;
      }
    },
    take(scan) {
      if (waiting === null) return false;
      waiting(scan);
      waiting = null;
      return true;
    },
    badge(text) {
      const hash = hashOf({ kind: "badge", text });
      return hash !== null && staff().some(({ card }) => card === hash) ? hash : null;
    },
    remove: (personId) => keep(personId, null),
  };
}

import type { Ids } from "#contract/base/ports.ts";
import type { OperationKind, OperationSlot } from "#contract/central/booking-protocol.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { ConformanceCheck } from "../conformance/conformance-check.ts";
import type { Log } from "../log/events.ts";
import type { Journal } from "./journal/journal.ts";
import type { Payload } from "./journal/operation.ts";
import type { Patience } from "./patience.ts";
import type { RetryDeps } from "./retry.ts";
import type { Rules } from "./rules/types.ts";
import type { Settler } from "./settler.ts";
import type { Showing } from "./showing.ts";

/** Whom an operation is for, and until when they are there. */
type Patient = {
  readonly patient: CentralPatient;
  /** Fires when the patient has left: what they were not shown until then is taken back. */
  readonly left: AbortSignal;
};

type Intent = Patient & {
  readonly kind: OperationKind;
  readonly slots: readonly OperationSlot[];
  readonly payload: Omit<Payload, "patientId" | "withdrawn" | "partialCommit">;
  readonly patience: Patience;
};

/** How long an attempt may take, and for whom. */
export type Within = Pick<RetryDeps, "patience" | "left">;

/** What booking, cancelling and moving a visit have in common, whatever is sent. */
export type Operations = {
  /** Null where bookings may be made at the central API; else what the patient is told. */
  closed(patience: Patience): Promise<{ readonly kind: "closed" | "unavailable" } | null>;
  /** Journals what is to be done, does it, and hands what is left in doubt to the settler. */
  run<T>(
    intent: Intent,
    attempt: (key: string, within: Within) => Promise<T>,
  ): Promise<{ readonly key: string; readonly result: T }>;
  /** It was carried out, and its visit is on its way to the screen. */
  done(kind: OperationKind, key: string, visitId: string, of: Patient): void;
  /** The central API kept a part of a transaction: no more is sent there. */
  partialCommit(detail: string): void;
};

export type OperationsDeps = {
  readonly journal: Pick<Journal, "open">;
  readonly settler: Pick<Settler, "abandon" | "wake">;
  readonly showing: Showing;
  readonly rules: Pick<Rules, "forget">;
  readonly conformance: Pick<ConformanceCheck, "whenKnown" | "onPartialCommit">;
  readonly ids: Pick<Ids, "key">;
  readonly log: Log;
};

const doneEvents = { book: "booking.booked", cancel: "visits.cancelled", move: "visits.moved" } as const;

export function createOperations(deps: OperationsDeps): Operations {
  const { journal, settler, showing, rules, conformance, ids, log } = deps;
  return {
    async closed(patience) {
      const bookable = await conformance.whenKnown(patience.left());
      return bookable === "open" ? null : { kind: bookable === "closed" ? "closed" : "unavailable" };
    },
    async run({ kind, slots, payload, patient, left, patience }, attempt) {
      // A visit that is changed was seen: an earlier booking or move of it needs no acknowledgement.
      if (payload.visitId !== null) showing.acknowledged(payload.visitId);
      const key = ids.key();
      journal.open({
        key,
        kind,
        slots,
        payload: { patientId: patient.id, ...payload, withdrawn: false, partialCommit: false },
        patience: patience.left(),
      });
      try {
        const result = await attempt(key, { patience: patience.left(), left });
        settler.wake();
        return { key, result };
      } catch (error) {
        settler.abandon(key);
        throw error;
      }
    },
    done(kind, key, visitId, { patient, left }) {
      log.write(doneEvents[kind], { key });
      rules.forget(patient);
      showing.begin(visitId, key, left);
    },
    partialCommit(detail) {
      conformance.onPartialCommit(detail);
      log.write("booking.closed-not-atomic");
    },
  };
}

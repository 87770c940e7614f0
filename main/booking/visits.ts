import type { CentralVisit } from "#contract/attempts.ts";
import { CentralError } from "#contract/central.ts";
import type { BrokenRule, Offer, Ticket, Visit } from "#contract/domain.ts";
import type { CentralPatient } from "#contract/people.ts";
import { unreachable } from "#contract/result.ts";
import type { StoredDoctor } from "../store/catalog.ts";
import { type ChangeRequest, type ChangeResult, changeVisit } from "./change.ts";
import { doctorOf, factsOfVisit, statusOf, ticketOf } from "./facts.ts";
import type { OperationKind, OperationSlot } from "./journal/operation.ts";
import { alternatives, noteSlot } from "./offers.ts";
import { createOnce } from "./once.ts";
import type { BookingParts } from "./parts.ts";
import { unseenBookings, unsettled } from "./unsettled.ts";

export type ListResult =
  | {
      readonly kind: "listed";
      readonly visits: readonly { readonly visit: Visit; readonly seen: CentralVisit }[];
    }
  | { readonly kind: "away" };

type ChangeInput = {
  readonly sessionId: string;
  readonly patient: CentralPatient;
  /** The visit as the patient saw it. */
  readonly seen: CentralVisit;
};
export type MoveInput = ChangeInput & {
  readonly scheduleId: string;
  readonly slotId: string;
  readonly serviceId: string;
  readonly branchId: string;
};

type Failed =
  | { readonly kind: "unknown"; readonly key: string }
  | { readonly kind: "changed" | "refused" | "closed" | "away" };
export type CancelResult = { readonly kind: "cancelled" } | Failed;
export type MoveResult =
  | { readonly kind: "moved"; readonly ticket: Ticket; readonly seen: CentralVisit }
  | { readonly kind: "taken"; readonly nearest: Offer[] }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | { readonly kind: "notFound" }
  | Failed;

/** The visits of a patient that are still to come, and what the patient can do about them. */
export type Visits = {
  list(patient: CentralPatient): Promise<ListResult>;
  /** Asked twice in one session while the first is under way, these are one. */
  cancel(input: ChangeInput): Promise<CancelResult>;
  move(input: MoveInput): Promise<MoveResult>;
};

/** How long the patient waits for the list, ms. */
const listTime = 10_000;

export function createVisits(parts: BookingParts): Visits {
  const { central, catalog, schedule, journal, settler, showing, log } = parts;
  const onceCancelled = createOnce<CancelResult>();
  const onceMoved = createOnce<MoveResult>();

  /** Visits that a cancel or a move of this kiosk has left in doubt. */
  const inDoubt = (): ReadonlySet<string> =>
    new Set(unsettled(journal).flatMap(({ payload }) => payload.visitId ?? []));

  const viewOf = (visit: CentralVisit, patient: CentralPatient, doubtful: boolean): Visit | null => {
    const status = statusOf(visit.status);
    if (status !== "booked" && status !== "pending" && status !== "arrived") return null;
    const doctor = doctorOf(parts, visit);
    const serviceId = visit.service.id;
    const known = doctor !== null && serviceId !== null && catalog.gives(doctor.scheduleId, serviceId);
    return {
      ...ticketOf(parts, factsOfVisit(parts, visit, patient), visit),
      change: doubtful ? "inDoubt" : status === "booked" ? "open" : "deskOnly",
      place: known ? { branchId: doctor.organizationId, serviceId, scheduleId: doctor.scheduleId } : null,
    };
  };

  /** Journals what is to be done, does it, and hands what is left in doubt to the settler. */
  async function change(
    kind: OperationKind,
    { seen, patient }: ChangeInput,
    slots: readonly OperationSlot[],
    to: ChangeRequest["to"],
  ): Promise<{ readonly key: string; readonly result: ChangeResult }> {
    const key = parts.ids.key();
    journal.open({
      key,
      kind,
      slots,
      payload: {
        patientId: patient.id,
        phone: patient.phones[0] ?? null,
        facts: factsOfVisit(parts, seen, patient),
        visitId: seen.id,
        before: kind === "move" ? seen.raw : undefined,
        withdrawn: false,
        torn: false,
      },
      patience: parts.patience,
    });
    const result = await changeVisit({ key, seen, to }, parts).catch((error: unknown) => {
      settler.abandon(key);
      throw error;
    });
    settler.wake();
    if (result.kind === "done") {
      log.info(kind === "move" ? "visit moved" : "visit cancelled", { key });
      showing.begin(seen.id, key);
    }
    if (result.kind === "torn") {
      parts.trust.torn(result.detail);
      log.error("booking is closed: the centre's transactions are not atomic");
    }
    return { key, result };
  }

  const oldSlots = (seen: CentralVisit): OperationSlot[] => {
    const scheduleId = doctorOf(parts, seen)?.scheduleId ?? "";
    return seen.slotIds.map((slotId) => ({ slotId, scheduleId }));
  };
  /** What was released, or taken, is read again, so that the grid shows it at once. */
  const repaint = async (doctor: StoredDoctor | null, slotIds: readonly string[]): Promise<void> => {
    if (!doctor) return;
    for (const slotId of slotIds) {
      const slot = await central.readSlot(slotId, AbortSignal.timeout(1000)).catch(() => null);
      noteSlot(parts, doctor, slot?.state === "present" ? slot.slot : null);
    }
  };

  async function cancel(input: ChangeInput): Promise<CancelResult> {
    const trust = await parts.trust.settled();
    if (trust !== "open") return { kind: trust === "closed" ? "closed" : "away" };
    if (inDoubt().has(input.seen.id)) return { kind: "changed" };
    const { key, result } = await change("cancel", input, oldSlots(input.seen), null);
    switch (result.kind) {
      case "done":
        parts.post?.visitChanged(input.seen.id, null);
        await repaint(doctorOf(parts, input.seen), input.seen.slotIds);
        return { kind: "cancelled" };
      case "taken":
        throw new Error("a cancel takes no slot");
      default:
        return failed(key, result);
    }
  }

  async function move(input: MoveInput): Promise<MoveResult> {
    const { seen, patient, scheduleId, slotId, serviceId, branchId } = input;
    const trust = await parts.trust.settled();
    if (trust !== "open") return { kind: trust === "closed" ? "closed" : "away" };
    const doctor = catalog.doctorOf(scheduleId);
    const service = catalog.service(serviceId);
    if (!doctor || !service || !catalog.gives(scheduleId, serviceId) || doctor.organizationId !== branchId) {
      return { kind: "notFound" };
    }
    // Whoever has a visit to move has proved that it is theirs.
    const subject = { patient, proved: true };
    const broken = await parts.rules.broken({ doctor, service, slotId, subject, moving: seen });
    if (broken) return { kind: "ruleBroken", broken };
    if (inDoubt().has(seen.id)) return { kind: "changed" };
    if (seen.slotIds.includes(slotId) || schedule.bookableAt(doctor.scheduleNo, slotId) === null) {
      return { kind: "taken", nearest: alternatives(parts, input) };
    }
    const to = { ...doctor, slotId, service };
    const { key, result } = await change("move", input, [{ slotId, scheduleId }, ...oldSlots(seen)], to);
    switch (result.kind) {
      case "done": {
        await repaint(doctor, [slotId]);
        await repaint(doctorOf(parts, seen), seen.slotIds);
        const ticket = ticketOf(parts, factsOfVisit(parts, result.visit, patient), result.visit);
        parts.post?.visitChanged(seen.id, ticket);
        return { kind: "moved", ticket, seen: result.visit };
      }
      case "taken":
        noteSlot(parts, doctor, result.slot);
        return { kind: "taken", nearest: alternatives(parts, input) };
      default:
        return failed(key, result);
    }
  }

  return {
    async list(patient) {
      const from = Math.round(parts.now());
      // Before and after asking: what is settled in between is not yet so in the answer.
      const before = { doubtful: inDoubt(), hidden: unseenBookings(journal) };
      try {
        const found = await central.visitsOfPatient(patient.id, from, AbortSignal.timeout(listTime));
        const doubtful = new Set([...before.doubtful, ...inDoubt()]);
        const hidden = new Set([...before.hidden, ...unseenBookings(journal)]);
        const visits = found
          .filter(({ keys }) => !keys.booking.some((key) => hidden.has(key)))
          .toSorted((a, b) => a.start - b.start)
          .flatMap((seen) => {
            const visit = viewOf(seen, patient, doubtful.has(seen.id));
            return visit ? [{ visit, seen }] : [];
          });
        return { kind: "listed", visits };
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        log.warn("visits can't be listed", { fault: error.fault, status: error.status });
        return { kind: "away" };
      }
    },
    cancel: (input) => onceCancelled(`${input.sessionId} ${input.seen.id}`, () => cancel(input)),
    move: (input) => onceMoved(`${input.sessionId} ${input.seen.id}`, () => move(input)),
  };
}

function failed(key: string, result: Exclude<ChangeResult, { kind: "done" | "taken" }>): Failed {
  switch (result.kind) {
    case "changed":
    case "refused":
    case "away":
      return { kind: result.kind };
    case "unknown":
      return { kind: "unknown", key };
    case "torn":
      return { kind: "closed" };
    default:
      return unreachable(result);
  }
}

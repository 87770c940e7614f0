import { unreachable } from "#contract/base/result.ts";
import type {
  BookingProtocol,
  ChangeRequest,
  ChangeResult,
  OperationSlot,
} from "#contract/central/booking-protocol.ts";
import type { CentralTimes } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { SlotRow } from "#contract/central/rows.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { CarryOut } from "../booking/attempt.ts";
import { type ChosenTime, underItsSchedule } from "../booking/chosen-time.ts";
import { closedByJournal } from "../booking/closed-by-journal.ts";
import type { Journal } from "../booking/journal/journal.ts";
import type { Operations } from "../booking/operations.ts";
import type { Patience, Touch, WithinPatience } from "../booking/patience.ts";
import type { Recheck } from "../booking/recheck.ts";
import { isInDoubtBy, unsettledChanges } from "../booking/unsettled.ts";
import { doctorOf, factsOfVisit, ticketOf, type VisitDetailsDeps } from "../booking/visit-details.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { AlternativesTo } from "../schedules/offers.ts";
import type { SlotUpdates } from "../schedules/slot-updates.ts";
import type { Passable, Powers, Unrecorded } from "../sessions/help.ts";

type ChangeInput = Touch & {
  /** Fires when the patient has left: a move that they were not shown until then is taken back. */
  readonly left: AbortSignal;
  readonly patient: CentralPatient;
  /** The visit as the patient saw it. */
  readonly seen: CentralVisit;
  /** Staff's, where they help. */
  readonly powers: Powers | null;
};
type MoveInput = ChangeInput & ChosenTime;

type Failed =
  | { readonly kind: "unknown"; readonly key: string }
  | { readonly kind: "changed" | "refused" | "closed" | "unavailable" };
export type CancelResult = { readonly kind: "cancelled" } | Unrecorded | Failed;
type MoveResult =
  | { readonly kind: "moved"; readonly ticket: Ticket; readonly seen: CentralVisit }
  | { readonly kind: "taken"; readonly nearest: Offer[] }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | { readonly kind: "notFound" }
  | Unrecorded
  | Failed;

/** Cancels and moves visits. */
export type VisitChanges = {
  cancel(input: ChangeInput): Promise<CancelResult>;
  move(input: MoveInput): Promise<MoveResult>;
};

export type VisitChangeDeps = {
  readonly withinPatience: WithinPatience;
  readonly operations: Operations;
  readonly recheck: Recheck;
  /** The connector's. */
  readonly protocol: Pick<BookingProtocol, "change" | "before" | "made">;
  readonly carryOut: CarryOut;
  readonly central: CentralTimes;
  readonly journal: Pick<Journal, "inState">;
  /** The mirror, by which is said what else is free. */
  readonly schedules: {
    readonly catalog: Pick<Catalog, "scheduleHolding">;
    readonly slots: SlotUpdates;
    readonly alternatives: AlternativesTo;
  };
  readonly details: VisitDetailsDeps;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Pick<Mailer, "visitChanged"> | null;
};

/** How long a slot is asked for after a lost answer, ms. */
const readTime = 10_000;

export function createVisitChanges(deps: VisitChangeDeps): VisitChanges {
  const { operations, protocol, central, journal, details, mailer } = deps;
  const { catalog, slots, alternatives } = deps.schedules;

  const isInDoubt = (seen: CentralVisit): boolean => isInDoubtBy(protocol, unsettledChanges(journal))(seen);

  const change = async (
    kind: "cancel" | "move",
    { seen, patient, left, powers }: ChangeInput,
    taken: readonly OperationSlot[],
    to: ChangeRequest["to"],
    patience: Patience,
  ): Promise<{ readonly key: string; readonly result: ChangeResult }> => {
    const payload = {
      phone: patient.phones[0] ?? null,
      facts: factsOfVisit(details, seen, patient),
      visitId: seen.id,
      before: kind === "move" ? protocol.before(seen) : undefined,
      receptionTime: to?.reading !== undefined && to.reading.slot.status !== "free",
    };
    const asReception = powers !== null;
    const { key, result } = await operations.run(
      { kind, slots: [...taken, ...oldSlots(seen)], payload, patient, left, patience },
      (key, within) =>
        deps.carryOut(key, (attempt) => protocol.change({ key, seen, to, asReception }, attempt), within),
    );
    if (result.kind === "done") operations.done(kind, key, result.visit.id, { patient, left });
    if (result.kind === "partialCommit") operations.partialCommit(result.detail);
    return { key, result };
  };

  const oldSlots = (seen: CentralVisit): OperationSlot[] => {
    const scheduleId = doctorOf(details, seen)?.scheduleId ?? "";
    return seen.slotIds.map((slotId) => ({ slotId, scheduleId }));
  };
  /**
   * Grids show what the kiosk has just done before a pull confirms it. After a lost answer nobody has told what
   * became of the slots: they are read, while the patient reads the outcome.
   */
  const repaint = (left: readonly SlotRow[] | null, slotIds: readonly string[]): void => {
    for (const slot of left ?? []) slots.note(slot.scheduleId, slot.id, slot);
    if (left === null) void Promise.all(slotIds.map(readAgain));
  };
  const readAgain = async (slotId: string): Promise<void> => {
    const reading = await central.readSlot(slotId, AbortSignal.timeout(readTime)).catch(() => null);
    if (reading) slots.store(slotId, reading.state === "gone" ? null : reading.slot);
  };

  async function cancel(input: ChangeInput, patience: Patience): Promise<CancelResult> {
    const closed = await operations.closed(patience);
    if (closed) return closed;
    if (isInDoubt(input.seen)) return { kind: "changed" };
    if (input.powers?.pass(ofReception(input.seen)) === false) return { kind: "unrecorded" };
    const { key, result } = await change("cancel", input, [], null, patience);
    switch (result.kind) {
      case "done":
        mailer?.visitChanged(input.seen.id, null);
        repaint(result.slots, input.seen.slotIds);
        return { kind: "cancelled" };
      case "taken":
        throw new Error("a cancel takes no slot");
      default:
        return failed(key, result);
    }
  }

  async function move(input: MoveInput, patience: Patience): Promise<MoveResult> {
    const { seen, patient, scheduleId, slotId } = input;
    const closed = await operations.closed(patience);
    if (closed) return closed;
    if (isInDoubt(seen)) return { kind: "changed" };
    // Whoever has a visit to move has proved that it is theirs.
    const reach = input.powers ? "reception" : "patients";
    const subject = { patient, proved: true };
    const offer = await deps.recheck(input, { subject, moving: seen, reach }, patience);
    if (offer.kind !== "offered" && offer.kind !== "taken") return offer;
    if (offer.kind === "taken" || seen.slotIds.includes(slotId)) {
      slots.refresh(scheduleId);
      return { kind: "taken", nearest: alternatives(input) };
    }
    if (input.powers?.pass([...ofReception(seen), ...offer.passed]) === false) return { kind: "unrecorded" };
    const { doctor, service, slot: reading } = offer;
    const to = { ...doctor, slotId, service, offered: reading.slot, reading };
    const { key, result } = await change("move", input, [{ slotId, scheduleId }], to, patience);
    switch (result.kind) {
      case "done": {
        repaint(result.slots, [slotId, ...seen.slotIds]);
        const facts = factsOfVisit(details, result.visit, patient);
        const ticket = ticketOf(details, facts, result.visit, input.powers?.issuedBy);
        mailer?.visitChanged(seen.id, ticket);
        return { kind: "moved", ticket, seen: result.visit };
      }
      case "taken":
        slots.note(scheduleId, slotId, result.slot);
        return { kind: "taken", nearest: alternatives(input) };
      default:
        return failed(key, result);
    }
  }

  return {
    cancel: (input) =>
      closedByJournal(() => deps.withinPatience(input, (patience) => cancel(input, patience))),
    move: (given) =>
      closedByJournal(async () => {
        const input = underItsSchedule(catalog, given);
        return await deps.withinPatience(input, (patience) => move(input, patience));
      }),
  };
}

/** Only a booked visit is changed by its patient alone. */
const ofReception = ({ status }: CentralVisit): Passable[] => (status === "booked" ? [] : ["receptionVisit"]);

function failed(key: string, result: Exclude<ChangeResult, { kind: "done" | "taken" }>): Failed {
  switch (result.kind) {
    case "changed":
    case "refused":
    case "unavailable":
      return { kind: result.kind };
    case "unknown":
      return { kind: "unknown", key };
    case "partialCommit":
      return { kind: "closed" };
    default:
      return unreachable(result);
  }
}

import { unreachable } from "#contract/base/result.ts";
import type { CentralVisit } from "#contract/central/attempts.ts";
import { CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { SlotRow } from "#contract/central/rows.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { type ChangeRequest, type ChangeResult, changeVisit } from "../booking/change.ts";
import { type ChosenTime, underItsSchedule } from "../booking/chosen-time.ts";
import { closedByJournal } from "../booking/closed-by-journal.ts";
import type { BookingDeps } from "../booking/deps.ts";
import type { OperationKind, OperationSlot } from "../booking/journal/operation.ts";
import { type Patience, startPatience } from "../booking/patience.ts";
import { recheck } from "../booking/recheck.ts";
import { unseenBookings, unsettled } from "../booking/unsettled.ts";
import { doctorOf, factsOfVisit, heldVisit, statusOf, ticketOf } from "../booking/visit-details.ts";
import { logFault } from "../log/central-fault.ts";
import type { StoredDoctor } from "../schedules/catalog.ts";
import { alternatives, noteSlot, storeSlot } from "../schedules/offers.ts";
import type { ListedVisit, ListResult } from "../sessions/session-visits.ts";

type ChangeInput = {
  /** Fires when the patient has left: a move that they were not shown until then is taken back. */
  readonly left: AbortSignal;
  /** The monotonic moment of the touch, ms; left out, it is now. */
  readonly touchedAt?: number;
  readonly patient: CentralPatient;
  /** The visit as the patient saw it. */
  readonly seen: CentralVisit;
};
type MoveInput = ChangeInput & ChosenTime;

type Failed =
  | { readonly kind: "unknown"; readonly key: string }
  | { readonly kind: "changed" | "refused" | "closed" | "away" };
export type CancelResult = { readonly kind: "cancelled" } | Failed;
type MoveResult =
  | { readonly kind: "moved"; readonly ticket: Ticket; readonly seen: CentralVisit }
  | { readonly kind: "taken"; readonly nearest: Offer[] }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | { readonly kind: "notFound" }
  | Failed;

/** The visits of a patient that are still to come, and what the patient can do about them. */
export type Visits = {
  list(patient: CentralPatient): Promise<ListResult>;
  cancel(input: ChangeInput): Promise<CancelResult>;
  move(input: MoveInput): Promise<MoveResult>;
};

/** How long the patient waits for the list, ms. */
const listTime = 10_000;

export function createVisits(deps: BookingDeps): Visits {
  const { central, catalog, journal, settler, showing, clock, log } = deps;

  /** Visits that a cancel or a move of this kiosk has left in doubt. */
  const inDoubt = (): ReadonlySet<string> =>
    new Set(unsettled(journal).flatMap(({ payload }) => payload.visitId ?? []));

  /** The schedule under which the list of that service shows the doctor. */
  const standing = (
    { organizationId, practitionerId, scheduleId }: StoredDoctor,
    serviceId: string,
  ): string =>
    catalog.doctors(organizationId, serviceId).find((one) => one.practitionerId === practitionerId)
      ?.scheduleId ?? scheduleId;

  const listedVisit = (
    seen: CentralVisit,
    patient: CentralPatient,
    doubtful: boolean,
  ): ListedVisit | null => {
    const status = statusOf(seen.status);
    if (status !== "booked" && status !== "pending" && status !== "arrived") return null;
    const doctor = doctorOf(deps, seen);
    const serviceId = seen.service.id;
    const known = doctor !== null && serviceId !== null && catalog.gives(doctor.scheduleId, serviceId);
    const facts = factsOfVisit(deps, seen, patient);
    return {
      seen,
      ticket: ticketOf(deps, facts, seen),
      visit: {
        ...heldVisit(deps, facts, seen),
        change: doubtful ? "inDoubt" : status === "booked" ? "open" : "deskOnly",
        place: known
          ? {
              branchId: doctor.organizationId,
              serviceId,
              scheduleId: standing(doctor, serviceId),
            }
          : null,
      },
    };
  };

  /** Journals what is to be done, does it, and hands what is left in doubt to the settler. */
  async function change(
    kind: OperationKind,
    { seen, patient, left }: ChangeInput,
    slots: readonly OperationSlot[],
    to: ChangeRequest["to"],
    patience: Patience,
  ): Promise<{ readonly key: string; readonly result: ChangeResult }> {
    // Whoever changes a visit has seen it: an earlier booking or move of it needs no other word.
    showing.acknowledged(seen.id);
    const key = deps.ids.key();
    journal.open({
      key,
      kind,
      slots,
      payload: {
        patientId: patient.id,
        phone: patient.phones[0] ?? null,
        facts: factsOfVisit(deps, seen, patient),
        visitId: seen.id,
        before: kind === "move" ? seen.raw : undefined,
        withdrawn: false,
        torn: false,
      },
      patience: patience.left(),
    });
    const within = { ...deps, patience: patience.left(), left };
    const result = await changeVisit({ key, seen, to }, within).catch((error: unknown) => {
      settler.abandon(key);
      throw error;
    });
    settler.wake();
    if (result.kind === "done") {
      log.write(kind === "move" ? "visits.moved" : "visits.cancelled", { key });
      showing.begin(seen.id, key, left);
      deps.rules.forget(patient);
    }
    if (result.kind === "torn") {
      deps.conformance.onPartialCommit(result.detail);
      log.write("booking.closed-not-atomic");
    }
    return { key, result };
  }

  const oldSlots = (seen: CentralVisit): OperationSlot[] => {
    const scheduleId = doctorOf(deps, seen)?.scheduleId ?? "";
    return seen.slotIds.map((slotId) => ({ slotId, scheduleId }));
  };
  /**
   * Grids show what the kiosk has just done before a pull confirms it. After a lost answer nobody has told what
   * became of the slots: they are read, while the patient reads the outcome.
   */
  const repaint = (slots: readonly SlotRow[] | null, slotIds: readonly string[]): void => {
    for (const slot of slots ?? []) noteSlot(deps, slot.scheduleId, slot.id, slot);
    if (slots === null) void Promise.all(slotIds.map(readAgain));
  };
  const readAgain = async (slotId: string): Promise<void> => {
    const reading = await central.readSlot(slotId, AbortSignal.timeout(listTime)).catch(() => null);
    if (reading) storeSlot(deps, slotId, reading.state === "gone" ? null : reading.slot);
  };
  const patienceOf = ({ touchedAt }: ChangeInput): Patience => {
    const waited = clock.monotonic() - (touchedAt ?? clock.monotonic());
    return startPatience(clock, Math.max(0, deps.patience - waited));
  };

  async function cancel(input: ChangeInput, patience: Patience): Promise<CancelResult> {
    const bookable = await deps.conformance.whenKnown(patience.left());
    if (bookable !== "open") return { kind: bookable === "closed" ? "closed" : "away" };
    if (inDoubt().has(input.seen.id)) return { kind: "changed" };
    const { key, result } = await change("cancel", input, oldSlots(input.seen), null, patience);
    switch (result.kind) {
      case "done":
        deps.mailer?.visitChanged(input.seen.id, null);
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
    const bookable = await deps.conformance.whenKnown(patience.left());
    if (bookable !== "open") return { kind: bookable === "closed" ? "closed" : "away" };
    if (inDoubt().has(seen.id)) return { kind: "changed" };
    // Whoever has a visit to move has proved that it is theirs.
    const offer = await recheck(deps, input, { subject: { patient, proved: true }, moving: seen }, patience);
    if (offer.kind !== "offered" && offer.kind !== "taken") return offer;
    if (offer.kind === "taken" || seen.slotIds.includes(slotId)) {
      deps.refresh(scheduleId);
      return { kind: "taken", nearest: alternatives(deps, input) };
    }
    const { doctor, service, slot: reading } = offer;
    const to = { ...doctor, slotId, service, offered: reading.slot, reading };
    const taken = { slotId, scheduleId };
    const { key, result } = await change("move", input, [taken, ...oldSlots(seen)], to, patience);
    switch (result.kind) {
      case "done": {
        repaint(result.slots, [slotId, ...seen.slotIds]);
        const ticket = ticketOf(deps, factsOfVisit(deps, result.visit, patient), result.visit);
        deps.mailer?.visitChanged(seen.id, ticket);
        return { kind: "moved", ticket, seen: result.visit };
      }
      case "taken":
        noteSlot(deps, scheduleId, slotId, result.slot);
        return { kind: "taken", nearest: alternatives(deps, input) };
      default:
        return failed(key, result);
    }
  }

  const waiting = <T>(input: ChangeInput, work: (patience: Patience) => Promise<T>): Promise<T> => {
    const patience = patienceOf(input);
    return work(patience).finally(patience.release);
  };

  return {
    async list(patient) {
      const from = Math.round(deps.now());
      // Before and after asking: what is settled in between is not yet so in the answer.
      const before = { doubtful: inDoubt(), hidden: unseenBookings(journal) };
      try {
        const found = await central.visitsOfPatient(patient.id, from, AbortSignal.timeout(listTime));
        const doubtful = new Set([...before.doubtful, ...inDoubt()]);
        const hidden = new Set([...before.hidden, ...unseenBookings(journal)]);
        const visits = found
          .filter(({ keys }) => !keys.booking.some((key) => hidden.has(key)))
          .toSorted((a, b) => a.start - b.start)
          .flatMap((seen) => listedVisit(seen, patient, doubtful.has(seen.id)) ?? []);
        return { kind: "listed", visits };
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        logFault(log, error, ["visits.unlisted", { fault: error.fault, status: error.status }]);
        return { kind: "away" };
      }
    },
    cancel: (input) => closedByJournal(() => waiting(input, (patience) => cancel(input, patience))),
    move: (input) =>
      closedByJournal(() => waiting(input, (patience) => move(underItsSchedule(catalog, input), patience))),
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

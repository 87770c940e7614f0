import type { Attempt, AttemptDeps, ChangeRequest, ChangeResult, Resolution } from "#contract/index.ts";
import { doctorId, type HubTimeId, readTimeId } from "../ids.ts";
import type { KnownAt } from "../patients.ts";
import { visitOf } from "../visits.ts";
import { claimRefusal, createLockWait, type HubBookingDeps, setAppointment } from "./deps.ts";
import { findMoved, freeTime, type HistoryVisit, isAt, readHistory } from "./history.ts";

type MoveRequest = ChangeRequest & { readonly to: NonNullable<ChangeRequest["to"]> };
/** What the journal notes of a move beside `sent`: the old visit's id, by what is to become of it. */
export const moveMarks = {
  /** The clinic's system puts the new visit in its place. */
  instead: "instead",
  /** It stands beside the new one until it is cancelled. */
  beside: "beside",
  /** Its cancelling is about to be asked for, since the new one stands. */
  claimed: "claimed",
} as const;

/**
 * One move: a single SetAppointment, in place of the old visit or beside it, by what the clinic's system can. The
 * history tells what came of it; the old visit is cancelled only once the new one is there, and the move is done once the
 * old one is gone.
 */
export function moveAtHub(
  { hub, patients, records, moves, time: wallClock, clock }: HubBookingDeps,
  { key, seen, to }: MoveRequest,
  { note, left }: AttemptDeps,
): Attempt<ChangeResult> {
  let sent = false;
  const lock = createLockWait(clock);
  let before: readonly HistoryVisit[] = [];
  let isClaimNoted = false;
  let isClaimTaken = false;

  const over = (kind: "refused" | "changed" | "unavailable" | "taken"): Resolution<ChangeResult> => ({
    result: kind === "taken" ? { kind, slot: null } : { kind },
    happened: "failed",
  });
  const recorded = (time: HubTimeId) => ({
    start: wallClock.instant(time.start),
    end: to.reading?.slot.end ?? null,
    ticketNumber: seen.ticketNumber,
    service: { ...to.service },
  });
  const patientId = seen.patientIds[0] ?? "";
  const moved = (time: HubTimeId): Resolution<ChangeResult> => {
    const { start, service, ...record } = recorded(time);
    const visit = visitOf(
      { id: to.slotId, patientId, doctor: doctorId(time.clinic, time.doctor) },
      { start, service, words: { doctor: "", service: service.name, place: "" } },
      record,
    );
    return {
      result: { kind: "done", visit, slots: null },
      happened: "committed",
      learned: { visitId: to.slotId },
    };
  };

  type Times = { readonly from: HubTimeId; readonly to: HubTimeId };
  const look = (history: readonly HistoryVisit[], times: Times) =>
    findMoved(history, { ...times, before: new Set(before.map(({ id }) => id)) });

  /** The rest of a move whose new visit stands, or may: whatever else is so, the old visit stays. */
  const carryOn = async (
    history: readonly HistoryVisit[],
    times: Times,
    person: KnownAt,
    signal: AbortSignal,
  ): Promise<Resolution<ChangeResult> | "again"> => {
    const { made, old } = look(history, times);
    if (!made) return "again";
    if (!old) return moved(times.to);
    // Nobody waits: what stands twice is put right by settling it.
    if (left.aborted || isClaimTaken) return "again";
    if (!isClaimNoted) note([{ of: moveMarks.claimed, mark: old.id }]);
    isClaimNoted = true;
    const claim = await claimRefusal(hub, times.from, person, old.id, signal);
    isClaimTaken =
      claim.kind === "answered" || (claim.kind === "refused" && claim.refusal === "noSuchBooking");
    return "again";
  };

  const outcomeOf = async (
    outcome: Awaited<ReturnType<typeof setAppointment>>,
    times: Times,
    person: KnownAt,
    signal: AbortSignal,
  ): Promise<Resolution<ChangeResult> | "again"> => {
    const lookOn = async () => carryOn(await readHistory(hub, person, signal), times, person, signal);
    if (outcome.kind === "answered") return await lookOn();
    if (outcome.effect === "unknown") return "again";
    if (outcome.kind === "failed") return over("unavailable");
    switch (outcome.refusal) {
      case "timeTaken":
      case "timeUnknown":
        return over("taken");
      case "timeTakenOrLocked":
        if (lock.hasBegun()) return over("taken");
        sent = false;
        lock.begin();
        return "again";
      case "accessDenied":
        return over("unavailable");
      case "noSuchBooking":
        return over("changed");
      case "alreadyBooked": {
        // The coming visit is the old one, where the system passes over what it should take the place of; or the new one.
        const history = await readHistory(hub, person, signal);
        return look(history, times).made ? await carryOn(history, times, person, signal) : over("refused");
      }
      default:
        return over("refused");
    }
  };

  return {
    hasSent: () => sent,
    async round(signal) {
      const from = readTimeId(seen.id);
      const time = readTimeId(to.slotId);
      if (!from || !time || from.clinic !== time.clinic) return over("refused");
      if (lock.isWaiting()) return "again";
      const patient = await patients.at(patientId, time.clinic, signal);
      if (patient === null) return over("refused");
      const person = { clinic: time.clinic, patient };
      const times = { from, to: time };
      const history = await readHistory(hub, person, signal);
      if (sent) return await carryOn(history, times, person, signal);
      if (lock.hasBegun() && look(history, times).made) {
        sent = true;
        return await carryOn(history, times, person, signal);
      }
      if (!lock.hasBegun()) before = history.filter(isAt(time));
      const { old } = look(history, times);
      if (!old) return over("changed");
      const kind = await moves.at(time.clinic, signal);
      if (kind === "off") return over("refused");
      const id = await freeTime(hub, time, patient, signal);
      if (id === null) return over("taken");
      if (left.aborted) return "again";
      records.save({ key, visitId: to.slotId, patientId, ...person, ...recorded(time) });
      note([
        { of: "sent", mark: id },
        { of: kind === "atomic" ? moveMarks.instead : moveMarks.beside, mark: old.id },
        ...before.map((visit, at) => ({ of: `before ${at}`, mark: visit.id })),
      ]);
      sent = true;
      const instead = kind === "atomic" ? old.id : null;
      const outcome = await setAppointment(hub, person, { times: [time, from], id, instead }, signal);
      return await outcomeOf(outcome, times, person, signal);
    },
  };
}

import type {
  Attempt,
  AttemptDeps,
  BookRequest,
  BookResult,
  RefusalReason,
  Resolution,
} from "#contract/index.ts";
import { doctorId, type HubTimeId, readTimeId } from "../ids.ts";
import type { KnownAt } from "../patients.ts";
import { visitOf } from "../visits.ts";
import { createLockWait, type HubBookingDeps, setAppointment } from "./deps.ts";
import { freeTime, type HistoryVisit, isAt, readHistory } from "./history.ts";

/** One booking: a single SetAppointment, whose lost answer the patient's history stands in for. */
export function bookAtHub(
  { hub, patients, records, time: wallClock, clock }: HubBookingDeps,
  request: BookRequest,
  { note, left }: AttemptDeps,
): Attempt<BookResult> {
  let sent = false;
  /** A write that was refused for certain left nothing behind: another one may be sent, once, from then on. */
  const lock = createLockWait(clock);
  let before: readonly HistoryVisit[] = [];

  const recorded = (time: HubTimeId) => ({
    start: wallClock.instant(time.start),
    end: request.reading?.slot.end ?? null,
    ticketNumber: request.ticketNumber,
    service: { ...request.service },
  });
  const booked = (time: HubTimeId): Resolution<BookResult> => {
    const { start, service, ...record } = recorded(time);
    const { patientId, slotId: id } = request;
    const visit = visitOf(
      { id, patientId, doctor: doctorId(time.clinic, time.doctor) },
      { start, service, words: { doctor: "", service: service.name, place: "" } },
      record,
    );
    return { result: { kind: "booked", visit }, happened: "committed", learned: { visitId: id } };
  };
  const over = (kind: "taken" | "unavailable"): Resolution<BookResult> => ({
    result: kind === "taken" ? { kind, slot: null } : { kind },
    happened: "failed",
  });
  const refused = (why?: RefusalReason): Resolution<BookResult> => ({
    result: { kind: "refused", ...(why ? { why } : {}) },
    happened: "failed",
  });

  const send = async (
    time: HubTimeId,
    person: KnownAt,
    id: string,
    signal: AbortSignal,
  ): Promise<Resolution<BookResult> | "again"> => {
    sent = true;
    const outcome = await setAppointment(hub, person, { times: [time], id, instead: null }, signal);
    if (outcome.kind === "answered") return booked(time);
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
      case "alreadyBooked":
        // The coming visit may be this one, sent by a request whose answer got lost on the hub's own way.
        return (await readHistory(hub, person, signal)).some(isNew(time))
          ? booked(time)
          : refused("alreadyBooked");
      case "otherArea":
      case "age":
        return refused(outcome.refusal);
      case "doctorProfile":
        return refused("profile");
      case "registryConflict":
      case "patientNotFound":
      case "severalPatients":
        return refused("unknownPatient");
      default:
        return refused();
    }
  };
  const isNew = (time: HubTimeId) => (visit: HistoryVisit) =>
    isAt(time)(visit) && !before.some(({ id }) => id === visit.id);

  return {
    hasSent: () => sent,
    async round(signal) {
      const time = readTimeId(request.slotId);
      if (!time) return refused();
      if (lock.isWaiting()) return "again";
      const patient = await patients.at(request.patientId, time.clinic, signal);
      // The register of that clinic's doesn't know them, or not for certain: reception must see to it.
      if (patient === null) return refused("unknownPatient");
      const person = { clinic: time.clinic, patient };
      const history = await readHistory(hub, person, signal);
      if (sent) return history.some(isNew(time)) ? booked(time) : "again";
      if (lock.hasBegun() && history.some(isNew(time))) return booked(time);
      if (!lock.hasBegun()) before = history.filter(isAt(time));
      const id = await freeTime(hub, time, patient, signal);
      if (id === null) return over("taken");
      if (left.aborted) return "again";
      const { key, patientId, slotId: visitId } = request;
      records.save({ key, visitId, patientId, ...person, ...recorded(time) });
      const { key: consentKey, at, ...consent } = request.consent;
      records.saveConsent({ key: consentKey, at, content: consent });
      // What of the history was there before: it must not be taken for what is about to be booked.
      note([
        { of: "sent", mark: id },
        ...before.map((visit, at) => ({ of: `before ${at}`, mark: visit.id })),
      ]);
      return await send(time, person, id, signal);
    },
  };
}

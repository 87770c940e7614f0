import {
  type Attempt,
  type AttemptDeps,
  type BookingProtocol,
  type BookRequest,
  type BookResult,
  CentralError,
  type CentralVisit,
  type ChangeRequest,
  type ChangeResult,
  type Clock,
  type Resolution,
  type Settlement,
  type UnsettledOperation,
} from "#contract/index.ts";
import type { HubClient } from "../client.ts";
import { type HubTimeId, readPatientId, readTimeId } from "../ids.ts";
import { freeTime, type HistoryVisit, isAt, readHistory } from "./history.ts";

export type HubBookingDeps = {
  readonly hub: HubClient;
  readonly clock: Pick<Clock, "monotonic">;
  /** A visit as the kiosk shows it; of what a history leaves out it knows what the request held. */
  readonly visitOf: (time: HubTimeId, request: BookRequest) => CentralVisit;
};

/** A visit that isn't there, while its time is free, counts as never booked when it is so twice, this far apart, ms. */
const proofSpan = 120_000;

/**
 * Exactly once as far as a hub allows (docs/n3.md): it has no key, no version and no fence. One SetAppointment is sent;
 * from then on only the patient's history, and whether the time is listed as free, tell what became of it. Moving is off.
 */
export function createHubBooking(deps: HubBookingDeps): BookingProtocol {
  const { hub, clock } = deps;
  /** Since when each operation was seen to be nowhere. In memory: a restart begins the span anew. */
  const nowhereSince = new Map<string, number>();
  const claimed = new Set<string>();

  const whose = (slotId: string | undefined, patient: string) => {
    const time = readTimeId(slotId ?? "");
    const person = readPatientId(patient);
    return time && person ? { time, person } : null;
  };
  const subjectOf = (time: HubTimeId, patient: string) => ({
    clinic: time.clinic,
    patient,
    doctorDays: [{ doctor: time.doctor, day: time.start.slice(0, 10) }],
  });
  const claim = (time: HubTimeId, patient: string, booking: string, signal: AbortSignal) =>
    hub.write(
      "CreateClaimForRefusal",
      { idLpu: time.clinic, idPat: patient, idAppointment: booking },
      { subject: subjectOf(time, patient), signal },
    );

  function book(request: BookRequest, { note, left }: AttemptDeps): Attempt<BookResult> {
    let sent = false;
    let before: readonly HistoryVisit[] = [];
    const booked = (time: HubTimeId): Resolution<BookResult> => ({
      result: { kind: "booked", visit: deps.visitOf(time, request) },
      happened: "committed",
      learned: { visitId: request.slotId },
    });
    const over = (kind: "taken" | "refused" | "unavailable"): Resolution<BookResult> => ({
      result: kind === "taken" ? { kind, slot: null } : { kind },
      happened: "failed",
    });

    return {
      hasSent: () => sent,
      async round(signal) {
        const asked = whose(request.slotId, request.patientId);
        if (!asked) return over("refused");
        const { time, person } = asked;
        const history = await readHistory(hub, person, signal);
        const isNew = (visit: HistoryVisit) => isAt(time)(visit) && !before.some(({ id }) => id === visit.id);
        if (sent) return history.some(isNew) ? booked(time) : "again";
        before = history.filter(isAt(time));
        const id = await freeTime(hub, time, person.patient, signal);
        if (id === null) return over("taken");
        if (left.aborted) return "again";
        // What of the history was there before: it must not be taken for what is about to be booked.
        note([
          { of: "sent", mark: id },
          ...before.map((visit, at) => ({ of: `before ${at}`, mark: visit.id })),
        ]);
        sent = true;
        const outcome = await hub.write(
          "SetAppointment",
          {
            idAppointment: id,
            idLpu: time.clinic,
            idPat: person.patient,
            doctorsReferral: null,
            attachedReferral: null,
            idAppointmentPrev: null,
          },
          { subject: subjectOf(time, person.patient), signal },
        );
        if (outcome.kind === "answered") return booked(time);
        if (outcome.effect === "unknown") return "again";
        if (outcome.kind === "failed") return over("unavailable");
        switch (outcome.refusal) {
          case "timeTaken":
          case "timeTakenOrLocked":
          case "timeUnknown":
            return over("taken");
          case "accessDenied":
            return over("unavailable");
          case "alreadyBooked":
            return (await readHistory(hub, person, signal)).some(isNew) ? booked(time) : over("refused");
          default:
            return over("refused");
        }
      },
    };
  }

  function change({ seen, to }: ChangeRequest, { note, left }: AttemptDeps): Attempt<ChangeResult> {
    let sent = false;
    const end = (result: ChangeResult, happened: Resolution<ChangeResult>["happened"]) => ({
      result,
      happened,
    });
    const done = end({ kind: "done", visit: { ...seen, status: "cancelled" }, slots: null }, "committed");
    return {
      hasSent: () => sent,
      async round(signal) {
        const asked = whose(seen.id, seen.patientIds[0] ?? "");
        if (to !== null || !asked) return end({ kind: "refused" }, "failed");
        const { time, person } = asked;
        const standing = (await readHistory(hub, person, signal)).find(isAt(time));
        if (sent) return standing === undefined ? done : "again";
        if (standing === undefined) return end({ kind: "changed" }, "failed");
        if (left.aborted) return "again";
        note([{ of: "sent", mark: standing.id }]);
        sent = true;
        const outcome = await claim(time, person.patient, standing.id, signal);
        const isRefused = outcome.kind === "refused" && outcome.refusal !== "noSuchBooking";
        if (
          outcome.kind !== "answered" &&
          outcome.effect === "none" &&
          (isRefused || outcome.kind === "failed")
        ) {
          return end({ kind: outcome.kind === "failed" ? "unavailable" : "refused" }, "failed");
        }
        // A claim is believed once the visit is gone.
        return "again";
      },
    };
  }

  async function settle(operation: UnsettledOperation, signal: AbortSignal): Promise<Settlement> {
    const { key, kind, slots, sent, payload } = operation;
    const asked = whose(
      kind === "book" ? slots[0]?.slotId : (payload.visitId ?? undefined),
      payload.patientId,
    );
    if (!asked) return { kind: "settled", happened: { event: "stuck", reason: "refused" } };
    const { time, person } = asked;
    const known = new Set(sent.filter(({ of }) => of.startsWith("before")).map(({ mark }) => mark));
    const standing = (await readHistory(hub, person, signal)).find(
      (visit) => isAt(time)(visit) && !known.has(visit.id),
    );
    if (kind === "cancel") {
      // Carried out unseen it stays, as the patient wanted it; still there, the claim may only be slow.
      if (standing === undefined)
        return { kind: "settled", happened: { event: "stuck", reason: "notShown" } };
      return provedFor(key) ? { kind: "settled", happened: { event: "fencedOff" } } : { kind: "again" };
    }
    if (standing !== undefined) {
      nowhereSince.delete(key);
      const outcome = await claim(time, person.patient, standing.id, signal);
      if (outcome.kind === "refused" && outcome.refusal === "accessDenied")
        throw new CentralError("unauthorized", "a claim");
      claimed.add(key);
      return { kind: "again" };
    }
    if (claimed.has(key)) return { kind: "settled", happened: { event: "undone" } };
    // Not there and not free: somebody else has it, or it is ours and hidden. Nobody knows.
    if ((await freeTime(hub, time, person.patient, signal)) === null) {
      nowhereSince.delete(key);
      return { kind: "again" };
    }
    return provedFor(key) ? { kind: "settled", happened: { event: "fencedOff" } } : { kind: "again" };
  }

  /** Whether this is the second time that it was seen so, and the first was long enough ago. */
  const provedFor = (key: string): boolean => {
    const since = nowhereSince.get(key) ?? clock.monotonic();
    nowhereSince.set(key, since);
    return clock.monotonic() - since >= proofSpan;
  };

  return {
    book,
    change,
    settle,
    made: ({ slots }, visit) => slots.some(({ slotId }) => slotId === visit.id),
    before: () => undefined,
  };
}

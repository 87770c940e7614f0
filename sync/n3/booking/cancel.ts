import type { Attempt, AttemptDeps, ChangeRequest, ChangeResult, Resolution } from "#contract/index.ts";
import { readTimeId } from "../ids.ts";
import { claimRefusal, type HubBookingDeps } from "./deps.ts";
import { isAt, readHistory } from "./history.ts";

/** One cancel: a claim, which is believed once the visit is gone from the patient's history. */
export function cancelAtHub(
  { hub, patients, records, time: wallClock }: HubBookingDeps,
  { key, seen }: ChangeRequest,
  { note, left }: AttemptDeps,
): Attempt<ChangeResult> {
  let sent = false;
  const end = (
    result: ChangeResult,
    happened: Resolution<ChangeResult>["happened"],
  ): Resolution<ChangeResult> => ({ result, happened });
  const done = end({ kind: "done", visit: { ...seen, status: "cancelled" }, slots: null }, "committed");
  return {
    hasSent: () => sent,
    async round(signal) {
      const time = readTimeId(seen.id);
      const patientId = seen.patientIds[0] ?? "";
      const patient = time && (await patients.at(patientId, time.clinic, signal));
      if (!time || !patient) return end({ kind: "refused" }, "failed");
      const person = { clinic: time.clinic, patient };
      const standing = (await readHistory(hub, person, signal)).find(isAt(time));
      if (sent) return standing === undefined ? done : "again";
      if (standing === undefined) return end({ kind: "changed" }, "failed");
      if (left.aborted) return "again";
      const { ticketNumber, service, id: visitId } = seen;
      const start = wallClock.instant(time.start);
      records.save({ key, visitId, patientId, ...person, start, end: seen.end, ticketNumber, service });
      note([{ of: "sent", mark: standing.id }]);
      sent = true;
      const outcome = await claimRefusal(hub, time, person, standing.id, signal);
      if (outcome.kind !== "answered" && outcome.effect === "none") {
        if (outcome.kind === "failed") return end({ kind: "unavailable" }, "failed");
        // It says that there is no such visit, which the history is better asked for.
        if (outcome.refusal !== "noSuchBooking") return end({ kind: "refused" }, "failed");
      }
      return "again";
    },
  };
}

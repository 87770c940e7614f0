import { CentralError } from "#contract/index.ts";
import type { HubClient } from "../client.ts";
import type { HubTimeId } from "../ids.ts";
import type { KnownAt } from "../patients.ts";
import { unasked } from "../unasked.ts";

/** A visit as a patient's history tells it. `id` is a handle for cancelling, and says nothing else. */
export type HistoryVisit = {
  readonly id: string;
  /** Null where the history doesn't tell whom the visit is to. */
  readonly doctor: string | null;
  readonly start: string;
};

/**
 * The coming visits that a clinic's system tells. One that can't be read might be the one that is looked for: then
 * nothing is known. @throws {CentralError}
 */
export async function readHistory(
  hub: HubClient,
  { clinic, patient }: KnownAt,
  signal: AbortSignal,
): Promise<readonly HistoryVisit[]> {
  const how = { urgency: "patient", signal } as const;
  const outcome = await hub.read("GetPatientHistory", { idLpu: clinic, idPat: patient }, how);
  if (outcome.kind !== "answered") throw unasked(outcome);
  return (outcome.result.ListHistoryVisit ?? []).map((visit) => {
    const { IdAppointment: id, VisitStart: start, DoctorRendingConsultation: doctor } = visit;
    if (!id || !start) throw new CentralError("invalidResponse", "a visit without an id or a start");
    return { id, start, doctor: doctor?.IdDoc ?? null };
  });
}

/** Whether a visit is at this time. One whose doctor isn't told is taken for it: better looked at than passed over. */
export const isAt =
  ({ doctor, start }: HubTimeId) =>
  (visit: HistoryVisit): boolean =>
    visit.start.slice(0, 16) === start.slice(0, 16) && (visit.doctor === null || visit.doctor === doctor);

/**
 * What of a move a history tells: the new visit, unless it was there before, and the old one. Where it doesn't tell whom
 * visits are to, two at the same minute are told apart by what was there before.
 */
export function findMoved(
  history: readonly HistoryVisit[],
  { from, to, before }: { from: HubTimeId; to: HubTimeId; before: ReadonlySet<string> },
): { readonly made: HistoryVisit | undefined; readonly old: HistoryVisit | undefined } {
  const made = history.find((visit) => isAt(to)(visit) && !before.has(visit.id));
  return { made, old: history.find((visit) => isAt(from)(visit) && visit !== made) };
}

/** The id under which a time is listed as free for this patient now; null where it isn't. @throws {CentralError} */
export async function freeTime(
  hub: HubClient,
  { clinic, doctor, start }: HubTimeId,
  patient: string,
  signal: AbortSignal,
): Promise<string | null> {
  const day = start.slice(0, 10);
  const outcome = await hub.read(
    "GetAvaibleAppointments",
    {
      idDoc: doctor,
      idLpu: clinic,
      idPat: patient,
      visitStart: `${day}T00:00:00`,
      visitEnd: `${day}T23:59:59`,
    },
    { urgency: "patient", signal },
  );
  if (outcome.kind !== "answered") throw unasked(outcome);
  const listed = outcome.result.ListAppointments?.find(
    ({ VisitStart }) => VisitStart?.slice(0, 16) === start.slice(0, 16),
  );
  return listed?.IdAppointment ?? null;
}

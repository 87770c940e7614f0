import type { SlotRow } from "#contract/index.ts";
import type { Urgency } from "./budget.ts";
import type { HubClient } from "./client.ts";
import { type FreeCell, gridOf, type WorkingSpan } from "./grid.ts";
import { doctorId, timeId } from "./ids.ts";
import { unasked } from "./unasked.ts";
import type { WallClock } from "./wall-clock.ts";

type OfDoctor = { readonly clinic: number; readonly doctor: string };
/** Wall clock. */
type Window = { readonly visitStart: string; readonly visitEnd: string };
type How = { readonly urgency: Urgency; readonly signal: AbortSignal };

/** The times that anybody may book, and the room where all of them are in one. @throws {CentralError} */
export async function readFree(
  hub: HubClient,
  { clinic, doctor }: OfDoctor,
  window: Window,
  how: How,
): Promise<{ readonly free: readonly FreeCell[]; readonly room: string }> {
  const outcome = await hub.read(
    "GetAvaibleAppointments",
    { idDoc: doctor, idLpu: clinic, idPat: null, ...window },
    how,
  );
  if (outcome.kind !== "answered") throw unasked(outcome);
  const list = outcome.result.ListAppointments ?? [];
  const rooms = new Set(list.map(({ Room }) => Room?.trim() ?? ""));
  const free = list.flatMap(({ IdAppointment, VisitStart: start, VisitEnd }) =>
    IdAppointment && start && isWholeMinute(start) ? [{ start, end: VisitEnd ?? start }] : [],
  );
  // A doctor who receives in several rooms has none that could be told beside the name.
  return { free, room: rooms.size === 1 ? ([...rooms][0] ?? "") : "" };
}

/** When a doctor receives. Clinics whose system doesn't tell it have none. @throws {CentralError} */
export async function readWorking(
  hub: HubClient,
  { clinic, doctor }: OfDoctor,
  window: Window,
  how: How,
): Promise<readonly WorkingSpan[]> {
  const outcome = await hub.read("GetWorkingTime", { idDoc: doctor, idLpu: clinic, ...window }, how);
  if (outcome.kind !== "answered") throw unasked(outcome);
  return (outcome.result.WorkingTimeList ?? []).flatMap(({ VisitStart: start, VisitEnd: end }) =>
    start && end && end > start ? [{ start, end }] : [],
  );
}

/** A doctor's grid as rows. @param at when it was read, ms */
export const slotRows = (
  { clinic, doctor }: OfDoctor,
  told: { readonly free: readonly FreeCell[]; readonly working: readonly WorkingSpan[] },
  time: WallClock,
  at: number,
): readonly SlotRow[] =>
  gridOf(told.free, told.working).map(({ start, end, isFree }) => ({
    id: timeId({ clinic, doctor, start }),
    scheduleId: doctorId(clinic, doctor),
    start: time.instant(start),
    end: time.instant(end),
    status: isFree ? "free" : "busy",
    // A hub has no versions: what was read at another moment may be something else.
    version: at.toString(36),
    lastUpdated: at,
  }));

/** A time is known by its minute. */
const isWholeMinute = (wall: string): boolean => wall.slice(17, 19) === "00";

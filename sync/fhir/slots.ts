import { type Reading, type SlotRow, type SlotStatus, slotStatuses } from "#contract/index.ts";
import { instant, isId, isJson, type Json, referencedId } from "./json.ts";

const statuses: ReadonlySet<unknown> = new Set(slotStatuses);
const isStatus = (value: unknown): value is SlotStatus => statuses.has(value);

/**
 * Makes a reader of Slots. Checked by hand: slots come by the hundred thousand, and a schema library takes
 * longer over them than parsing and storing together.
 */
export function slotReader(): (resource: Json) => Reading<SlotRow> {
  // A page holds one schedule's slots, or a few schedules' in turn.
  let lastReference: unknown = null;
  let lastScheduleId: string | null = null;

  return (resource) => {
    const { id, meta, schedule, status } = resource;
    if (!isId(id)) return { kind: "malformed", detail: "id" };
    if (!isJson(meta) || typeof meta.versionId !== "string" || meta.versionId === "")
      return { kind: "malformed", detail: "meta.versionId" };
    const lastUpdated = instant(meta.lastUpdated);
    if (lastUpdated === null) return { kind: "malformed", detail: "meta.lastUpdated" };
    const reference = isJson(schedule) ? schedule.reference : null;
    if (reference !== lastReference) {
      lastReference = reference;
      lastScheduleId = referencedId(reference, "Schedule");
    }
    if (lastScheduleId === null) return { kind: "withoutReference", detail: "schedule" };
    const start = instant(resource.start);
    const end = instant(resource.end);
    if (start === null) return { kind: "withoutTime", detail: "start" };
    if (end === null || end <= start) return { kind: "withoutTime", detail: "end" };
    if (!isStatus(status)) return { kind: "unknownStatus", detail: "status" };
    const version = meta.versionId;
    return { row: { id, version, lastUpdated, scheduleId: lastScheduleId, start, end, status } };
  };
}

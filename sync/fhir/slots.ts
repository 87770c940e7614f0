import { type SlotRow, type SlotStatus, slotStatuses } from "#contract/index.ts";
import { instant, isId, isJson, type Json, referencedId } from "./json.ts";
import type { Read } from "./search.ts";

const statuses: ReadonlySet<unknown> = new Set(slotStatuses);
const isStatus = (value: unknown): value is SlotStatus => statuses.has(value);

/**
 * Makes a reader of Slots. Checked by hand: slots come by the hundred thousand, and a schema library takes
 * longer over them than parsing and storing together.
 */
export function slotReader(): (resource: Json) => Read<SlotRow> {
  // A page holds one schedule's slots, or a few schedules' in turn.
  let lastReference: unknown = null;
  let lastScheduleId: string | null = null;

  return (resource) => {
    const { id, meta, schedule, status } = resource;
    const bad = (why: string) => ({ id: isId(id) ? id : "?", why });
    if (!isId(id)) return bad("no id");
    if (!isJson(meta) || typeof meta.versionId !== "string" || meta.versionId === "")
      return bad("no version");
    const lastUpdated = instant(meta.lastUpdated);
    if (lastUpdated === null) return bad("no time of last change");
    const reference = isJson(schedule) ? schedule.reference : null;
    if (reference !== lastReference) {
      lastReference = reference;
      lastScheduleId = referencedId(reference, "Schedule");
    }
    if (lastScheduleId === null) return bad("no schedule");
    const start = instant(resource.start);
    const end = instant(resource.end);
    if (start === null) return bad("no start");
    if (end === null || end <= start) return bad("no end after its start");
    if (!isStatus(status)) return bad("unknown status");
    const version = meta.versionId;
    return { row: { id, version, lastUpdated, scheduleId: lastScheduleId, start, end, status } };
  };
}

import { type Reading, type SlotRow, type SlotStatus, slotStatuses } from "#contract/index.ts";
import { instant, isId, isJson, type Json, referencedId } from "./json.ts";
import { purposeOf } from "./purpose.ts";
import { russian } from "./russian.ts";
import { conceptsOf, listOf } from "./values.ts";

const statuses: ReadonlySet<unknown> = new Set(slotStatuses);
const isStatus = (value: unknown): value is SlotStatus => statuses.has(value);

/** A slot that is as long, ms, is a day on which somebody receives, or doesn't, and no time to come at. */
const longestVisit = 12 * 3_600_000;

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
    if (resource.modifierExtension !== undefined && listOf(resource.modifierExtension).length > 0)
      return { kind: "modified" };
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
    if (end - start >= longestVisit) return { kind: "withoutTime", detail: "a whole day" };
    if (!isStatus(status)) return { kind: "unknownStatus", detail: "status" };
    const version = meta.versionId;
    const purpose = purposeOf(resource);
    const given = status === "free" && !isBookedAhead(resource.appointmentType) ? "busy-unavailable" : status;
    const row = { id, version, lastUpdated, scheduleId: lastScheduleId, start, end, status: given };
    return { row: purpose === null ? row : { ...row, purpose } };
  };
}

/** HL7 v2-0276: what isn't given out ahead. */
const notAhead: ReadonlySet<string> = new Set(["EMERGENCY", "WALKIN"]);

function isBookedAhead(appointmentType: unknown): boolean {
  if (appointmentType === undefined || appointmentType === null) return true;
  return conceptsOf(appointmentType).every(
    ({ text, codings }) =>
      !russian.emergency.test(text) &&
      codings.every(
        ({ code, display }) => !notAhead.has(code.toUpperCase()) && !russian.emergency.test(display),
      ),
  );
}

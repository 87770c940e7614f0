import { z } from "zod";
import type { LogLine, LogOf } from "#contract/base/log.ts";
import { centralStateSchema, idSchema, instantSchema } from "#contract/index.ts";
import { syncEvents } from "#sync/log-events.ts";
import { syncThreadEvents } from "../log/events/sync-thread.ts";
import { centralApiSettingsSchema } from "./settings.ts";

/** What the thread logs through the core. */
const threadEvents = { ...syncEvents, ...syncThreadEvents };
export type SyncThreadLog = LogOf<typeof threadEvents>;
export type SyncThreadLine = LogLine<typeof threadEvents>;

/** What the worker is started with. */
export const workerDataSchema = z.object({
  storeFile: z.string(),
  settings: centralApiSettingsSchema,
  timeZone: z.string(),
});
export type SyncWorkerData = z.infer<typeof workerDataSchema>;

/** Core → worker. */
export const orderSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("refresh"), scheduleId: idSchema }),
  z.object({ type: z.literal("syncNow") }),
  z.object({ type: z.literal("stop") }),
]);
export type Order = z.infer<typeof orderSchema>;

/** Worker → core. */
export const reportSchema = z.discriminatedUnion("type", [
  /** `now` is the central API's clock: the two threads' monotonic clocks differ. */
  z.object({ type: z.literal("state"), state: centralStateSchema, now: instantSchema.nullable() }),
  z.object({ type: z.literal("schedules"), scheduleIds: z.array(idSchema) }),
  z.object({ type: z.literal("catalog") }),
  z.object({
    type: z.literal("log"),
    event: z.enum(Object.keys(threadEvents) as (keyof typeof threadEvents)[]),
    facts: z.record(z.string(), z.unknown()).optional(),
  }),
]);
export type Report = z.infer<typeof reportSchema>;

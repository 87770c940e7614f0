import { z } from "zod";
import { instantSchema } from "../time/calendar.ts";

/** How far the first load has come; `total` is null until the central API has told it. */
const progressSchema = z.object({
  stage: z.enum(["connecting", "reference", "slots"]),
  done: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
});
export type SyncProgress = z.infer<typeof progressSchema>;

/** What the kiosk knows of the central API. `stale.since` is when the stored schedule was last known to be fresh. */
export const centralStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("online"), freshAt: instantSchema }),
  z.object({ state: z.literal("stale"), since: instantSchema }),
  z.object({ state: z.literal("never"), reachable: z.boolean(), progress: progressSchema.nullable() }),
]);
export type CentralState = z.infer<typeof centralStateSchema>;

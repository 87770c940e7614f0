import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { visitFactsSchema, visitStatuses } from "./visit-facts.ts";

/**
 * A visit of the signed-in patient that is still to come. `change`: whether it can be cancelled or moved here.
 * `cancelOnly`: its clinic moves none, so that it is cancelled and another one booked. `inDoubt`: an earlier cancel or
 * move has not come to its end yet. `place`: where a move looks for another time; null where there is none, or this
 * kiosk does not know it.
 */
export const visitSchema = visitFactsSchema.extend({
  visitId: idSchema,
  status: z.enum(visitStatuses),
  change: z.enum(["open", "cancelOnly", "inDoubt", "receptionOnly"]),
  place: z.object({ branchId: idSchema, serviceId: idSchema, scheduleId: idSchema }).nullable(),
});
export type Visit = z.infer<typeof visitSchema>;

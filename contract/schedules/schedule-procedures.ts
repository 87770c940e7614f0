import { oc } from "@orpc/contract";
import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { dateSchema } from "../time/calendar.ts";
import { daySchema, offerSchema, timeCellSchema } from "./schedule.ts";

export const scheduleContract = {
  /**
   * Every day of the booking horizon, whole weeks from Monday, oldest first; and the first day that can be
   * booked. Asking also makes the core refresh this schedule in the background.
   */
  days: oc
    .input(z.strictObject({ scheduleId: idSchema, serviceId: idSchema }))
    .output(z.object({ today: dateSchema, days: z.array(daySchema), nearest: dateSchema.nullable() }))
    .errors(errorsOf("NOT_FOUND")),
  times: oc
    .input(z.strictObject({ scheduleId: idSchema, serviceId: idSchema, date: dateSchema }))
    .output(z.array(timeCellSchema))
    .errors(errorsOf("NOT_FOUND")),
  /** Free times of all doctors of a service at a branch, nearest first. */
  nearest: oc
    .input(z.strictObject({ branchId: idSchema, serviceId: idSchema, limit: z.int().min(1).max(20) }))
    .output(z.array(offerSchema)),
};

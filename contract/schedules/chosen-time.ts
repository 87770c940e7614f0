import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { dayAndTimeSchema } from "../time/calendar.ts";

/** A time of a doctor's, with what it is asked for. */
export const chosenTime = z.strictObject({
  scheduleId: idSchema,
  slotId: idSchema,
  serviceId: idSchema,
  branchId: idSchema,
  /** When it begins, as the patient saw it: a slot that begins at another time by now is not what was chosen. */
  at: dayAndTimeSchema,
});

import { z } from "zod";
import { namedServiceSchema } from "../schedules/plain-name.ts";
import { dateSchema, timeSchema } from "../time/calendar.ts";

export const visitStatuses = ["booked", "cancelled", "arrived", "fulfilled", "noshow", "pending"] as const;
export type VisitStatus = (typeof visitStatuses)[number];

/**
 * What there is to say of a visit, also before the central API has given it an id. The words around it that a patient
 * reads come from the locale files.
 */
export const visitFactsSchema = z.object({
  number: z.string(),
  clinic: z.string(),
  branch: z.string(),
  address: z.string(),
  room: z.string(),
  service: namedServiceSchema,
  doctor: z.object({ name: z.string(), position: z.string() }),
  date: dateSchema,
  time: timeSchema,
  patient: z.string(),
  /** Reception's phone, for cancelling and for questions. */
  phone: z.string(),
});
export type VisitFacts = z.infer<typeof visitFactsSchema>;

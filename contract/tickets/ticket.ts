import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { dateSchema, dayAndTimeSchema, timeSchema } from "../time/calendar.ts";
import { visitStatuses } from "../visits/visit-status.ts";

/** All the facts of a ticket; what a patient reads around them comes from the locale files. */
export const ticketSchema = z.object({
  visitId: idSchema,
  number: z.string(),
  clinic: z.string(),
  branch: z.string(),
  address: z.string(),
  room: z.string(),
  service: z.object({ code: z.string(), name: z.string() }),
  doctor: z.object({ name: z.string(), position: z.string() }),
  date: dateSchema,
  time: timeSchema,
  patient: z.string(),
  status: z.enum(visitStatuses),
  /** The desk's phone, for cancelling and for questions. */
  phone: z.string(),
  issuedAt: dayAndTimeSchema,
});
export type Ticket = z.infer<typeof ticketSchema>;

import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { dayAndTimeSchema } from "../time/calendar.ts";
import { visitFactsSchema, visitStatuses } from "../visits/visit-facts.ts";

/** Whether a ticket is printed when its key is touched, or by itself. */
export const ticketPrinting = ["ask", "auto"] as const;

/** What is printed, shown and sent of a visit. `issuedAt`: when it was booked, moved or listed at this kiosk. */
export const ticketSchema = visitFactsSchema.extend({
  visitId: idSchema,
  status: z.enum(visitStatuses),
  issuedAt: dayAndTimeSchema,
  /** Who of the staff helped, as they are called; left out where the patient was alone. */
  issuedBy: z.string().max(60).optional(),
});
export type Ticket = z.infer<typeof ticketSchema>;

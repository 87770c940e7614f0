import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { dayAndTimeSchema } from "../time/calendar.ts";

/** A message from a clinic to the signed-in patient or to one of their cards. */
export const messageSchema = z.object({
  id: idSchema,
  sent: dayAndTimeSchema,
  from: z.string(),
  text: z.string(),
  /** Initials and family name of whom it is about. */
  about: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { dateSchema, timeSchema } from "../time/calendar.ts";

/** Why a day can't be booked. `receptionOnly`: what is free that day is given out by reception alone. */
const dayReasons = ["past", "noReception", "allTaken", "closedToday", "receptionOnly"] as const;

export const daySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("free"),
    date: dateSchema,
    from: timeSchema,
    to: timeSchema,
    free: z.int().positive(),
  }),
  z.object({ state: z.literal("dark"), date: dateSchema, reason: z.enum(dayReasons) }),
]);
export type Day = z.infer<typeof daySchema>;

/** Where staff help, a time of state `receptionOnly` can be booked, too. */
const timeStates = ["free", "taken", "receptionOnly", "past"] as const;
export type TimeState = (typeof timeStates)[number];
export const timeCellSchema = z.object({
  slotId: idSchema,
  time: timeSchema,
  state: z.enum(timeStates),
});
export type TimeCell = z.infer<typeof timeCellSchema>;

/** A free time with all that is needed to book it. */
export const offerSchema = z.object({
  scheduleId: idSchema,
  slotId: idSchema,
  date: dateSchema,
  time: timeSchema,
  doctor: z.string(),
  room: z.string(),
});
export type Offer = z.infer<typeof offerSchema>;

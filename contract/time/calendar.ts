import { z } from "zod";

/** A calendar day in the clinic's time zone, `YYYY-MM-DD`. */
export const dateSchema = z.string().refine(isCalendarDate, "not a calendar date");
/** A wall-clock time in the clinic's time zone, `HH:MM`. */
export const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** An instant: milliseconds since 1970-01-01T00:00Z. */
export const instantSchema = z.int();

export const dayAndTimeSchema = z.object({ date: dateSchema, time: timeSchema });
export type DayAndTime = z.infer<typeof dayAndTimeSchema>;

/** Whether `YYYY-MM-DD` names a day that exists; 31 February does not. */
export function isCalendarDate(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}

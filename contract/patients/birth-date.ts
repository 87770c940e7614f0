import { fail, ok, type Result } from "../base/result.ts";
import { isCalendarDate } from "../time/calendar.ts";

export const birthDateFaults = [
  "BIRTH_DATE_INCOMPLETE",
  "BIRTH_DATE_IMPOSSIBLE",
  "BIRTH_DATE_FUTURE",
  "BIRTH_DATE_TOO_OLD",
] as const;
export type BirthDateFault = (typeof birthDateFaults)[number];

/** Nobody older has been recorded; a larger age is a slip of the finger. */
const oldestAge = 130;

/**
 * Reads a birth date as eight typed digits, day first: `07031985` → `1985-03-07`.
 * `today` is the clinic's own date (`YYYY-MM-DD`), never the machine's.
 */
export function parseBirthDate(digits: string, today: string): Result<string, BirthDateFault> {
  if (!/^\d{8}$/.test(digits)) return fail("BIRTH_DATE_INCOMPLETE");
  const [day, month, year] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  const iso = `${year}-${month}-${day}`;
  if (!isCalendarDate(iso)) return fail("BIRTH_DATE_IMPOSSIBLE");
  if (iso > today) return fail("BIRTH_DATE_FUTURE");
  if (Number(today.slice(0, 4)) - Number(year) > oldestAge) return fail("BIRTH_DATE_TOO_OLD");
  return ok(iso);
}

import { type Policy, parsePolicy } from "#contract/patients/policy.ts";
import { isCalendarDate } from "#contract/time/calendar.ts";

/** A claim that is a text of a number's or a date's length; null where it is anything else. */
export const claimText = (value: unknown): string | null =>
  typeof value === "string" && value.length <= 40 && value.trim() !== "" ? value.trim() : null;

/** ЕСИА tells a policy's number alone: of an old form, whose number needs its series, nobody is found by it. */
export function claimPolicy(value: string): Policy | null {
  const digits = value.replace(/[\s-]/gu, "");
  if (/^\d{9}$/.test(digits)) return { kind: "temporary", number: digits };
  const read = parsePolicy({ kind: "unified", number: digits });
  return read.ok ? read.value : null;
}

/** `1985-03-07` (OpenID Connect Core 1.0 §5.1), or `07.03.1985` as ЕСИА writes it; null where it is no date. */
export function claimDate(value: string): string | null {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(value) ?? [];
  const date = day === undefined ? value : `${year}-${month}-${day}`;
  return /^\d{4}-\d\d-\d\d$/.test(date) && isCalendarDate(date) ? date : null;
}

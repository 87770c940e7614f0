import { nameFields, type PersonName, parseName } from "#contract/patients/person.ts";
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

/** The names of a name's parts: of OpenID Connect Core 1.0 §5.1, and of ЕСИА. */
const named = {
  family: ["family_name", "lastName"],
  given: ["given_name", "firstName"],
  patronymic: ["middle_name", "middleName"],
} as const;

/** The first of these claims that tells a text; empty where none does. */
export const firstText = (
  claims: Readonly<Record<string, unknown>>,
  keys: readonly (string | undefined)[],
): string => keys.map((key) => claimText(claims[key ?? ""]) ?? "").find((value) => value !== "") ?? "";

/** Null where it isn't told, or can't be one. */
export function claimName(claims: Readonly<Record<string, unknown>>): PersonName | null {
  const [family, given, patronymic] = nameFields.map((field) =>
    parseName(field, firstText(claims, named[field])),
  );
  if (!family?.ok || !given?.ok || !patronymic?.ok) return null;
  return { family: family.value, given: given.value, patronymic: patronymic.value };
}

import { type Policy, parsePolicy } from "#contract/patients/policy.ts";
import { parseSnils } from "#contract/patients/snils.ts";
import { isCalendarDate } from "#contract/time/calendar.ts";
import { ProviderError } from "./faults.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** By what the register knows whoever has confirmed. One of the two numbers is there at least. */
export type ConfirmedPerson = {
  /** Eleven digits. */
  readonly snils: string | null;
  readonly policy: Policy | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
};

type Claims = Readonly<Record<string, unknown>>;
type ClaimNames = IdentityProviderSettings["claims"];

/** Whether all claims that are named are there, so that nothing more has to be asked. */
export const hasClaims = (claims: Claims, names: ClaimNames): boolean =>
  Object.values(names).every((name) => name === undefined || name in claims);

/** @throws {ProviderError} `claims` where they tell no birth date, no number, or one that can't be */
export function readClaims(claims: Claims, names: ClaimNames): ConfirmedPerson {
  const text = (name: string | undefined): string | null => {
    const value = name === undefined ? undefined : claims[name];
    return typeof value === "string" && value.length <= 40 && value.trim() !== "" ? value.trim() : null;
  };
  const [snils, policy] = [text(names.snils), text(names.policy)];
  const person = {
    snils: snils === null ? null : readSnils(snils),
    policy: policy === null ? null : readPolicy(policy),
    birthDate: readBirthDate(text(names.birthDate) ?? ""),
  };
  if (person.snils === null && person.policy === null) throw new ProviderError("claims");
  return person;
}

function readSnils(value: string): string {
  const read = parseSnils(value);
  if (!read.ok) throw new ProviderError("claims");
  return read.value;
}

/** ЕСИА tells a policy's number alone: of an old form, whose number needs its series, nobody is found by it. */
function readPolicy(value: string): Policy | null {
  const digits = value.replace(/[\s-]/gu, "");
  if (/^\d{9}$/.test(digits)) return { kind: "temporary", number: digits };
  const read = parsePolicy({ kind: "unified", number: digits });
  return read.ok ? read.value : null;
}

/** `1985-03-07` (OpenID Connect Core 1.0 §5.1), or `07.03.1985` as ЕСИА writes it. */
function readBirthDate(value: string): string {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(value) ?? [];
  const date = day === undefined ? value : `${year}-${month}-${day}`;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !isCalendarDate(date)) throw new ProviderError("claims");
  return date;
}

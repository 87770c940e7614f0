import { parseSnils } from "#contract/patients/snils.ts";
import type { ConfirmedPerson } from "../sessions/confirmed-person.ts";
import { readChildren } from "./children.ts";
import { claimDate, claimName, claimPolicy, claimText } from "./claim-values.ts";
import { ProviderError } from "./faults.ts";
import type { IdentityProviderSettings } from "./settings.ts";

type Claims = Readonly<Record<string, unknown>>;
type ClaimNames = IdentityProviderSettings["claims"];

/** Whether all claims that are named are there, so that nothing more has to be asked. */
export const hasClaims = (claims: Claims, names: ClaimNames): boolean =>
  Object.values(names).every((name) => name === undefined || name in claims);

/** @throws {ProviderError} `claims` where they tell no birth date, no number, or one that can't be */
export function readClaims(claims: Claims, names: ClaimNames): ConfirmedPerson {
  const text = (name: string | undefined) => (name === undefined ? null : claimText(claims[name]));
  const [snils, policy] = [text(names.snils), text(names.policy)];
  const person = {
    snils: snils === null ? null : readSnils(snils),
    policy: policy === null ? null : claimPolicy(policy),
    name: claimName(claims),
    birthDate: readBirthDate(text(names.birthDate) ?? ""),
    children: names.children === undefined ? [] : readChildren(claims[names.children], names),
  };
  if (person.snils === null && person.policy === null) throw new ProviderError("claims");
  return person;
}

function readSnils(value: string): string {
  const read = parseSnils(value);
  if (!read.ok) throw new ProviderError("claims");
  return read.value;
}

function readBirthDate(value: string): string {
  const date = claimDate(value);
  if (date === null) throw new ProviderError("claims");
  return date;
}

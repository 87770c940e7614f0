import { type NameField, nameFields, parseName, type Sex } from "#contract/patients/person.ts";
import { parseSnils } from "#contract/patients/snils.ts";
import type { ConfirmedChild } from "../sessions/confirmed-person.ts";
import { claimDate, claimPolicy, claimText } from "./claim-values.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** So many children are read. */
const most = 12;

/** A field's names: of OpenID Connect Core 1.0 §5.1, and of ЕСИА. */
const named = {
  family: ["family_name", "lastName"],
  given: ["given_name", "firstName"],
  patronymic: ["middle_name", "middleName"],
  birthDate: ["birthdate", "birthDate"],
  sex: ["gender"],
} as const;

const sexes: Readonly<Record<string, Sex>> = { male: "male", M: "male", female: "female", F: "female" };

/**
 * The children of whom a claim tells: a list of objects, with the names of OpenID Connect or of ЕСИА, and numbers
 * under the names that one's own have. One that can't be read is left out and stops nothing.
 */
export function readChildren(claim: unknown, names: IdentityProviderSettings["claims"]): ConfirmedChild[] {
  if (!Array.isArray(claim)) return [];
  const children = claim.slice(0, most).flatMap((one: unknown) => readChild(one, names) ?? []);
  const whom = ({ family, given, patronymic, birthDate }: ConfirmedChild): string =>
    [family, given, patronymic, birthDate].join("|");
  return [...new Map(children.map((child) => [whom(child), child])).values()];
}

function readChild(claim: unknown, names: IdentityProviderSettings["claims"]): ConfirmedChild | null {
  if (typeof claim !== "object" || claim === null) return null;
  const values = new Map(Object.entries(claim));
  const text = (keys: readonly (string | undefined)[]): string =>
    keys.map((key) => claimText(values.get(key ?? "")) ?? "").find((value) => value !== "") ?? "";
  const name = (field: NameField) => parseName(field, text(named[field]));
  const [family, given, patronymic] = nameFields.map(name);
  const birthDate = claimDate(text([names.birthDate, ...named.birthDate]));
  if (!family?.ok || !given?.ok || !patronymic?.ok || birthDate === null) return null;
  const snils = parseSnils(text([names.snils]));
  return {
    ...{ family: family.value, given: given.value, patronymic: patronymic.value, birthDate },
    sex: sexes[text(named.sex)] ?? null,
    snils: snils.ok ? snils.value : null,
    policy: claimPolicy(text([names.policy])),
  };
}

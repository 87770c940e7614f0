import type { Sex } from "#contract/patients/person.ts";
import { parseSnils } from "#contract/patients/snils.ts";
import type { ConfirmedChild } from "../sessions/confirmed-person.ts";
import { claimDate, claimName, claimPolicy, firstText } from "./claim-values.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** So many children are read. */
const most = 12;

/** In OpenID Connect Core 1.0 §5.1, and in ЕСИА. */
const birthDates = ["birthdate", "birthDate"] as const;

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
  const values = { ...claim };
  const text = (...keys: readonly (string | undefined)[]): string => firstText(values, keys);
  const name = claimName(values);
  const birthDate = claimDate(text(names.birthDate, ...birthDates));
  if (name === null || birthDate === null) return null;
  const snils = parseSnils(text(names.snils));
  return {
    ...name,
    birthDate,
    sex: sexes[text("gender")] ?? null,
    snils: snils.ok ? snils.value : null,
    policy: claimPolicy(text(names.policy)),
  };
}

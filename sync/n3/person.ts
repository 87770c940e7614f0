import { type CentralPatient, foldedName, type PersonName, type Policy } from "#contract/index.ts";
import type { HubRequest, HubResult } from "#contract/n3/index.ts";

type Pat = NonNullable<HubRequest<"SearchTop10Patient">["pat"]>;
type ToldPatient = NonNullable<HubResult<"SearchTop10Patient">["ListPatient"]>[number];

/** A person as a hub is asked for one, and as it tells one. */
export type HubPerson = PersonName & { readonly birthDate: string; readonly policies: readonly Policy[] };

/** Criteria by numbers, and by the name where it is told. A policy counts as a document. */
export const byNumber = (asked: {
  readonly policy?: Policy;
  readonly snils?: string;
  readonly birthDate?: string;
  readonly document?: string;
  readonly name?: PersonName;
}): Pat => ({
  ...(asked.name === undefined ? {} : named(asked.name)),
  ...(asked.birthDate === undefined ? {} : { Birthday: `${asked.birthDate}T00:00:00` }),
  ...(asked.document === undefined ? {} : { Document_N: asked.document }),
  ...(asked.policy === undefined
    ? {}
    : {
        Polis_N: asked.policy.number,
        ...(asked.policy.kind === "old" ? { Polis_S: asked.policy.series } : {}),
      }),
  ...(asked.snils === undefined ? {} : { Snils: asked.snils }),
});

export const byName = (person: PersonName & { birthDate: string }): Pat => ({
  Birthday: `${person.birthDate}T00:00:00`,
  ...named(person),
});

const named = ({ family, given, patronymic }: PersonName): Pat => ({
  Name: given,
  ...(patronymic === "" ? {} : { SecondName: patronymic }),
  Surname: family,
});

/** One that a clinic's system tells; null where it tells no name or no id. */
export function toPerson(
  told: ToldPatient,
):
  | (HubPerson &
      Pick<CentralPatient, "phones" | "snils"> & { readonly id: string; readonly document: string })
  | null {
  const { IdPat, Surname, Name, SecondName, Birthday } = told;
  if (!IdPat || !Surname) return null;
  return {
    id: IdPat,
    family: Surname.trim(),
    given: Name?.trim() ?? "",
    patronymic: SecondName?.trim() ?? "",
    birthDate: Birthday?.slice(0, 10) ?? "",
    policies: policyOf(told.Polis_S ?? "", told.Polis_N ?? ""),
    phones: [told.CellPhone, told.HomePhone].flatMap((one) => phoneOf(digits(one ?? ""))),
    snils: /^\d{11}$/.test(digits(told.Snils ?? "")) ? digits(told.Snils ?? "") : null,
    document: digits(told.Document_N ?? ""),
  };
}

/** Whether a person told is the one that was asked for: systems compare names by their beginnings. */
export const isNamed = (one: PersonName, asked: PersonName): boolean =>
  foldedName(one.family) === foldedName(asked.family) &&
  foldedName(one.given) === foldedName(asked.given) &&
  (one.patronymic === "" ||
    asked.patronymic === "" ||
    foldedName(one.patronymic) === foldedName(asked.patronymic));

export const hasPolicy = (one: Pick<HubPerson, "policies">, { number }: Policy): boolean =>
  one.policies.some((policy) => policy.number === number);

const digits = (text: string): string => text.replaceAll(/\D/g, "");

/** As clinics write one: ten digits, or eleven with 7 or 8 before them. */
const phoneOf = (written: string): string[] => {
  const [, number] = /^[78]?(\d{10})$/.exec(written) ?? [];
  return number === undefined ? [] : [`+7${number}`];
};

function policyOf(series: string, told: string): readonly Policy[] {
  const number = told.trim();
  if (number === "") return [];
  if (series.trim() !== "") return [{ kind: "old", series: series.trim(), number }];
  if (/^\d{16}$/.test(number)) return [{ kind: "unified", number }];
  return /^\d{9}$/.test(number) ? [{ kind: "temporary", number }] : [];
}

import { account, knownPatients, type PatientSeed } from "../seed/assets.ts";

type ChildClaims = {
  readonly family_name: string;
  readonly given_name: string;
  readonly middle_name: string;
  readonly gender: string;
  readonly birthdate: string;
  readonly snils: string;
  readonly oms_number: string;
};

/** Somebody who can sign in at the demo's identity provider. */
export type DemoPerson = {
  readonly id: string;
  /** Empty: somebody whom the clinic doesn't know. */
  readonly name: string;
  readonly claims: {
    readonly snils: string;
    readonly birthdate: string;
    readonly oms_number: string;
    readonly children: readonly ChildClaims[];
  };
};

/** A number that can be one, and that nobody in the demo has. */
const unknownSnils = "11223344595";

/** As ЕСИА does, the provider knows no policy of the old form. */
const policyOf = ({ kind, number }: Pick<PatientSeed, "kind" | "number">): string =>
  kind === "old" ? "" : number;

const childrenOf = (parent: string): readonly ChildClaims[] =>
  account.children
    .filter((one) => one.parent === parent)
    .flatMap(({ person }) => {
      const known = knownPatients.find(({ number }) => number === person);
      const child = typeof person === "string" ? known : person;
      if (!child) return [];
      const { family, given, patronymic, sex, birthDate, snils } = child;
      return {
        ...{ family_name: family, given_name: given, middle_name: patronymic, gender: sex },
        ...{ birthdate: birthDate, snils, oms_number: known ? policyOf(known) : "" },
      };
    });

/** The demo's fixed people, by their numbers, and one whom no register has. */
export const demoPeople: readonly DemoPerson[] = [
  ...knownPatients.map((patient) => ({
    id: patient.snils,
    name: `${patient.family} ${patient.given} ${patient.patronymic}`,
    claims: {
      snils: patient.snils,
      birthdate: patient.birthDate,
      oms_number: policyOf(patient),
      children: childrenOf(patient.number),
    },
  })),
  {
    id: unknownSnils,
    name: "",
    claims: { snils: unknownSnils, birthdate: "1990-01-01", oms_number: "", children: [] },
  },
];

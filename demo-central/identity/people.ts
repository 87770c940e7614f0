import { knownPatients } from "../seed/assets.ts";

/** Somebody who can sign in at the demo's identity provider. */
export type DemoPerson = {
  readonly id: string;
  /** Empty: somebody whom the clinic doesn't know. */
  readonly name: string;
  readonly claims: { readonly snils: string; readonly birthdate: string; readonly oms_number: string };
};

/** A number that can be one, and that nobody in the demo has. */
const unknownSnils = "11223344595";

/** The demo's fixed people, by their numbers, and one whom no register has. */
export const demoPeople: readonly DemoPerson[] = [
  ...knownPatients.map(({ family, given, patronymic, snils, birthDate, kind, number }) => ({
    id: snils,
    name: `${family} ${given} ${patronymic}`,
    claims: { snils, birthdate: birthDate, oms_number: kind === "old" ? "" : number },
  })),
  { id: unknownSnils, name: "", claims: { snils: unknownSnils, birthdate: "1990-01-01", oms_number: "" } },
];

import type { PersonName, Sex } from "#contract/patients/person.ts";
import type { Policy } from "#contract/patients/policy.ts";

/** By what the register knows whoever has confirmed. One of the two numbers is there at least. */
export type ConfirmedPerson = {
  /** Eleven digits. */
  readonly snils: string | null;
  readonly policy: Policy | null;
  /** Where the provider tells it: some registers find nobody by numbers alone. */
  readonly name: PersonName | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  /** Of whom they are a parent, as far as the provider tells. */
  readonly children: readonly ConfirmedChild[];
};

/** A child as the provider tells of it. */
export type ConfirmedChild = PersonName & {
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly sex: Sex | null;
  /** Eleven digits. */
  readonly snils: string | null;
  readonly policy: Policy | null;
};

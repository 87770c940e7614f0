import { knownPatients } from "./assets.ts";

/** What one needs to sign in as an invented patient of the demo region. */
export type DemoPatient = {
  readonly name: string;
  readonly kind: "unified" | "old" | "temporary";
  /** Of the old form only, else empty. */
  readonly series: string;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
};

/** The fixed demo patients, present at every size and seed. The first has two phones, one has none. */
export const demoPatients: readonly DemoPatient[] = knownPatients
  .filter(({ listed }) => listed)
  .map((patient) => ({
    name: `${patient.family} ${patient.given} ${patient.patronymic}`,
    kind: patient.kind,
    series: patient.series,
    number: patient.number,
    birthDate: patient.birthDate,
  }));

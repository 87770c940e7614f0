import { mod10CheckDigit } from "#contract/index.ts";
import { knownPatients, names, type PatientSeed } from "./assets.ts";
import { type Random, randomOf } from "./random.ts";

export type Sex = "male" | "female";
export type PersonName = { readonly family: string; readonly given: string; readonly patronymic: string };

export function inventName(random: Random, sex: Sex): PersonName {
  const form = sex === "male" ? 0 : 1;
  return {
    family: random.pick(names.families)[form],
    given: random.pick(sex === "male" ? names.men : names.women),
    patronymic: random.pick(names.patronymics)[form],
  };
}

/** The subject code that policies of this region begin with. */
const subjectCode = "40";

/**
 * A unified policy number: subject code, birth date and sex, serial, check digit. The date is written as
 * month, reversed year, day; 20 is added to a month up to 1950, 40 up to 2000; 50 to a man's day; then each
 * digit is taken from nine.
 * @param birthDate `YYYY-MM-DD` @param serial five digits
 */
export function unifiedNumber(birthDate: string, sex: Sex, serial: string): string {
  const [year = "", month = "", day = ""] = birthDate.split("-");
  const monthShift = Number(year) <= 1950 ? 20 : Number(year) <= 2000 ? 40 : 0;
  const shifted = (part: string, shift: number): string => String(Number(part) + shift).padStart(2, "0");
  const plain =
    shifted(month, monthShift) + [...year].reverse().join("") + shifted(day, sex === "male" ? 50 : 0);
  const coded = [...plain].map((digit) => String(9 - Number(digit))).join("");
  const body = subjectCode + coded + serial;
  return body + String(mod10CheckDigit(body));
}

/** The known patients, and after them so many invented ones that there are `count`. @param today `YYYY-MM-DD` */
export function inventPatients(seed: number, count: number, today: string): PatientSeed[] {
  const taken = new Set(knownPatients.map((patient) => patient.number));
  const patients: PatientSeed[] = [...knownPatients];
  for (let index = 0; patients.length < count; index++) {
    const patient = inventPatient(randomOf(seed, "patient", index), today);
    if (taken.has(patient.number)) continue;
    taken.add(patient.number);
    patients.push(patient);
  }
  return patients;
}

function inventPatient(random: Random, today: string): PatientSeed {
  const sex: Sex = random.chance(0.54) ? "female" : "male";
  const year = Number(today.slice(0, 4)) - 1 - random.int(0, 89);
  const two = (value: number): string => String(value).padStart(2, "0");
  const birthDate = `${year}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
  const digits = (count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join("");
  const draw = random.next();
  const policy: Pick<PatientSeed, "kind" | "series" | "number"> =
    draw < 0.8
      ? { kind: "unified", series: "", number: unifiedNumber(birthDate, sex, digits(5)) }
      : draw < 0.93
        ? { kind: "old", series: `40${digits(2)}`, number: digits(6) }
        : { kind: "temporary", series: "", number: digits(9) };
  const phones = Array.from(
    { length: phoneCount(random) },
    () => `+79${random.pick(["10", "20", "53"])}555${digits(4)}`,
  );
  const document = {
    kind: Number(today.slice(0, 4)) - year > 14 ? "passport" : "birthCertificate",
    number: digits(6),
  } as const;
  return {
    ...inventName(random, sex),
    sex,
    birthDate,
    ...policy,
    phones,
    document,
    snils: withControl(`9${digits(8)}`),
  };
}

/** A СНИЛС of nine digits with its two control digits. */
function withControl(number: string): string {
  const sum = [...number].reduce((total, digit, place) => total + Number(digit) * (9 - place), 0);
  return number + String((sum % 101) % 100).padStart(2, "0");
}

function phoneCount(random: Random): number {
  const draw = random.next();
  if (draw < 0.15) return 0;
  if (draw < 0.75) return 1;
  return draw < 0.95 ? 2 : 3;
}

import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { fhirNames } from "#contract/fhir/names.ts";
import { type SeedWish, seedRun } from "../seed/seed.ts";
import { openDatabase } from "../store/open.ts";

/** The region of the FHIR demo, as far as a hub tells of one: the same clinics, doctors, times and people. */
export type HubRegion = {
  readonly districts: readonly { readonly id: number; readonly name: string }[];
  readonly clinics: readonly HubClinic[];
  readonly people: readonly HubPerson[];
};
export type HubClinic = {
  readonly id: number;
  /** Whose own system answers for it: the clinic above it, or itself. */
  readonly systemId: number;
  readonly district: number;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly doctors: readonly HubDoctor[];
};
export type HubDoctor = {
  /** Counts within the region. */
  readonly no: number;
  readonly clinicId: number;
  readonly name: string;
  readonly speciality: string;
  readonly room: string;
  readonly times: readonly HubTime[];
};
/** Wall clock, `YYYY-MM-DDTHH:mm:ss`. `reception`: free, but given out by the clinic's reception alone. */
export type HubTime = {
  readonly start: string;
  readonly end: string;
  readonly status: "free" | "reception" | "taken";
};
export type HubPerson = {
  /** Counts within the region. */
  readonly no: number;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly policy: { readonly series: string; readonly number: string };
  readonly document: string;
  readonly snils: string;
  readonly phone: string;
  readonly attachedTo: readonly number[];
};

const reference = z.object({ reference: z.string() });
const text = z.string().catch("");
const address = z.array(z.looseObject({ text, district: text })).catch([]);
const names = z.array(z.looseObject({ family: text, given: z.array(text).catch([]) })).catch([]);
const organizationSchema = z.looseObject({
  id: z.string(),
  name: text,
  partOf: reference.optional(),
  address,
  telecom: z.array(z.looseObject({ value: text })).catch([]),
});
const roleSchema = z.looseObject({
  id: z.string(),
  practitioner: reference,
  organization: reference,
  code: z.array(z.looseObject({ text })).catch([]),
  location: z.array(reference).catch([]),
});
const personSchema = z.looseObject({ id: z.string(), name: names });
const patientSchema = personSchema.extend({
  birthDate: z.string(),
  identifier: z.array(z.looseObject({ system: text, value: text })).catch([]),
  telecom: z.array(z.looseObject({ value: text })).catch([]),
  managingOrganization: reference.optional(),
  generalPractitioner: z.array(reference).catch([]),
});
const scheduleSchema = z.looseObject({ id: z.string(), actor: z.array(reference) });
const slotSchema = z.looseObject({
  schedule: reference,
  status: z.string(),
  start: z.string(),
  end: z.string(),
});

/** The region of a hub that nobody has booked at. */
export const hubRegion = (wish: Pick<SeedWish, "size" | "seed" | "now" | "timeZone">): HubRegion =>
  readHubRegion({ ...wish, appointments: false, onProgress: () => undefined });

/** Seeds the FHIR demo's region in memory and tells it in a hub's words; what has a shape that a hub can't tell is left out. */
function readHubRegion(wish: SeedWish): HubRegion {
  const db = openDatabase(null, seedRun(wish));
  const all = <T>(type: string, schema: z.ZodType<T>): T[] => {
    const rows = db.prepare("SELECT json FROM resource WHERE type = ? ORDER BY no").pluck().all(type);
    return rows.flatMap((json) => schema.safeParse(JSON.parse(String(json))).data ?? []);
  };
  const wall = (instant: string): string =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(wish.timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: "second" });
  try {
    const organizations = all("Organization", organizationSchema);
    const clinicIds = new Map(organizations.map(({ id }, at) => [`Organization/${id}`, 9001 + at]));
    const idOf = (of: { reference: string } | undefined): number | undefined =>
      of && clinicIds.get(of.reference);
    const districtNames = [...new Set(organizations.map((one) => one.address[0]?.district ?? ""))];
    const rooms = new Map(
      all("Location", z.looseObject({ id: z.string(), name: text })).map((one) => [
        `Location/${one.id}`,
        one.name,
      ]),
    );
    const doctorNames = new Map(
      all("Practitioner", personSchema).map((one) => [`Practitioner/${one.id}`, fullName(one.name)]),
    );
    const slots = Map.groupBy(all("Slot", slotSchema), ({ schedule }) => schedule.reference);
    const schedulesOf = Map.groupBy(all("Schedule", scheduleSchema), ({ actor }) => actor[0]?.reference);
    const doctors = all("PractitionerRole", roleSchema).flatMap((role, at): HubDoctor[] => {
      const clinicId = idOf(role.organization);
      const speciality = role.code[0]?.text ?? "";
      const name = doctorNames.get(role.practitioner.reference) ?? "";
      if (clinicId === undefined || speciality === "" || name === "") return [];
      const times = (schedulesOf.get(`PractitionerRole/${role.id}`) ?? [])
        .flatMap(({ id }) => slots.get(`Schedule/${id}`) ?? [])
        .map(
          ({ start, end, status }): HubTime => ({
            start: wall(start),
            end: wall(end),
            status: status === "free" ? "free" : status === "busy-unavailable" ? "reception" : "taken",
          }),
        )
        .sort((one, other) => (one.start < other.start ? -1 : 1));
      return [
        {
          no: at + 1,
          clinicId,
          name,
          speciality,
          room: rooms.get(role.location[0]?.reference ?? "") ?? "",
          times,
        },
      ];
    });
    const doctorsOf = Map.groupBy(doctors, ({ clinicId }) => clinicId);
    return {
      districts: districtNames.map((name, at) => ({ id: 901 + at, name })),
      clinics: organizations.map((one, at) => ({
        id: 9001 + at,
        systemId: idOf(one.partOf) ?? 9001 + at,
        district: 901 + districtNames.indexOf(one.address[0]?.district ?? ""),
        name: one.name,
        address: one.address[0]?.text ?? "",
        phone: one.telecom[0]?.value ?? "",
        doctors: doctorsOf.get(9001 + at) ?? [],
      })),
      people: all("Patient", patientSchema).flatMap((one, at) => personOf(one, at + 1, idOf)),
    };
  } finally {
    db.close();
  }
}

const fullName = (all: z.infer<typeof names>): string =>
  [all[0]?.family, ...(all[0]?.given ?? [])].filter(Boolean).join(" ");

function personOf(
  patient: z.infer<typeof patientSchema>,
  no: number,
  idOf: (of: { reference: string } | undefined) => number | undefined,
): HubPerson[] {
  const [name] = patient.name;
  const numberOf = (...systems: string[]) =>
    patient.identifier.find(({ system }) => systems.includes(system))?.value ?? "";
  const old = numberOf(fhirNames.policyOld).split(":");
  if (!name || name.family === "") return [];
  return [
    {
      no,
      family: name.family,
      given: name.given[0] ?? "",
      patronymic: name.given[1] ?? "",
      birthDate: patient.birthDate,
      policy: {
        series: old.length === 2 ? (old[0] ?? "") : "",
        number:
          (old.length === 2 ? old[1] : numberOf(fhirNames.policyUnified, fhirNames.policyTemporary)) ?? "",
      },
      document: numberOf(fhirNames.passport, fhirNames.birthCertificate),
      snils: numberOf(fhirNames.snils),
      phone: (patient.telecom[0]?.value ?? "").replace(/^\+7/, ""),
      attachedTo: [patient.managingOrganization, ...patient.generalPractitioner].flatMap(
        (of) => idOf(of) ?? [],
      ),
    },
  ];
}

import { fhirNames } from "#contract/fhir/names.ts";
import type { PolicyInput } from "#contract/patients/policy.ts";
import type { DayAndTime } from "#contract/time/calendar.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import type { CentralData, Resource } from "./central-data.ts";

/** A time with all that a kiosk's `book` and `move` ask for. */
export type Offered = {
  readonly slotId: string;
  readonly scheduleId: string;
  readonly serviceId: string;
  readonly branchId: string;
  /** When it began, by the clinic's clock, when the world began. */
  readonly at: DayAndTime;
};

export type Person = {
  readonly id: string;
  readonly policy: PolicyInput;
  /** `DDMMYYYY`, as typed. */
  readonly birthDate: string;
  /** What must never stand in the kiosk's files: name, policy number, phones. */
  readonly personal: readonly string[];
};

type Actor = { readonly reference: string };
const idOf = (reference: Actor | undefined): string => reference?.reference.split("/")[1] ?? "";
const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : []);

/**
 * The times that are free at a central API from tomorrow on, by turns of each doctor, so that any few of them
 * are of several.
 */
export async function freeTimes(
  demoCentral: CentralData,
  tomorrow: string,
  timeZone: string,
): Promise<Offered[]> {
  const { dayAndTime } = clinicTime(timeZone);
  const roles = new Map((await demoCentral.all("PractitionerRole")).map((role) => [role.id, role]));
  const perDoctor: Offered[][] = [];
  for (const schedule of await demoCentral.all("Schedule")) {
    const role = roles.get(idOf(listOf<Actor>(schedule.actor)[0]));
    const serviceId = idOf(listOf<Actor>(role?.healthcareService)[0]);
    if (!role || serviceId === "") continue;
    const branchId = idOf(role.organization as Actor);
    const slots = await demoCentral.all("Slot", {
      schedule: `Schedule/${schedule.id}`,
      status: "free",
      start: `ge${tomorrow}`,
      _sort: "start",
    });
    perDoctor.push(
      slots.map(({ id, start }) => ({
        slotId: id,
        scheduleId: schedule.id,
        serviceId,
        branchId,
        at: dayAndTime(Date.parse(String(start))),
      })),
    );
  }
  const longest = Math.max(0, ...perDoctor.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => perDoctor.flatMap((slots) => slots[at] ?? [])).flat();
}

type Name = { readonly family: string; readonly given: readonly string[] };

/** Everybody who can sign in. */
export async function people(demoCentral: CentralData): Promise<Person[]> {
  return (await demoCentral.all("Patient")).map(personOf);
}

function personOf(patient: Resource): Person {
  const [identifier] = listOf<{ system: string; value: string }>(patient.identifier);
  const [name] = listOf<Name>(patient.name);
  const value = identifier?.value ?? "";
  const [series = "", number = ""] = value.includes(":") ? value.split(":") : ["", value];
  const phones = listOf<{ value: string }>(patient.telecom).map((each) => each.value);
  return {
    id: patient.id,
    policy: { kind: kindOf(identifier?.system), series, number },
    birthDate: String(patient.birthDate).split("-").reverse().join(""),
    personal: [number, ...phones, ...namesOf(name)].filter((text) => text !== ""),
  };
}

/** As a resource and as a ticket would have it. A family name alone may well be a doctor's. */
function namesOf(name: Name | undefined): string[] {
  if (!name) return [];
  const [given = "", patronymic = ""] = name.given;
  return [`${name.family} ${given}`, `${name.family}\u00a0${given.charAt(0)}.\u00a0${patronymic.charAt(0)}.`];
}

function kindOf(system: string | undefined): PolicyInput["kind"] {
  if (system === fhirNames.policyOld) return "old";
  return system === fhirNames.policyTemporary ? "temporary" : "unified";
}

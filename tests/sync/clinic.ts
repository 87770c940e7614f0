import type { Resource, ScriptedCentral } from "./scripted-central.ts";

/** The Friday on which these tests take place, in Moscow. */
export const friday = Date.parse("2026-11-20T07:24:00Z");
const hour = 3_600_000;

export const slot = (id: string, more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Slot",
  id,
  schedule: { reference: "Schedule/s1" },
  start: "2026-11-23T09:00:00+03:00",
  end: "2026-11-23T09:15:00+03:00",
  status: "free",
  ...more,
});

/** A quarter of an hour in the week after {@link friday}, counted from Monday 9:00. */
export const quarter = (count: number): { start: string; end: string } => {
  const start = Date.parse("2026-11-23T06:00:00Z") + count * (hour / 4);
  return { start: new Date(start).toISOString(), end: new Date(start + hour / 4).toISOString() };
};

/** One clinic, one branch, `doctors` doctors (`s1`, `s2` … their schedules), each with four free times. */
export function fillClinic(demoCentral: ScriptedCentral, doctors = 1): void {
  demoCentral.put({ resourceType: "Organization", id: "clinic", name: "Клиника" });
  demoCentral.put({
    resourceType: "Organization",
    id: "branch",
    name: "Отделение",
    partOf: { reference: "Organization/clinic" },
  });
  demoCentral.put({
    resourceType: "HealthcareService",
    id: "therapist",
    name: "Приём терапевта",
    providedBy: { reference: "Organization/branch" },
  });
  for (let no = 1; no <= doctors; no++) addDoctor(demoCentral, no, "branch");
}

export function addDoctor(demoCentral: ScriptedCentral, no: number, organization: string): void {
  demoCentral.put({
    resourceType: "Practitioner",
    id: `p${no}`,
    name: [{ family: "Врачёва", given: ["Анна", "Ильинична"] }],
  });
  demoCentral.put({
    resourceType: "PractitionerRole",
    id: `r${no}`,
    practitioner: { reference: `Practitioner/p${no}` },
    organization: { reference: `Organization/${organization}` },
    healthcareService: [{ reference: "HealthcareService/therapist" }],
  });
  demoCentral.put({
    resourceType: "Schedule",
    id: `s${no}`,
    actor: [{ reference: `PractitionerRole/r${no}` }],
  });
  for (let time = 0; time < 4; time++) {
    demoCentral.put(slot(`s${no}-${time}`, { schedule: { reference: `Schedule/s${no}` }, ...quarter(time) }));
  }
}

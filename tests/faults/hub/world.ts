import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoHub, startDemoHub } from "#demo-central/index.ts";
import { silentLog } from "#main/log/silent.ts";
import { createHubClient, type HubClient } from "#sync/n3/client.ts";
import { hubSettingsSchema } from "#sync/n3/settings.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type HubPlan, patientsOfPlan, slotsOfPlan } from "./plan.ts";

export const timeZone = "Europe/Moscow";
const { signal } = new AbortController();
const how = { urgency: "patient", signal } as const;

/** A time of a doctor's as the hub names it, and what the doctor's speciality is called there. */
export type Slot = {
  readonly clinic: number;
  readonly doctor: string;
  readonly start: string;
  readonly speciality: string;
};
export type Patient = { readonly clinic: number; readonly patient: string };

/** A hub of one kind of systems, with times and patients that plans use up one after the other. */
export type HubWorld = {
  readonly hub: DemoHub;
  readonly clock: FakeClock;
  /** Asks for a plan's share: other times than all plans before. */
  share(): { readonly slots: readonly Slot[]; readonly patients: readonly Patient[] } | null;
  hasMore(): boolean;
  readonly elsewhere: HubClient;
  readonly dir: string;
  readonly guidFile: string;
  /** What happened in all plans, by name. */
  readonly counts: Map<string, number>;
  close(): Promise<void>;
};

export async function openHubWorld(profile: HubPlan["profile"]): Promise<HubWorld> {
  const dir = mkdtempSync(join(tmpdir(), "infomat-hub-faults-"));
  const guidFile = join(dir, "guid");
  writeFileSync(guidFile, "c0ffee00-0000-4000-8000-000000000001");
  const clock = fakeClock(Date.parse("2026-11-18T06:00:00+03:00"));
  const hub = await startDemoHub({
    ...{
      size: "tiny",
      clock,
      log: { write: () => undefined },
      timeZone,
      port: 0,
      secret: "a-secret-of-the-runs",
      profile,
    },
  });
  const elsewhere = createHubClient({
    settings: hubSettingsSchema.parse({
      ...{ url: hub.url, guidFile, tries: 1, budget: { perSecond: 1000, perDay: 100_000_000 } },
    }),
    ...{ timeZone, clock, log: silentLog },
  });
  const { slots, patients } = await readTimes(elsewhere);
  let given = 0;
  return {
    ...{ hub, clock, elsewhere, dir, guidFile, counts: new Map() },
    share() {
      const share = slots.slice(given, given + slotsOfPlan);
      given += slotsOfPlan;
      return share.length < slotsOfPlan ? null : { slots: share, patients };
    },
    hasMore: () => given + slotsOfPlan <= slots.length,
    async close() {
      await elsewhere.close();
      await hub.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const resultOf = <T>(outcome: { readonly kind: string; readonly result?: T }): T => {
  if (outcome.kind !== "answered" || outcome.result === undefined)
    throw new Error(`not answered: ${JSON.stringify(outcome)}`);
  return outcome.result;
};

/** Free times of one clinic from tomorrow on, by turns of its doctors, and two people whom it knows. */
async function readTimes(hub: HubClient): Promise<{ slots: Slot[]; patients: Patient[] }> {
  const window = { visitStart: "2026-11-19T00:00:00", visitEnd: "2026-12-20T23:59:59" };
  const { ListLPU } = resultOf(await hub.read("GetLPUList", { idDistrict: null }, how));
  for (const { IdLPU: clinic = 0 } of ListLPU ?? []) {
    const idLpu = clinic ?? 0;
    const list = await hub.read("GetSpesialityList", { idLpu, idPat: null }, how);
    const perDoctor: Slot[][] = [];
    for (const { IdSpesiality, NameSpesiality } of list.kind === "answered"
      ? (list.result.ListSpesiality ?? [])
      : []) {
      const docs = await hub.read(
        "GetDoctorList",
        { idSpesiality: IdSpesiality ?? "", idLpu, idPat: null },
        how,
      );
      for (const { IdDoc } of docs.kind === "answered" ? (docs.result.Docs ?? []) : []) {
        const doctor = IdDoc ?? "";
        const times = resultOf(
          await hub.read("GetAvaibleAppointments", { idDoc: doctor, idLpu, idPat: null, ...window }, how),
        );
        perDoctor.push(
          (times.ListAppointments ?? []).map(({ VisitStart }) => ({
            clinic: idLpu,
            doctor,
            start: VisitStart ?? "",
            speciality: NameSpesiality ?? "",
          })),
        );
      }
    }
    const longest = Math.max(0, ...perDoctor.map(({ length }) => length));
    const slots = Array.from({ length: longest }, (_, at) => perDoctor.flatMap((of) => of[at] ?? [])).flat();
    const patients: Patient[] = [];
    for (const [Surname, Name, Birthday] of people) {
      const pat = { Surname, Name, Birthday: `${Birthday}T00:00:00` };
      const found = await hub.read("CheckPatient", { pat, idLpu }, how);
      if (found.kind === "answered" && found.result.IdPat)
        patients.push({ clinic: idLpu, patient: found.result.IdPat });
    }
    if (slots.length > 100 && patients.length > patientsOfPlan) return { slots, patients };
  }
  throw new Error("no clinic with enough times and people");
}

/** Three of the demo's: the last one books elsewhere. */
const people = [
  ["Петров", "Илья", "1985-03-07"],
  ["Петрова", "Галина", "1951-02-11"],
  ["Лебедев", "Николай", "1948-06-05"],
] as const;

/** Books a free time for somebody who is at no kiosk. */
export async function bookElsewhere(
  { elsewhere }: HubWorld,
  { clinic, doctor, start }: Slot,
  stranger: Patient,
): Promise<void> {
  const day = start.slice(0, 10);
  const window = { visitStart: `${day}T00:00:00`, visitEnd: `${day}T23:59:59` };
  const free = await elsewhere.read(
    "GetAvaibleAppointments",
    { idDoc: doctor, idLpu: clinic, idPat: null, ...window },
    how,
  );
  const id =
    free.kind === "answered"
      ? free.result.ListAppointments?.find(({ VisitStart }) => VisitStart === start)?.IdAppointment
      : null;
  if (!id) return;
  await elsewhere.write(
    "SetAppointment",
    {
      ...{ idAppointment: id, idLpu: clinic, idPat: stranger.patient, doctorsReferral: null },
      ...{ attachedReferral: null, idAppointmentPrev: null },
    },
    { subject: { clinic, patient: null, doctorDays: [] }, signal },
  );
}

/** Cancels a patient's visits, as in a portal. */
export async function cancelAll(
  { elsewhere }: HubWorld,
  { clinic, patient }: Patient,
  which: (start: string) => boolean,
): Promise<void> {
  const history = await elsewhere.read("GetPatientHistory", { idLpu: clinic, idPat: patient }, how);
  if (history.kind !== "answered") throw new Error("the history can't be read");
  for (const { IdAppointment, VisitStart } of history.result.ListHistoryVisit ?? []) {
    if (!IdAppointment || !VisitStart || !which(VisitStart)) continue;
    await elsewhere.write(
      "CreateClaimForRefusal",
      { idLpu: clinic, idPat: patient, idAppointment: IdAppointment },
      { subject: { clinic, patient, doctorDays: [] }, signal },
    );
  }
}

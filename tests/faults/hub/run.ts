import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CentralVisit } from "#contract/central/visits.ts";
import { type DemoHub, startDemoHub } from "#demo-central/index.ts";
import { silentLog } from "#main/log/silent.ts";
import { createHubClient, type HubClient } from "#sync/n3/client.ts";
import { doctorId, patientId, timeId } from "#sync/n3/ids.ts";
import { hubSettingsSchema } from "#sync/n3/settings.ts";
import { createWallClock } from "#sync/n3/wall-clock.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type Came, HubKiosk } from "./kiosk.ts";
import { type HubPlan, type HubStep, patientsOfPlan, type StepFault, slotsOfPlan } from "./plan.ts";

const timeZone = "Europe/Moscow";
const { signal } = new AbortController();
const how = { urgency: "patient", signal } as const;
const calm = {
  ...{ away: false, html503: 0, fault: 0, truncated: 0, dropBeforeCommit: 0, dropAfterCommit: 0 },
  ...{ dropThenCommit: 0, errorBeforeCommit: 0, errorAfterCommit: 0, dayLocked: 0, operation: null },
} as const;

type Slot = { readonly clinic: number; readonly doctor: string; readonly start: string };
type Patient = { readonly clinic: number; readonly patient: string };
/** What a patient was shown at the kiosk, and what they were told of it since. */
type Shown = { readonly slot: Slot; readonly patient: Patient; state: "standing" | "cancelled" | "unsure" };

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
    for (const { IdSpesiality } of list.kind === "answered" ? (list.result.ListSpesiality ?? []) : []) {
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

/** Plays one plan. @returns what was broken of the promises, in words without anything personal */
export async function runHubPlan(world: HubWorld, plan: HubPlan): Promise<readonly string[]> {
  const share = world.share();
  if (!share) throw new Error("the world has no more times");
  const { hub, clock, elsewhere } = world;
  const time = createWallClock(timeZone);
  const stranger = share.patients.at(-1);
  if (!stranger) throw new Error("nobody is elsewhere");
  const dir = mkdtempSync(join(world.dir, "run-"));
  const calls = { underWay: 0 };
  const shown: Shown[] = [];
  const booked = new Map<string, number>();
  const byOthers = new Set<string>();
  const doubtfulCancels = new Set<string>();
  hub.switches.set({ ...calm, historyLag: 0, cancelDelay: 0 });
  hub.switches.set(plan.lasting);
  const kiosk = new HubKiosk({ dir, url: hub.url, guidFile: world.guidFile, timeZone, clock, calls });

  /** Lets HTTP go on while anything is under way, and time while nothing is. */
  const pass = async (isOver: () => boolean, most: number): Promise<void> => {
    const until = clock.monotonic() + most;
    for (;;) {
      do await new Promise((resolve) => setImmediate(resolve));
      while (calls.underWay > 0);
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (calls.underWay > 0) continue;
      if (isOver() || clock.monotonic() >= until) return;
      clock.advance(Math.max(1, Math.min(1000, clock.due[0] ?? 1000)));
    }
  };
  const carried = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    void work.finally(() => {
      isOver = true;
    });
    await pass(() => isOver, 600_000);
    return await work;
  };
  const count = (what: string): void => void world.counts.set(what, (world.counts.get(what) ?? 0) + 1);
  const nameOf = ({ doctor, start }: Slot): string => `${doctor} ${start}`;

  const visitOf = ({ slot, patient }: Shown): CentralVisit => {
    const role = doctorId(slot.clinic, slot.doctor);
    return {
      ...{
        id: timeId(slot),
        status: "booked",
        ticketNumber: "1",
        start: time.instant(slot.start),
        end: null,
      },
      ...{ slotIds: [timeId(slot)], patientIds: [patientId(patient)], practitionerId: role, roleId: role },
      service: { id: null, code: "", name: "" },
      words: { doctor: "", service: "", place: "" },
    };
  };
  const during = async <T>(fault: StepFault, work: () => Promise<Came<T>>): Promise<Came<T>> => {
    hub.switches.set({ ...calm, ...fault.switches });
    return await carried(work()).finally(() => hub.switches.set(calm));
  };
  const play = async (step: HubStep): Promise<void> => {
    switch (step.do) {
      case "book": {
        const slot = share.slots[step.slot];
        const patient = share.patients[step.patient];
        if (!slot || !patient || kiosk.isBlocked(timeId(slot))) return;
        const name = `${nameOf(slot)} ${patient.patient}`;
        booked.set(name, (booked.get(name) ?? 0) + 1);
        const asked = {
          ...{ slotId: timeId(slot), scheduleId: doctorId(slot.clinic, slot.doctor) },
          ...{ patientId: patientId(patient), start: time.instant(slot.start) },
        };
        const came = await during(step.fault, () => kiosk.book(asked, step.fault));
        count(`book: ${came.kind}`);
        if (came.kind === "booked" && step.fault.painted) shown.push({ slot, patient, state: "standing" });
        return;
      }
      case "cancel": {
        const standing = shown.filter(({ state }) => state === "standing");
        const one = standing[step.visit % Math.max(1, standing.length)];
        if (!one || kiosk.isBlocked(timeId(one.slot))) return;
        const came = await during(step.fault, () => kiosk.cancel(visitOf(one), step.fault));
        count(`cancel: ${came.kind}`);
        if (came.kind === "done" && step.fault.painted) one.state = "cancelled";
        else if (came.kind === "done" || came.kind === "unknown" || came.kind === "died") {
          one.state = "unsure";
          doubtfulCancels.add(timeId(one.slot));
        }
        return;
      }
      case "elsewhere":
        return await elsewhereDoes(step.deed, share.slots[step.slot]);
      case "wait":
        return await pass(() => false, step.ms);
    }
  };
  const elsewhereDoes = async (deed: "book" | "cancel", slot: Slot | undefined): Promise<void> => {
    if (!slot) return;
    const { clinic, doctor, start } = slot;
    const subject = { clinic, patient: null, doctorDays: [] };
    if (deed === "book") {
      const day = {
        visitStart: `${start.slice(0, 10)}T00:00:00`,
        visitEnd: `${start.slice(0, 10)}T23:59:59`,
      };
      const free = await elsewhere.read(
        "GetAvaibleAppointments",
        { idDoc: doctor, idLpu: clinic, idPat: null, ...day },
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
        { subject, signal },
      );
      return;
    }
    // A patient who cancels in a portal what the kiosk has shown them.
    const one = shown.find((each) => each.slot === slot && each.state === "standing");
    if (!one || kiosk.isBlocked(timeId(slot))) return;
    await cancelAll(world, one.patient, (visitStart) => visitStart === start);
    byOthers.add(nameOf(slot));
    one.state = "unsure";
  };

  try {
    for (const step of plan.steps) await play(step);
    hub.switches.set(calm);
    if (plan.restarts) kiosk.restart();
    kiosk.wake();
    await pass(() => kiosk.unsettled().length === 0, 6 * 3_600_000);
    // Late originals, claims and lists have come to their end by then.
    await pass(() => false, 300_000);
    hub.switches.set({ historyLag: 0, cancelDelay: 0 });
    return check();
  } finally {
    kiosk.close();
    hub.switches.set({ ...calm, historyLag: 0, cancelDelay: 0 });
    for (const patient of share.patients) await cancelAll(world, patient, () => true);
    rmSync(dir, { recursive: true, force: true });
  }

  function check(): readonly string[] {
    const broken: string[] = [];
    const review = kiosk.review();
    for (const { kind, phase } of review)
      if (phase.state === "review") count(`review: ${kind} ${phase.reason}`);
    const isOnList = (slot: Slot): boolean =>
      review.some(
        ({ slots, payload: { visitId } }) =>
          visitId === timeId(slot) || slots.some(({ slotId }) => slotId === timeId(slot)),
      );
    const all = hub.bookings();
    for (const slot of share?.slots ?? []) {
      const rows = all.filter((row) => row.start === slot.start && row.doctor === numberOf(slot.doctor));
      for (const [at, patient] of (share?.patients ?? []).slice(0, patientsOfPlan).entries()) {
        const own = rows.filter(({ person }) => person === personNumberOf(patient.patient));
        const isThere = own.some(({ cancelled }) => !cancelled);
        const told = shown.filter((one) => one.slot === slot && one.patient === patient).at(-1)?.state;
        const asked = booked.get(`${nameOf(slot)} ${patient.patient}`) ?? 0;
        const what = `${nameOf(slot)}, patient ${at}`;
        if (own.length > asked) broken.push(`booked ${own.length} times for ${asked} touches: ${what}`);
        if (isThere && told === undefined && !isOnList(slot))
          broken.push(`a visit that nobody was shown: ${what}`);
        if (isThere && told === "cancelled")
          broken.push(`a visit is told to be cancelled and is there: ${what}`);
        if (!isThere && told === "standing") broken.push(`a visit that was shown is not there: ${what}`);
        if (!isThere && told === "unsure" && !isOnList(slot) && !byOthers.has(nameOf(slot)))
          broken.push(`a visit was cancelled and nobody was told: ${what}`);
      }
    }
    for (const { kind, key, phase } of kiosk.unsettled())
      broken.push(`never settled: ${kind} ${key} is ${phase.state}`);
    return broken;
  }
}

async function cancelAll(
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

/** A doctor's number in the region, of whatever form of id (demo-central/n3/profiles.ts). */
const numberOf = (id: string): number => numbered(id, 4000);
const personNumberOf = (id: string): number => numbered(id, 100_000, 550_000);

function numbered(id: string, ofRow: number, ofDate = 0): number {
  if (/^\d+$/.test(id)) return Number(id) - ofRow;
  const guid = /-([0-9a-f]{12})$/.exec(id)?.[1];
  return guid === undefined ? Number(id.split(".").at(-1)) - ofDate : Number.parseInt(guid, 16);
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DemoHub, type HubOptions, hubRegion, startDemoHub } from "#demo-central/index.ts";
import { systemClock } from "#main/time/clock.ts";
import { createHubClient, type HubClient, hubSettingsSchema } from "#sync/n3/index.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { type Later, temporaryFolder } from "#tests/sync/helpers.ts";

export const secret = "a-secret-of-the-tests";
/** A Wednesday, 8:00 in Moscow. */
const wednesday = Date.parse("2026-11-18T08:00:00+03:00");
const signal: AbortSignal = new AbortController().signal;
export const now = { urgency: "patient", signal } as const;

let region: HubOptions["region"];

export type TestHub = {
  readonly hub: DemoHub;
  readonly clock: FakeClock;
  readonly client: HubClient;
  readonly log: KeptLog;
  /** The first clinic that has doctors. */
  readonly clinic: number;
  readonly doctor: string;
  readonly patient: string;
};

/** A stand-in hub whose clock stands still, and a client of it on real sockets and the machine's own clock. */
export async function openDemoHub(
  later: Later,
  profile: HubOptions["profile"],
  settings: Record<string, unknown> = {},
): Promise<TestHub> {
  const clock = fakeClock(wednesday);
  const log = keptLog();
  region ??= hubRegion({ size: "tiny", seed: 1, now: wednesday, timeZone: "Europe/Moscow" });
  const hub = await startDemoHub({
    size: "tiny",
    region,
    clock,
    log,
    timeZone: "Europe/Moscow",
    port: 0,
    secret,
    profile,
  });
  later(() => hub.close());
  const guidFile = join(temporaryFolder(later), "guid");
  writeFileSync(guidFile, "c0ffee00-0000-4000-8000-000000000001");
  const client = createHubClient({
    settings: hubSettingsSchema.parse({
      url: hub.url,
      guidFile,
      tries: 1,
      budget: { perSecond: 1000 },
      ...settings,
    }),
    timeZone: "Europe/Moscow",
    clock: systemClock,
    log,
  });
  later(() => client.close());
  const clinics = await answerOf(client.read("GetLPUList", { idDistrict: null }, now));
  for (const { IdLPU } of clinics.ListLPU ?? []) {
    const request = { idLpu: IdLPU ?? 0, idPat: null };
    const { ListSpesiality } = await answerOf(client.read("GetSpesialityList", request, now));
    const speciality = ListSpesiality?.find(
      ({ CountFreeParticipantIE }) => (CountFreeParticipantIE ?? 0) > 0,
    );
    if (!speciality) continue;
    const idSpesiality = speciality.IdSpesiality ?? "";
    const { Docs } = await answerOf(client.read("GetDoctorList", { ...request, idSpesiality }, now));
    const doctor = Docs?.find(({ CountFreeParticipantIE }) => (CountFreeParticipantIE ?? 0) > 0)?.IdDoc ?? "";
    const person = {
      Surname: "Петров",
      Name: "Илья",
      SecondName: "Игоревич",
      Birthday: "1985-03-07T00:00:00",
    };
    const found = await answerOf(
      client.read(
        "CheckPatient",
        { pat: { ...person, Polis_N: "4056410842001238" }, idLpu: request.idLpu },
        now,
      ),
    );
    return { hub, clock, client, log, clinic: request.idLpu, doctor, patient: found.IdPat ?? "" };
  }
  throw new Error("no clinic with free times");
}

type Outcome<T> = { readonly kind: string; readonly result?: T };
/** The result of what was answered. @throws where it wasn't */
export async function answerOf<T>(asked: Promise<Outcome<T>>): Promise<T> {
  const outcome = await asked;
  if (outcome.kind !== "answered" || outcome.result === undefined)
    throw new Error(`not answered: ${JSON.stringify(outcome)}`);
  return outcome.result;
}

export const window = { visitStart: "2026-11-18T00:00:00", visitEnd: "2026-12-13T23:59:59" };

export const freeTimesOf = async ({ client, clinic, doctor }: TestHub) =>
  (
    await answerOf(
      client.read("GetAvaibleAppointments", { idDoc: doctor, idLpu: clinic, idPat: null, ...window }, now),
    )
  ).ListAppointments ?? [];

export const historyOf = async ({ client, clinic, patient }: TestHub) =>
  (await answerOf(client.read("GetPatientHistory", { idLpu: clinic, idPat: patient }, now)))
    .ListHistoryVisit ?? [];

export const book = (
  { client, clinic, doctor, patient }: TestHub,
  time: string,
  instead: string | null = null,
) =>
  client.write(
    "SetAppointment",
    {
      idAppointment: time,
      idLpu: clinic,
      idPat: patient,
      doctorsReferral: null,
      attachedReferral: null,
      idAppointmentPrev: instead,
    },
    { subject: { clinic, patient, doctorDays: [{ doctor, day: "any" }] }, signal },
  );

export const cancel = ({ client, clinic, doctor, patient }: TestHub, booking: string) =>
  client.write(
    "CreateClaimForRefusal",
    { idLpu: clinic, idPat: patient, idAppointment: booking },
    { subject: { clinic, patient, doctorDays: [{ doctor, day: "any" }] }, signal },
  );

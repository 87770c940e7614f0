import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { TimeState } from "#contract/schedules/schedule.ts";
import type { HelpReasonGiven } from "#contract/staff/help.ts";
import { checkAudit } from "#main/staff/audit/check.ts";
import type { AuditRecord } from "#main/staff/audit/record.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import type { Clinic } from "#tests/once/clinic.ts";
import type { KioskClient, TestKiosk } from "#tests/support/kiosk.ts";
import { typed } from "#tests/support/patient-at-kiosk.ts";
import { receptionist, signInStaff } from "#tests/support/staff.ts";

export const ready: HelpReasonGiven = { kind: "ready", reason: "doctorAsked" };

/** Whoever helps signs in as staff and begins. @returns the id of the session that carries their powers */
export async function beginHelp(
  kiosk: TestKiosk,
  { reason = ready, who = receptionist as { pin: string } } = {},
): Promise<string> {
  const { staff } = await signInStaff(kiosk, who);
  const begun = await staff.help.start({ reason });
  if (begun.state === "none") throw new Error("no session");
  return begun.id;
}

/** The n-th demo patient signs in with this client. */
export async function patientSignsIn(
  { demoCentral }: Pick<Clinic, "demoCentral">,
  client: KioskClient,
  n = 0,
) {
  const patient = demoCentral.patients[n];
  if (!patient) throw new Error("no such demo patient");
  const { kind, series, number, birthDate } = patient;
  return client.session.signIn({ policy: { kind, series, number }, birthDate: typed(birthDate) });
}

/** Whoever helps signs in as staff, begins, and the n-th demo patient signs in. */
export async function helpedPatient(
  clinic: Pick<Clinic, "demoCentral">,
  kiosk: TestKiosk,
  { n = 0, reason = ready, who = receptionist as { pin: string } } = {},
): Promise<KioskClient> {
  const client = kiosk.naming(await beginHelp(kiosk, { reason, who }));
  await patientSignsIn(clinic, client, n);
  return client;
}

export type Cell = {
  readonly scheduleId: string;
  readonly serviceId: string;
  readonly branchId: string;
  readonly slotId: string;
  readonly at: { readonly date: string; readonly time: string };
};
type Fits = (at: { date: string; today: string; referral: boolean }) => boolean;
export const notToday: Fits = ({ date, today, referral }) => date !== today && !referral;
export const onTheDay: Fits = ({ date, today, referral }) => date === today && !referral;
export const referred: Fits = ({ referral }) => referral;

const given = new Set<string>();

/** A time of this state that no test has had, of a service for anybody, as these screens are shown it. */
export async function cell(client: KioskClient, state: TimeState, fits = notToday): Promise<Cell> {
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        if (service.attachedOnly || service.closed) continue;
        const where = { branchId: branch.id, serviceId: service.id };
        for (const { scheduleId } of await client.catalog.doctors(where)) {
          const { today, days } = await client.schedule.days({ scheduleId, serviceId: service.id });
          for (const { date } of days.filter((day) => day.state === "free")) {
            if (!fits({ date, today, referral: service.referralNeeded })) continue;
            const times = await client.schedule.times({ scheduleId, serviceId: service.id, date });
            const found = times.find((one) => one.state === state && !given.has(one.slotId));
            if (!found) continue;
            given.add(found.slotId);
            return { scheduleId, ...where, slotId: found.slotId, at: { date, time: found.time } };
          }
        }
      }
    }
  }
  throw new Error(`no ${state} time`);
}

export async function bookCell(client: KioskClient, chosen: Cell) {
  const { hash } = await client.kiosk.consent({ language: "ru" });
  const consent = { language: "ru", hash };
  return client.booking.book({ ...chosen, consent, phone: { kind: "declined" }, email: null });
}

export function recordsOf({ dataDir }: TestKiosk): readonly AuditRecord[] {
  const files = dataFilesIn(dataDir);
  const { records, faults } = checkAudit(files, readFileSync(files.keyFile));
  expect(faults).toEqual([]);
  return records;
}
/** What the audit says of help since so many records. */
export const helpSince = (kiosk: TestKiosk, since: number): string[] =>
  recordsOf(kiosk)
    .slice(since)
    .filter(({ act }) => act.startsWith("help."))
    .map(({ act, step, code, detail }) => [act, step, code, detail].filter(Boolean).join(" "));

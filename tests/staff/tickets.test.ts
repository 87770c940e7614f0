import { readFileSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";
import { addStaff, receptionist, type StaffClient, signInStaff } from "#tests/support/staff.ts";

const shared = sharedKiosk("rules: { sameSpecialist: off, overlap: allowed }");
beforeAll(() => addStaff(shared().kiosk.dataDir, receptionist));

let staff: StaffClient;
const language = "ru";

async function booked(print: boolean) {
  const { kiosk, demoCentral } = shared();
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  await signIn(kiosk.client, patient);
  const ticket = await book(kiosk.client, await firstOffer(kiosk.client));
  await kiosk.client.booking.shown({ visitId: ticket.visitId });
  if (print) await kiosk.client.ticket.print({ visitId: ticket.visitId, language });
  await kiosk.client.session.end({ reason: "finished" });
  return { patient, ticket };
}

beforeEach(async () => {
  ({ staff } = await signInStaff(shared().kiosk));
});
afterEach(() => staff.session.lock({}).catch(() => undefined));

test("a printed ticket is on today's list, found by its number, by its code and by its patient's policy", async () => {
  await staff.session.lock({});
  const { patient, ticket } = await booked(true);
  ({ staff } = await signInStaff(shared().kiosk));
  const [newest] = await staff.tickets.today({});
  expect([newest?.ticket.visitId, newest?.paper]).toEqual([ticket.visitId, "printed"]);
  const plain = ticket.number.replace(/^0+/, "");
  for (const ticketNumber of [ticket.number, plain]) {
    const found = await staff.tickets.byNumber({ ticketNumber });
    expect(found.map((entry) => entry.ticket.visitId)).toEqual([ticket.visitId]);
  }
  expect((await staff.tickets.byScan({ visitId: ticket.visitId })).patient).toBe(ticket.patient);
  const ofPatient = await staff.tickets.byPolicy({ number: patient.number, birthDate: patient.birthDate });
  expect(ofPatient.map(({ visitId }) => visitId)).toContain(ticket.visitId);
  expect(await staff.tickets.byNumber({ ticketNumber: "999" })).toEqual([]);
  await refusalOf(
    staff.tickets.byPolicy({ number: patient.number, birthDate: "1901-01-01" }),
    "PATIENT_NOT_FOUND",
  );
});

test("a ticket that was never printed here is found by its code at the central API", async () => {
  await staff.session.lock({});
  const { ticket } = await booked(false);
  ({ staff } = await signInStaff(shared().kiosk));
  const found = await staff.tickets.byScan({ visitId: ticket.visitId });
  const { number, date, time, patient } = ticket;
  expect(found).toMatchObject({ number, date, time, patient });
  await refusalOf(staff.tickets.byScan({ visitId: "no-such-visit" }), "NOT_FOUND");
});

test("only what was found in this session can be seen and printed, and every copy says that it is one", async () => {
  await staff.session.lock({});
  const { ticket } = await booked(true);
  ({ staff } = await signInStaff(shared().kiosk));
  const one = { visitId: ticket.visitId, language };
  await refusalOf(staff.tickets.preview(one), "NOT_FOUND");
  await refusalOf(staff.tickets.print(one), "NOT_FOUND");
  await staff.tickets.today({});
  expect((await staff.tickets.preview(one)).png.length).toBeGreaterThan(1000);
  expect(await staff.tickets.print(one)).toEqual({});
  const jobs = shared()
    .kiosk.log.of("tickets.job")
    .filter(({ state }) => state === "queued");
  expect(jobs.at(-1)).toMatchObject({ copy: true });
  await staff.session.lock({});
  ({ staff } = await signInStaff(shared().kiosk));
  await refusalOf(staff.tickets.print(one), "NOT_FOUND");

  const files = dataFilesIn(shared().kiosk.dataDir);
  const { records } = checkAudit(files, readFileSync(files.keyFile));
  const printed = records.filter(({ act, visit }) => act === "tickets.print" && visit === ticket.visitId);
  expect(printed.map(({ step, code, ticket: number }) => [step, code, number])).toEqual([
    ["begun", undefined, undefined],
    ["failed", "NOT_FOUND", undefined],
    ["begun", undefined, undefined],
    ["done", undefined, ticket.number],
    ["begun", undefined, undefined],
    ["failed", "NOT_FOUND", undefined],
  ]);
  const [family = ""] = ticket.patient.split("\u00a0");
  expect(readFileSync(files.auditFile, "utf8")).not.toContain(family);
  expect(shared().kiosk.log.lines.join("\n")).not.toContain(family);
});

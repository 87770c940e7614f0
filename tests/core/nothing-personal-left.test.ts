import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Asked, openLyingLine } from "#tests/fhir-servers/lying-line.ts";
import { openDemoCentral, openKiosk, type TestKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { addStaff, receptionist, signInStaff, technician } from "#tests/support/staff.ts";
import { holding, wholeVisit } from "#tests/support/whole-visit.ts";

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What reception and a technician do on a day: they see patients, and the audit holds ids alone. */
async function staffDay(kiosk: TestKiosk, { number, birthDate }: { number: string; birthDate: string }) {
  await addStaff(kiosk.dataDir, receptionist, technician);
  const { staff } = await signInStaff(kiosk, receptionist);
  const [entry] = await staff.tickets.today({});
  if (!entry) throw new Error("a ticket was printed");
  const { visitId, number: ticketNumber } = entry.ticket;
  await staff.tickets.byNumber({ ticketNumber });
  await staff.tickets.byPolicy({ number, birthDate });
  await staff.tickets.preview({ visitId, language: "ru" });
  await staff.tickets.print({ visitId, language: "ru" });
  for (const { id } of await staff.review.list({})) {
    await staff.review.now({ entryId: id });
    await staff.review.done({ entryId: id, note: "patientTold" });
  }
  await staff.session.lock({});
  const { staff: served } = await signInStaff(kiosk, technician);
  await served.kiosk.events({});
  await served.kiosk.testPrint({});
  await served.session.lock({});
}

test("nothing of persons and cards is in the log, in an address, or in a file of the kiosk", () =>
  withCleanUp(async (later) => {
    const centralLog = keptLog();
    const demoCentral = await openDemoCentral(later, { log: centralLog });
    const asked: Asked[] = [];
    const centralUrl = await openLyingLine(later, demoCentral.url, (one) => {
      asked.push(one);
      return null;
    });
    const kiosk = await openKiosk(later, {
      centralUrl,
      config:
        "flow: { steps: [signIn, card, organization, branch, service, doctor, date, time, person, consent, done] }\nlog: { level: debug }\n",
    });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await wholeVisit(kiosk, patient);
    await kiosk.client.session.end({ reason: "finished" });
    await staffDay(kiosk, patient);
    await waitFor(() => asked.some(({ body }) => body.includes('"rejected"')));

    const bodies = asked.map(({ body }) => decodeURIComponent(body.replaceAll("+", " "))).join("\n");
    expect(holding(bodies).length, "the central API was told of them").toBeGreaterThan(10);
    expect(holding(asked.map(({ path }) => decodeURIComponent(path)).join("\n"))).toEqual([]);
    const addressed = asked.filter(({ path }) =>
      /^(Patient|RelatedPerson|Communication)\?|^Patient\/(?!_search)/.test(path),
    );
    expect(addressed.map(({ path }) => path)).toEqual([]);
    expect(kiosk.log.lines.length).toBeGreaterThan(50);
    expect(holding(kiosk.log.lines.join("\n"))).toEqual([]);
    expect(centralLog.lines.length).toBeGreaterThan(50);
    expect(holding(centralLog.lines.join("\n"))).toEqual([]);

    const open = filesOf(kiosk.dataDir);
    expect(open.length).toBeGreaterThan(2);
    for (const file of open) expect([file, holding(readFileSync(file, "utf8"))]).toEqual([file, []]);
    await kiosk.core.close();
    for (const file of filesOf(kiosk.dataDir)) {
      expect([file, holding(readFileSync(file, "utf8"))]).toEqual([file, []]);
    }
  }));

import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import {
  atReception,
  keepUnseen,
  settledAs,
  sharedClinic,
  statusOfSlot,
  untilPatienceIsOver,
} from "#tests/once/clinic.ts";
import { read } from "#tests/support/central-rest.ts";
import { emptyLobby, openKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn, typed } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import {
  addStaff,
  receptionist,
  signInStaff,
  staffClient,
  staffWords,
  technician,
} from "#tests/support/staff.ts";
import { bookCell, cell, helpedPatient, helpSince, onTheDay, ready, recordsOf, referred } from "./helped.ts";

const shared = sharedClinic(
  ', sameDay: closed, referral: reception, services: { "B01.067.001": { referralNeeded: true } }',
);
beforeAll(() => addStaff(shared().kiosk.dataDir, receptionist, technician));
afterEach(() => emptyLobby(shared().kiosk.client));

describe("where staff help", () => {
  test("a time of reception's is booked, its ticket says who issued it, and cancelled it is reception's again", async () => {
    const { kiosk, demoCentral } = shared();
    const since = recordsOf(kiosk).length;
    const client = await helpedPatient(shared(), kiosk);
    const yellow = await cell(client, "receptionOnly");
    const ticket = await bookCell(client, yellow);
    expect(ticket.issuedBy).toBe("Анна");
    await client.booking.shown({ visitId: ticket.visitId });
    const visit = await read(demoCentral.url, "Appointment", ticket.visitId);
    expect(visit.extension).toContainEqual({
      url: fhirNames.extension.slotStatusBefore,
      valueCode: "busy-unavailable",
    });
    expect(await statusOfSlot(shared(), yellow.slotId)).toBe("busy");
    await client.booking.list({});
    await client.booking.cancel({ visitId: ticket.visitId });
    expect(await statusOfSlot(shared(), yellow.slotId)).toBe("busy-unavailable");
    await client.session.end({ reason: "finished" });
    expect(helpSince(kiosk, since)).toEqual([
      "help.start begun",
      "help.start done",
      "help.book begun",
      "help.pass done receptionTime",
      "help.book done",
      "help.cancel begun",
      "help.cancel done",
      "help.end done finished",
    ]);
    const records = recordsOf(kiosk).slice(since);
    const booked = records.find(({ act, step }) => act === "help.book" && step === "done");
    expect(booked).toMatchObject({
      ...{ who: "Анна", role: "receptionist", reason: "doctorAsked" },
      ...{ visit: ticket.visitId, ticket: ticket.number },
    });
    expect(JSON.stringify(records)).not.toMatch(/Петров|4056410842001238/);
  });

  test("the patient cancels such a visit alone later, and its time is reception's again", async () => {
    const { kiosk, demoCentral } = shared();
    const helped = await helpedPatient(shared(), kiosk);
    const yellow = await cell(helped, "receptionOnly");
    const { visitId } = await bookCell(helped, yellow);
    await helped.booking.shown({ visitId });
    await helped.session.end({ reason: "finished" });
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    await kiosk.client.booking.list({});
    await kiosk.client.booking.cancel({ visitId });
    expect(await statusOfSlot(shared(), yellow.slotId)).toBe("busy-unavailable");
  });

  test("a visit moves to a time of reception's and away from it, and each is what it was", async () => {
    const { kiosk } = shared();
    const client = await helpedPatient(shared(), kiosk);
    const green = await cell(client, "free");
    const yellow = await cell(client, "receptionOnly");
    const { visitId } = await bookCell(client, green);
    await client.booking.shown({ visitId });
    const moved = await client.booking.move({ visitId, ...yellow });
    await client.booking.shown({ visitId });
    expect(moved.issuedBy).toBe("Анна");
    const statuses = () => Promise.all([green, yellow].map(({ slotId }) => statusOfSlot(shared(), slotId)));
    expect(await statuses()).toEqual(["free", "busy"]);
    await client.booking.move({ visitId, ...green });
    await client.booking.shown({ visitId });
    expect(await statuses()).toEqual(["busy", "busy-unavailable"]);
    await client.booking.cancel({ visitId });
    expect(await statuses()).toEqual(["free", "busy-unavailable"]);
  });

  test("a booking of a time of reception's whose answer is lost is taken back, and the time is reception's again", async () => {
    const clinic = shared();
    const client = await helpedPatient(clinic, clinic.kiosk);
    const yellow = await cell(client, "receptionOnly");
    const since = clinic.kiosk.log.lines.length;
    const records = recordsOf(clinic.kiosk).length;
    keepUnseen(clinic);
    await refusalOf(
      untilPatienceIsOver(clinic, () => bookCell(client, yellow)),
      "BOOKING_UNKNOWN",
    );
    clinic.line.fate = () => "passes";
    await waitFor(() => settledAs(clinic, since).length > 0);
    expect(settledAs(clinic, since)).toEqual(["book: settled undone"]);
    expect(await statusOfSlot(clinic, yellow.slotId)).toBe("busy-unavailable");
    expect(helpSince(clinic.kiosk, records).at(-1)).toBe("help.book failed unknown");
  });

  test("rules about the same day and about referrals are passed, each with a record, and others hold", async () => {
    const { kiosk } = shared();
    const since = recordsOf(kiosk).length;
    const client = await helpedPatient(shared(), kiosk, {
      reason: { kind: "own", text: "направление на бумаге" },
    });
    const today = await cell(client, "receptionOnly", onTheDay);
    await client.booking.check(today);
    const { visitId } = await bookCell(client, today);
    await client.booking.shown({ visitId });
    expect(helpSince(kiosk, since)).toContain("help.pass done sameDay");
    const referral = await cell(client, "free", referred);
    await client.booking.check(referral);
    const other = await bookCell(client, referral);
    expect(helpSince(kiosk, since)).toContain("help.pass done referral");
    const passes = recordsOf(kiosk)
      .slice(since)
      .filter(({ act }) => act === "help.pass");
    expect(passes.map(({ reason }) => reason)).toEqual(["направление на бумаге", "направление на бумаге"]);
    for (const id of [visitId, other.visitId]) await client.booking.cancel({ visitId: id });
  });

  test("a visit that patients leave to reception is moved and cancelled, with a record of that", async () => {
    const clinic = shared();
    const { kiosk } = clinic;
    const client = await helpedPatient(shared(), kiosk);
    const [green, other] = [await cell(client, "free"), await cell(client, "free")];
    const { visitId } = await bookCell(client, green);
    await client.booking.shown({ visitId });
    await atReception(clinic, "Appointment", visitId, () => ({ status: "arrived" }));
    const since = recordsOf(kiosk).length;
    const listed = (await client.booking.list({})).find((visit) => visit.visitId === visitId);
    expect(listed).toMatchObject({ status: "arrived", change: "open" });
    const moved = await client.booking.move({ visitId, ...other });
    await client.booking.shown({ visitId });
    expect(moved).toMatchObject({ status: "booked", issuedBy: "Анна" });
    await atReception(clinic, "Appointment", visitId, () => ({ status: "pending" }));
    await client.booking.list({});
    await client.booking.cancel({ visitId });
    expect((await read(clinic.demoCentral.url, "Appointment", visitId)).status).toBe("cancelled");
    expect(helpSince(kiosk, since).filter((text) => text.includes("receptionVisit"))).toHaveLength(2);
  });

  test("two kiosks that help with one time of reception's book it once", () =>
    withCleanUp(async (later) => {
      const { kiosk, demoCentral } = shared();
      const second = await openKiosk(later, {
        centralUrl: demoCentral.url,
        config: "rules: { sameSpecialist: off, overlap: allowed }\nkiosk: { number: 2 }",
      });
      await second.online();
      await addStaff(second.dataDir, receptionist);
      const clients = [
        await helpedPatient(shared(), kiosk),
        await helpedPatient(shared(), second, { n: 1 }),
      ] as const;
      const yellow = await cell(clients[0], "receptionOnly");
      const outcomes = await Promise.allSettled(clients.map((client) => bookCell(client, yellow)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const [lost] = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
      expect(lost).toBe("SLOT_TAKEN");
      await emptyLobby(second.client);
    }));
});

describe("the powers", () => {
  test("are the session's alone: a patient who comes afterwards, or isn't helped, has none of them", async () => {
    const clinic = shared();
    const { kiosk, demoCentral } = clinic;
    const helped = await helpedPatient(shared(), kiosk);
    const yellow = await cell(helped, "receptionOnly");
    const today = await cell(helped, "receptionOnly", onTheDay);
    const referral = await cell(helped, "free", referred);
    const green = await cell(helped, "free");
    await helped.session.end({ reason: "finished" });
    await refusalOf(bookCell(helped, yellow), "SESSION_ENDED");

    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    const { client } = kiosk;
    await signIn(client, patient);
    const { session } = await client.kiosk.info({});
    expect(session).not.toHaveProperty("help");
    await refusalOf(bookCell(client, yellow), "SLOT_TAKEN");
    expect(await client.booking.watch(yellow)).toMatchObject({ state: "lost" });
    expect((await refusalOf(bookCell(client, today), "RULE_BROKEN")).broken).toEqual({ rule: "sameDay" });
    expect((await refusalOf(bookCell(client, referral), "RULE_BROKEN")).broken).toEqual({ rule: "referral" });
    const { days } = await client.schedule.days({
      scheduleId: today.scheduleId,
      serviceId: today.serviceId,
    });
    expect(days.find(({ date }) => date === today.at.date)?.state).toBe("dark");
    const ticket = await bookCell(client, green);
    expect(ticket).not.toHaveProperty("issuedBy");
    await client.booking.shown({ visitId: ticket.visitId });
    await atReception(clinic, "Appointment", ticket.visitId, () => ({ status: "arrived" }));
    const listed = (await client.booking.list({})).find(({ visitId }) => visitId === ticket.visitId);
    expect(listed?.change).toBe("receptionOnly");
    await refusalOf(client.booking.cancel({ visitId: ticket.visitId }), "VISIT_CHANGED");
    expect(await statusOfSlot(clinic, yellow.slotId)).toBe("busy-unavailable");
  });

  test("end where another patient signs in", async () => {
    const { kiosk, demoCentral } = shared();
    const since = recordsOf(kiosk).length;
    const client = await helpedPatient(shared(), kiosk);
    const yellow = await cell(client, "receptionOnly");
    const other = demoCentral.patients[1];
    if (!other) throw new Error("no second demo patient");
    const { kind, series, number, birthDate } = other;
    const { sessionId } = await client.session.signIn({
      policy: { kind, series, number },
      birthDate: typed(birthDate),
    });
    await refusalOf(bookCell(kiosk.naming(sessionId), yellow), "SLOT_TAKEN");
    expect(helpSince(kiosk, since).at(-1)).toBe("help.end done another");
  });

  test("are not taken from what a page sends", async () => {
    const { kiosk } = shared();
    const helped = await helpedPatient(shared(), kiosk);
    const yellow = await cell(helped, "receptionOnly");
    await helped.session.end({ reason: "finished" });
    const { client } = kiosk;
    await signIn(client, shared().demoCentral.patients[0] as never);
    const more = { powers: { issuedBy: "x" }, asReception: true, help: { name: "x" }, reach: "reception" };
    await expect(bookCell(client, { ...yellow, ...more } as never)).rejects.toThrow();
    expect(await statusOfSlot(shared(), yellow.slotId)).toBe("busy-unavailable");
  });

  test("are refused to whoever is no longer one of the staff", async () => {
    const { kiosk } = shared();
    await addStaff(kiosk.dataDir, { name: "Вера", role: "receptionist", pin: "905317" });
    const client = await helpedPatient(shared(), kiosk, { who: { pin: "905317" } });
    const yellow = await cell(client, "receptionOnly");
    await staffWords(kiosk.dataDir, ["remove", "Вера"]);
    await refusalOf(bookCell(client, yellow), "SESSION_ENDED");
    expect(await statusOfSlot(shared(), yellow.slotId)).toBe("busy-unavailable");
    expect((await kiosk.client.kiosk.info({})).session.state).toBe("none");
  });

  test("change nothing where the audit takes no record", async () => {
    const { kiosk } = shared();
    const client = await helpedPatient(shared(), kiosk);
    const yellow = await cell(client, "receptionOnly");
    const { auditFile } = dataFilesIn(kiosk.dataDir);
    const kept = readFileSync(auditFile);
    rmSync(auditFile);
    mkdirSync(auditFile);
    await refusalOf(bookCell(client, yellow), "STAFF_UNRECORDED");
    rmSync(auditFile, { recursive: true });
    appendFileSync(auditFile, kept);
    expect(await statusOfSlot(shared(), yellow.slotId)).toBe("busy-unavailable");
  });
});

describe("the session", () => {
  test("of the staff ends where help begins, and nothing of theirs is open beside the patient's", async () => {
    const { kiosk } = shared();
    const { staff, signedIn } = await signInStaff(kiosk, technician);
    const begun = await staff.help.start({ reason: ready });
    // A technician may do all that a receptionist may.
    expect(begun).toMatchObject({ state: "open", patient: null, help: { name: "Борис" } });
    await refusalOf(staff.tickets.today({}), "STAFF_SESSION_ENDED");
    await refusalOf(staffClient(kiosk, signedIn.id).help.start({ reason: ready }), "STAFF_SESSION_ENDED");
    await refusalOf(staffClient(kiosk, null).help.start({ reason: ready }), "STAFF_SESSION_ENDED");
    expect((await kiosk.client.kiosk.info({})).session).toMatchObject({ help: { name: "Борис" } });
  });

  test("asks nothing for five minutes, and then ends with all that was in it", async () => {
    const { kiosk, clock } = shared();
    const since = recordsOf(kiosk).length;
    const client = await helpedPatient(shared(), kiosk);
    clock.skip(299_000);
    expect((await client.session.stay({})).state).toBe("open");
    clock.skip(299_000);
    expect((await kiosk.client.kiosk.info({})).session.state).toBe("open");
    clock.skip(2_000);
    expect((await kiosk.client.kiosk.info({})).session).toEqual({ state: "none", endedBy: "idle" });
    expect(helpSince(kiosk, since).at(-1)).toBe("help.end done idle");
  });

  test.each([
    ["a name and a phone", { kind: "own", text: "Петров 89105554107" }],
    ["a policy's number", { kind: "own", text: "4056 4108 4200 1238" }],
    ["too long a text", { kind: "own", text: "о".repeat(61) }],
    ["nothing", { kind: "own", text: "   " }],
    ["no reason that there is", { kind: "ready", reason: "because" }],
  ])("does not begin with %s for a reason", async (_what, reason) => {
    const { kiosk } = shared();
    const { staff } = await signInStaff(kiosk);
    await expect(staff.help.start({ reason: reason as never })).rejects.toThrow();
    expect((await kiosk.client.kiosk.info({})).session.state).toBe("none");
    await staff.session.lock({});
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { read, search } from "#tests/support/central-rest.ts";
import { demoSecret, openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, withPatient } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

test("the central API holds the visit, the slot and the agreement that the patient was shown", () =>
  withPatient(async ({ demoCentral, kiosk, what }) => {
    const ticket = await book(kiosk.client, what);

    const visit = await read(demoCentral.url, "Appointment", ticket.visitId);
    expect(visit).toMatchObject({ status: "booked", slot: [{ reference: `Slot/${what.offer.slotId}` }] });
    const slot = await read(demoCentral.url, "Slot", what.offer.slotId);
    expect(slot.status).toBe("busy");
    const keys = (visit.identifier as { system: string; value: string }[]).filter(
      (identifier) => identifier.system === fhirNames.bookingKey,
    );
    expect(keys).toHaveLength(1);
    const consents = await search(demoCentral.url, "Consent", {
      identifier: `${fhirNames.bookingKey}|${keys[0]?.value}`,
    });
    expect(consents).toHaveLength(1);
    expect(consents[0]).toMatchObject({ status: "active", provision: { type: "permit" } });
    expect(ticket).toMatchObject({ date: what.offer.date, time: what.offer.time, status: "booked" });
    expect(ticket.number).toMatch(/^\d{5,}$/);
  }));

test("the kiosk's own grid shows the time as taken at once", () =>
  withPatient(async ({ kiosk, what }) => {
    await book(kiosk.client, what);
    const times = await kiosk.client.schedule.times({
      scheduleId: what.offer.scheduleId,
      serviceId: what.serviceId,
      date: what.offer.date,
    });
    expect(times.find((cell) => cell.slotId === what.offer.slotId)?.state).toBe("taken");
  }));

test("a double tap on the last button makes one visit", () =>
  withPatient(async ({ demoCentral, kiosk, what }) => {
    const [first, second] = await Promise.all([book(kiosk.client, what), book(kiosk.client, what)]);
    expect(second).toEqual(first);
    const visits = await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` });
    expect(visits).toHaveLength(1);
  }));

test("the ticket is printed: its picture and its bytes are in the data folder, and a second print is a copy", () =>
  withPatient(async ({ kiosk, what }) => {
    const ticket = await book(kiosk.client, what);
    await kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
    const files = readdirSync(join(kiosk.dataDir, "tickets")).sort();
    expect(files.map((file) => file.split(".")[1])).toEqual(["bin", "png"]);
    const printed = (file: string) =>
      new TextDecoder("ibm866").decode(readFileSync(join(kiosk.dataDir, "tickets", file)));
    const [bytes] = files;
    if (!bytes) throw new Error("no bytes");
    expect(printed(bytes)).toContain(ticket.time);
    expect(printed(bytes)).toContain(ticket.doctor.name.split(" ")[0]);
    expect(printed(bytes)).not.toContain("КОПИЯ");

    await kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
    const copy = readdirSync(join(kiosk.dataDir, "tickets")).find(
      (file) => file.endsWith(".bin") && file !== bytes,
    );
    if (!copy) throw new Error("no copy");
    expect(printed(copy)).toContain("КОПИЯ");
  }));

test("paper out is told and leaves the visit booked", () =>
  withPatient(async ({ demoCentral, kiosk, what }) => {
    const ticket = await book(kiosk.client, what);
    await kiosk.client.demo.set({ paperOut: true });
    const printing = kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
    expect(await refusalOf(printing, "PRINTER_NOT_READY")).toEqual({ status: "paperOut" });
    expect((await read(demoCentral.url, "Appointment", ticket.visitId)).status).toBe("booked");
    await kiosk.client.demo.set({ paperOut: false });
    await kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
  }));

test("another patient's session can neither see nor print the ticket", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    await kiosk.online();
    const [patient, next] = demoCentral.patients;
    if (!patient || !next) throw new Error("no demo patients");
    await signIn(kiosk.client, patient);
    const ticket = await book(kiosk.client, await firstOffer(kiosk.client));
    await kiosk.client.session.end({ reason: "finished" });
    await signIn(kiosk.client, next);
    const printed = { visitId: ticket.visitId, language: "ru" };
    await refusalOf(kiosk.client.ticket.print(printed), "NOT_FOUND");
    await refusalOf(kiosk.client.ticket.preview(printed), "NOT_FOUND");
  }));

test("a visit of the next session's list is no ticket, and its ticket is seen and printed all the same", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { url, controlUrl } = demoCentral;
    const { client, dataDir, online } = await openKiosk(later, {
      centralUrl: url,
      demoControlUrl: controlUrl,
    });
    await online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(client, patient);
    const { issuedAt, ...facts } = await book(client, await firstOffer(client));
    expect(issuedAt).toMatchObject({ date: expect.any(String), time: expect.any(String) });
    await client.session.end({ reason: "finished" });
    await signIn(client, patient);
    await refusalOf(client.ticket.preview({ visitId: facts.visitId, language: "ru" }), "NOT_FOUND");

    const [visit] = await client.booking.list({});
    expect(visit).toEqual({ ...facts, change: "open", place: expect.any(Object) });
    const { png } = await client.ticket.preview({ visitId: facts.visitId, language: "ru" });
    expect(png.length).toBeGreaterThan(1000);
    await client.ticket.print({ visitId: facts.visitId, language: "ru" });
    const bytes = readdirSync(join(dataDir, "tickets")).find((file) => file.endsWith(".bin"));
    if (!bytes) throw new Error("no bytes");
    const printed = new TextDecoder("ibm866").decode(readFileSync(join(dataDir, "tickets", bytes)));
    expect(printed).toContain(facts.number);
    expect(printed).toContain(facts.time);
  }));

test("nothing of the patient is in the kiosk's log, nor the secret of the demo central API", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      demoControlUrl: demoCentral.controlUrl,
    });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await refusalOf(signIn(kiosk.client, { ...patient, birthDate: "1901-01-01" }), "PATIENT_NOT_FOUND");
    const view = await signIn(kiosk.client, patient);
    const ticket = await book(kiosk.client, await firstOffer(kiosk.client));
    await kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
    const log = kiosk.log.lines.join("\n");
    expect(log).toContain('"booking.booked"');
    const [family] = patient.name.split(" ");
    for (const personal of [patient.number, patient.birthDate, family, view.name, demoSecret]) {
      expect(log).not.toContain(personal);
    }
  }));

test("an open cover is told until it is shut, also when the paper is out as well", () =>
  withPatient(async ({ kiosk, what }) => {
    const ticket = await book(kiosk.client, what);
    const print = () => kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
    await kiosk.client.demo.set({ coverOpen: true });
    expect(await refusalOf(print(), "PRINTER_NOT_READY")).toEqual({ status: "coverOpen" });
    await kiosk.client.demo.set({ paperOut: true, coverOpen: false });
    expect(await refusalOf(print(), "PRINTER_NOT_READY")).toEqual({ status: "paperOut" });
    expect(await kiosk.client.demo.set({ paperOut: false })).toMatchObject({
      paperOut: false,
      coverOpen: false,
    });
    await print();
  }));

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CounterLists } from "#contract/counter/procedures.ts";
import type { VisitNow } from "#contract/staff/review-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { freePort } from "#main/launcher/free-port.ts";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { arrivedPatient } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { receptionist, technician } from "#tests/support/staff.ts";
import { lobbyWhere, openCounter, tokenFile } from "./counter.ts";

/** A kiosk in a lobby, with a patient at it whose ticket can't come out: there is no paper. */
async function openLobby(later: (close: () => unknown) => void) {
  const demoCentral = await openDemoCentral(later);
  const port = await freePort();
  const token = tokenFile(later);
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    demoControlUrl: demoCentral.controlUrl,
    config: `reception: { port: ${port}, tokenFile: ${token} }`,
  });
  await kiosk.online();
  const counter = await openCounter(later, {
    kiosks: [{ name: "Вход", url: `http://127.0.0.1:${port}`, tokenFile: token }],
    every: 1,
  });
  const auditOf = (dataDir: string) => {
    const files = dataFilesIn(dataDir);
    return checkAudit(files, readFileSync(files.keyFile));
  };
  return { demoCentral, kiosk, counter, auditOf };
}

test("a ticket that didn't come out is printed at the counter, an operation is settled, and a technician closes the kiosk", () =>
  withCleanUp(async (later) => {
    const { demoCentral, kiosk, counter, auditOf } = await openLobby(later);
    const { page } = counter;
    expect(await page.signIn()).toMatchObject({ status: 200, value: { name: receptionist.name, lock: 300 } });
    const [heard] = await lobbyWhere(counter, ([one]) => one?.fault === null && one.lists !== null);
    expect(heard).toMatchObject({
      name: "Вход",
      state: { service: "open", printer: "ready", missing: [], waiting: { tickets: 0, operations: 0 } },
    });

    const { ticket } = await arrivedPatient(kiosk.client, demoCentral);
    const { visitId } = ticket;
    await kiosk.client.demo.set({ paperOut: true });
    await refusalOf(kiosk.client.ticket.print({ visitId, language: "ru" }), "PRINTER_NOT_READY");
    await lobbyWhere(
      counter,
      ([one]) => one?.state?.waiting.tickets === 1 && one.lists === one.state.revision,
    );
    const lists = () => page.ask<CounterLists>("lobby/lists", { kiosk: "0" });
    expect((await lists()).tickets.map((one) => [one.ticket.visitId, one.paper])).toEqual([
      [visitId, "notPrinted"],
    ]);

    const about = { kiosk: "0", visitId };
    const print = { ...about, on: "0", language: "ru" };
    expect(await page.send("tickets/print", print)).toMatchObject({ status: 503, code: "PRINTER_NOT_READY" });
    const picture = await page.ask<{ png: string; widthMm: number }>("tickets/document", {
      ...about,
      language: "ru",
    });
    expect(Buffer.from(picture.png, "base64").subarray(1, 4).toString()).toBe("PNG");
    await page.ask("tickets/inHand", about);
    await lobbyWhere(counter, ([one]) => one?.state?.waiting.tickets === 0);

    // The patient leaves before the page has said that they saw the booking.
    await kiosk.client.session.end({ reason: "home" });
    await lobbyWhere(
      counter,
      ([one]) => one?.state?.waiting.operations === 1 && one.lists === one.state.revision,
    );
    const [entry] = (await lists()).entries;
    expect(entry).toMatchObject({ operation: "book", reason: "notShown", visitId });
    const entryId = entry?.id ?? "";
    expect(await page.ask<VisitNow>("review/now", { kiosk: "0", entryId })).toMatchObject({
      state: "visit",
      status: "booked",
    });
    await page.ask("review/done", { kiosk: "0", entryId, note: "patientTold" });
    expect(await page.send("review/done", { kiosk: "0", entryId, note: "patientTold" })).toMatchObject({
      code: "NOT_FOUND",
    });
    await kiosk.client.demo.set({ paperOut: false });
    await page.ask("tickets/print", print);

    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no patient");
    const policy = { kiosk: "0", policy: patient.number, birthDate: patient.birthDate };
    expect(await page.ask<Ticket[]>("tickets/byPolicy", policy)).toMatchObject([
      { visitId, number: ticket.number },
    ]);
    expect(await page.send("tickets/byPolicy", { ...policy, birthDate: "1950-01-01" })).toMatchObject({
      code: "PATIENT_NOT_FOUND",
    });
    for (const wrong of [
      { ...policy, birthDate: null },
      { ...policy, policy: "Лебедев" },
    ])
      expect(await page.send("tickets/byPolicy", wrong)).toMatchObject({ code: "POLICY_INVALID" });

    const close = { kiosk: "0", service: "closed" };
    expect(await page.send("maintenance/set", close)).toMatchObject({
      status: 403,
      code: "STAFF_NOT_ALLOWED",
    });
    await page.signIn(technician.pin);
    await lobbyWhere(counter, ([one]) => one?.lists !== null);
    await page.ask("maintenance/set", close);
    expect((await kiosk.client.kiosk.info({})).service).toBe("closed");
    await page.ask("maintenance/set", { kiosk: "0", service: "open" });

    const { records, faults } = auditOf(kiosk.dataDir);
    expect(faults).toEqual([]);
    expect(
      records.map(({ who, act, step, code }) => [who, act, step, code].filter(Boolean).join(" ")),
    ).toEqual([
      "Анна counter.lists done",
      "Анна counter.tickets.print begun",
      "Анна counter.tickets.print failed PRINTER_NOT_READY",
      "Анна counter.tickets.document begun",
      "Анна counter.tickets.document done",
      "Анна counter.tickets.inHand begun",
      "Анна counter.tickets.inHand done",
      "Анна counter.review.now done",
      "Анна counter.review.done begun",
      "Анна counter.review.done done",
      "Анна counter.review.done begun",
      "Анна counter.review.done failed NOT_FOUND",
      "Анна counter.tickets.print begun",
      "Анна counter.tickets.print done",
      "Анна counter.tickets.byPolicy done",
      "Анна counter.tickets.byPolicy failed PATIENT_NOT_FOUND",
      "Борис counter.lists done",
      "Борис counter.maintenance.set begun",
      "Борис counter.maintenance.set done",
      "Борис counter.maintenance.set begun",
      "Борис counter.maintenance.set done",
    ]);
    expect(records.filter(({ act }) => act === "counter.tickets.print").map((one) => one.ticket)).toEqual([
      undefined,
      ticket.number,
      undefined,
      ticket.number,
    ]);
    // Neither of them holds what was looked for.
    for (const file of [kiosk.dataDir, counter.dataDir].map((dataDir) => dataFilesIn(dataDir).auditFile))
      for (const personal of [patient.number, patient.birthDate])
        expect(readFileSync(file, "utf8")).not.toContain(personal);
    // Beside who was hired, at a terminal.
    const signIns = auditOf(counter.dataDir).records.filter(({ act }) => act.startsWith("reception."));
    expect(signIns.map(({ who, act, step }) => `${who} ${act} ${step}`)).toEqual([
      "Анна reception.signIn done",
      "Анна reception.maintenance.set refused",
      "Борис reception.signIn done",
      "Анна reception.lock done",
    ]);
  }));

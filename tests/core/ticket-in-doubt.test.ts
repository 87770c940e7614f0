import { fork } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { KioskEvent } from "#contract/page/events.ts";
import {
  type KioskClient,
  openDemoCentral,
  openKiosk,
  temporaryFolder,
  waitFor,
  withCleanUp,
} from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

type Later = (close: () => unknown) => void;

/** A printer on the network, in a process of its own. */
async function startPrinter(later: Later) {
  const folder = temporaryFolder(later);
  const child = fork(join(import.meta.dirname, "../printing/fakes/file-printer.ts"), [folder]);
  later(() => child.kill());
  const file = (name: string): string => join(folder, name);
  await waitFor(() => existsSync(file("port")));
  return {
    port: Number(readFileSync(file("port"), "utf8")),
    async turn(state: Record<string, unknown>): Promise<void> {
      const text = JSON.stringify(state);
      writeFileSync(file("next.json"), text);
      renameSync(file("next.json"), file("state.json"));
      await waitFor(
        () => existsSync(file("turned.json")) && readFileSync(file("turned.json"), "utf8") === text,
      );
    },
    tray: (): { text: string }[] => JSON.parse(readFileSync(file("tray.json"), "utf8")),
  };
}

/** A kiosk with a visit booked, before a printer on the network. */
async function atThePrinter(later: Later) {
  const demoCentral = await openDemoCentral(later);
  const printer = await startPrinter(later);
  const configFile = join(temporaryFolder(later), "kiosk.yaml");
  // As letters, so that the fake's tray can be read.
  writeFileSync(
    configFile,
    `printer: { kind: tcp, host: 127.0.0.1, port: ${printer.port}, profile: epson-tm-t20, mode: text }\n`,
  );
  const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, configFile });
  const events = listen(kiosk.client, later);
  await kiosk.online();
  await waitFor(async () => (await kiosk.client.kiosk.info({})).printer === "ready");
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  await signIn(kiosk.client, patient);
  const { visitId, number } = await book(kiosk.client, await firstOffer(kiosk.client));
  return {
    kiosk,
    printer,
    events,
    visitId,
    number,
    print: () => kiosk.client.ticket.print({ visitId, language: "ru" }),
  };
}

function listen(client: KioskClient, later: Later): KioskEvent[] {
  const heard: KioskEvent[] = [];
  const ending = new AbortController();
  later(() => ending.abort());
  void (async () => {
    for await (const event of await client.events.listen({}, { signal: ending.signal })) heard.push(event);
  })().catch(() => undefined);
  return heard;
}

test("a ticket comes out of a printer on the network, proven", () =>
  withCleanUp(async (later) => {
    const { printer, print, number } = await atThePrinter(later);
    await print();
    await waitFor(() => printer.tray().length === 1);
    expect(printer.tray()[0]?.text).toContain(number);
  }));

test("out of paper in the middle: asked at once; after the refill the screens hear that it came out", () =>
  withCleanUp(async (later) => {
    const { kiosk, printer, events, visitId, print } = await atThePrinter(later);
    await printer.turn({ paper: "out", afterLines: 5 });
    expect(await refusalOf(print(), "PRINT_IN_DOUBT")).toEqual({ status: "paperOut" });
    await waitFor(() => events.some((event) => event.type === "printer" && event.status === "paperOut"));
    await printer.turn({});
    await waitFor(() => events.some((event) => event.type === "ticket"));
    expect(events.find((event) => event.type === "ticket")).toEqual({
      type: "ticket",
      visitId,
      fate: "printed",
    });
    expect(printer.tray()).toHaveLength(1);
    await waitFor(async () => (await kiosk.client.kiosk.info({})).printer === "ready");
  }));

test("the cover is open: nothing is sent, the visit stays booked, and the next try prints the first ticket", () =>
  withCleanUp(async (later) => {
    const { kiosk, printer, events, visitId, print } = await atThePrinter(later);
    await printer.turn({ cover: true });
    await waitFor(() => events.some((event) => event.type === "printer" && event.status === "coverOpen"));
    expect(await refusalOf(print(), "PRINTER_NOT_READY")).toEqual({ status: "coverOpen" });
    expect((await kiosk.client.ticket.preview({ visitId, language: "ru" })).width).toBeGreaterThan(0);
    await printer.turn({});
    await waitFor(async () => (await kiosk.client.kiosk.info({})).printer === "ready");
    await print();
    await waitFor(() => printer.tray().length === 1);
    expect(printer.tray()[0]?.text).not.toContain("КОПИЯ");
  }));

test("what the patient says is heard for visits of this session alone, and printing again is a copy", () =>
  withCleanUp(async (later) => {
    const { kiosk, printer, visitId, print } = await atThePrinter(later);
    await print();
    await refusalOf(kiosk.client.ticket.cameOut({ visitId: "another", yes: true }), "NOT_FOUND");
    expect(await kiosk.client.ticket.cameOut({ visitId, yes: false })).toEqual({});
    await print();
    await waitFor(() => printer.tray().length === 2);
    expect(printer.tray().map(({ text }) => text.includes("КОПИЯ"))).toEqual([false, true]);
    await kiosk.client.session.end({ reason: "finished" });
    await refusalOf(kiosk.client.ticket.cameOut({ visitId, yes: true }), "SESSION_ENDED");
  }));

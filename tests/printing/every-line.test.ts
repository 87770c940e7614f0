import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "#main/time/clock.ts";
import { createDevicePrinter, encodeTicket, type Printer, type TicketFate } from "#printer/index.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { epson, layout } from "./device-at.ts";
import { createMachine, type Machine } from "./fakes/escpos-machine.ts";
import { memoryLine } from "./fakes/memory-line.ts";
import { fifoLine, ptyLine, type RealLine, spoolerLine, tcpLine } from "./fakes/real-lines.ts";
import { usbLine } from "./fakes/usb-line.ts";

type Later = (close: () => unknown) => void;
type Make = (machine: Machine, later: Later, folder: string) => Promise<RealLine>;

const inMemory: Make = async (machine) => {
  const transport = memoryLine(machine);
  return {
    transport,
    tooMany: 1,
    hears: true,
    async cut() {
      transport.refuses("notFound");
      transport.unplug();
    },
    async mend() {
      transport.refuses(null);
    },
    stall: (on) => transport.stalls(on),
  };
};

const lines: Readonly<Record<string, Make>> = {
  "in memory": inMemory,
  "a TCP port": tcpLine,
  "a serial port": (machine, later, folder) => ptyLine(machine, later, folder, "serial"),
  "a device file": (machine, later, folder) => ptyLine(machine, later, folder, "device"),
  "a FIFO": fifoLine,
  "a USB device": usbLine,
  "a spooler's queue": spoolerLine,
};

type At = {
  readonly machine: Machine;
  readonly line: RealLine;
  readonly printer: Printer;
  readonly fates: TicketFate[];
  readonly log: ReturnType<typeof keptLog>;
};

const quick = { poll: 100, retryFirst: 50, retryLast: 100, connect: 2000, write: 3000, proof: 20_000 };
const asText = encodeTicket(layout, epson, { mode: "text" });
const asPicture = encodeTicket(layout, epson, { mode: "raster" });

const on = (
  make: Make,
  encode: (line: RealLine) => Uint8Array,
  work: (at: At) => Promise<void>,
): Promise<void> =>
  withCleanUp(async (later) => {
    const folder = mkdtempSync(join(tmpdir(), "infomat-line-"));
    later(() => rmSync(folder, { recursive: true, force: true }));
    const machine = createMachine(systemClock);
    const line = await make(machine, later, folder);
    const log = keptLog();
    const { transport } = line;
    const printer = createDevicePrinter({
      transport,
      profile: epson,
      encode: () => encode(line),
      clock: systemClock,
      log,
      times: quick,
    });
    later(() => printer.close());
    const fates: TicketFate[] = [];
    printer.onFate((fate) => fates.push(fate));
    const up = line.hears ? "ready" : "unknown";
    await waitFor(() => printer.status() === up && log.of("printer.connected").length > 0);
    await work({ machine, line, printer, fates, log });
  });

const holds = (all: Uint8Array, part: Uint8Array): boolean => Buffer.from(all).includes(Buffer.from(part));
const came = (line: RealLine) => (line.hears ? { kind: "printed" } : { kind: "unknown", status: "unknown" });

describe.each(Object.entries(lines))("over %s", (_name, make) => {
  it.each([
    ["as text", asText],
    ["as a picture", asPicture],
  ])("a ticket %s arrives byte for byte, and is proven where the device can be heard", (_mode, bytes) =>
    on(
      make,
      () => bytes,
      async ({ machine, line, printer }) => {
        expect(await printer.print({ id: "job-1", layout })).toEqual(came(line));
        await waitFor(() => machine.tickets.length === 1);
        expect(holds(machine.received(), bytes)).toBe(true);
        expect(machine.garbage).toEqual([]);
      },
    ),
  );

  it("out of paper in the middle: in doubt at once, and proven after the refill", () =>
    on(
      make,
      () => asText,
      async ({ machine, line, printer, fates }) => {
        machine.setAfterLines(4, { paper: "out" });
        const status = line.hears ? "paperOut" : "unknown";
        expect(await printer.print({ id: "job-1", layout })).toEqual({ kind: "unknown", status });
        await waitFor(() => machine.state.paper === "out");
        machine.set({ paper: "enough" });
        await waitFor(() => machine.tickets.length === 1);
        if (line.hears)
          await waitFor(() => fates.some(({ job, fate }) => job === "job-1" && fate === "printed"));
      },
    ));

  it("cut and mended: found again without anyone's help, and the next ticket comes out", () =>
    on(
      make,
      () => asText,
      async ({ machine, line, printer }) => {
        await line.cut();
        if (line.hears) await waitFor(() => printer.status() === "offline");
        expect(await printer.print({ id: "job-1", layout })).toMatchObject({ kind: "refused" });
        expect(machine.tickets).toEqual([]);
        await line.mend();
        await waitFor(async () => {
          const again = await printer.print({ id: "job-2", layout });
          return again.kind !== "refused";
        });
        await waitFor(() => machine.tickets.length === 1);
      },
    ));

  it("the far end stops taking bytes: given up after its time, counted, and in doubt", () =>
    on(
      make,
      (line) => Buffer.concat([asText, new Uint8Array(line.tooMany)]),
      async ({ line, printer }) => {
        const wrote: [number, boolean][] = [];
        const steps = {
          begin: () => {
            line.stall(true);
            return true;
          },
          wrote: (bytes: number, whole: boolean) => void wrote.push([bytes, whole]),
        };
        expect(await printer.print({ id: "job-1", layout }, steps)).toEqual({
          kind: "unknown",
          status: "offline",
        });
        line.stall(false);
        expect(wrote).toHaveLength(1);
        expect(wrote[0]?.[0]).toBeLessThan(line.tooMany);
        expect(wrote[0]?.[1]).toBe(false);
      },
    ));
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "#main/time/clock.ts";
import { createDevicePrinter, encodeTicket, genericProfile, layoutTicket } from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { during, epson } from "./device-at.ts";
import { createMachine } from "./fakes/escpos-machine.ts";
import { memoryLine } from "./fakes/memory-line.ts";
import { ptyLine, tcpLine } from "./fakes/real-lines.ts";
import { withQueue } from "./queue-at.ts";

const layoutFor = (patient: string) =>
  layoutTicket({ ticket: someTicket({ patient }), texts: shippedTexts("ru"), widthMm: 80 });
const [formers, next] = [layoutFor("Петров И. И."), layoutFor("Сидорова А. А.")];
const picture = encodeTicket(next, epson, { mode: "raster" });
const rowsOf = (bytes: Uint8Array): number => {
  const machine = createMachine(systemClock);
  machine.receive(bytes);
  return machine.tickets.at(-1)?.pictureRows ?? 0;
};

/**
 * A lone prefix that zeros have completed, and control bytes of a question that a command took in part, are passed
 * over by printers; anything else would be a command or letters.
 */
const printsSomething = (garbage: string): boolean => !/: (1[bcd]00|0[0-8][01][0-9a-f])$/.test(garbage);

/** Where a ticket may break off: in a picture's header and data, in a QR code's, in every short command. */
const placesIn = (bytes: Uint8Array): number[] => {
  const all = Buffer.from(bytes);
  const places = [1, 2, 3, 5, 7, 8, bytes.length - 1];
  for (const command of ["1d763000", "1d286b", "1b61", "1d21", "1b64", "1d56"]) {
    const at = all.indexOf(Buffer.from(command, "hex"));
    if (at >= 0) places.push(...[1, 2, 3, 4, 5, 6, 7, 8, 12, 600].map((more) => at + more));
  }
  return [...new Set(places)].filter((place) => place > 0 && place < bytes.length).sort((a, b) => a - b);
};

describe.each([["text"], ["raster"]] as const)("a line breaks in the middle of a ticket, as %s", (mode) => {
  const encode = (of: typeof formers) => encodeTicket(of, epson, { mode });
  const whole = (() => {
    const machine = createMachine(systemClock);
    machine.receive(encode(next));
    return machine.tickets[0];
  })();

  it.each(placesIn(encode(formers)))("after %i bytes: the next ticket is whole and begins clean", (bytes) =>
    withQueue(async ({ clock, log }) => {
      const machine = createMachine(clock);
      const line = memoryLine(machine);
      const printer = createDevicePrinter({ transport: line, profile: epson, encode, clock, log });
      await clock.pass(8000);
      const steps = {
        begin: () => {
          line.breaksAfter(bytes);
          return true;
        },
        wrote: () => undefined,
      };
      const broken = await during(clock, printer.print({ id: "job-1", layout: formers }, steps));
      expect(broken.kind).toBe("unknown");
      line.breaksAfter(null);
      await clock.pass(1000);
      expect(await during(clock, printer.print({ id: "job-2", layout: next }))).toEqual({ kind: "printed" });
      expect(machine.tickets.at(-1)).toEqual(whole);
      expect(machine.garbage.filter(printsSomething)).toEqual([]);
      await during(clock, printer.close());
    }),
  );
});

describe("a former program left the printer in the middle of a picture", () => {
  // The header of a band of 96 rows, and a third of its data.
  const begun = Buffer.concat([Buffer.from("1d763000480060001d76", "hex"), Buffer.alloc(2304, 0x41)]);

  it.each([[true], [false]])("a printer that can be heard (%s): the first ticket is whole", (hears) =>
    withQueue(async ({ clock, log }) => {
      const machine = createMachine(clock);
      machine.receive(begun);
      const line = memoryLine(machine, { hears });
      const encode = () => picture;
      const printer = createDevicePrinter({ transport: line, profile: epson, encode, clock, log });
      await clock.pass(8000);
      await during(clock, printer.print({ id: "job-1", layout: next }));
      expect(machine.tickets.at(-1)?.text).toBe("");
      expect(machine.tickets.at(-1)?.pictureRows).toBeLessThanOrEqual(rowsOf(picture) + 96);
      expect(machine.garbage.filter(printsSomething)).toEqual([]);
      await during(clock, printer.close());
    }),
  );

  it("a presenter that is asked in its queue: it still answers", () =>
    withQueue(async ({ clock, log }) => {
      const machine = createMachine(clock, { dleEot: false, gsE: true, gsH: false });
      machine.receive(begun);
      const profile = { ...genericProfile, status: ["gsE" as const] };
      const printer = createDevicePrinter({
        transport: memoryLine(machine),
        profile,
        encode: () => picture,
        clock,
        log,
      });
      await clock.pass(8000);
      expect(printer.status()).toBe("ready");
      await during(clock, printer.close());
    }));
});

describe.each([
  ["a TCP port", tcpLine],
  [
    "a serial port",
    (...[machine, later, folder]: [...Parameters<typeof tcpLine>, string]) =>
      ptyLine(machine, later, folder, "serial"),
  ],
] as const)("over %s the paper runs out in the middle of a band", (_name, make) => {
  it("and the patient leaves: after the refill nothing of theirs comes out, and the next ticket is clean", () =>
    withCleanUp(async (later) => {
      const folder = mkdtempSync(join(tmpdir(), "infomat-band-"));
      later(() => rmSync(folder, { recursive: true, force: true }));
      const machine = createMachine(systemClock);
      const line = await make(machine, later, folder);
      const printer = createDevicePrinter({
        transport: line.transport,
        profile: epson,
        encode: (of) => encodeTicket(of, epson, { mode: "raster" }),
        clock: systemClock,
        log: keptLog(),
        times: { poll: 100, retryFirst: 50, retryLast: 100, write: 1500, proof: 20_000 },
      });
      later(() => printer.close());
      await waitFor(() => printer.status() === "ready");
      machine.setAfterLines(1, { paper: "out" });
      expect((await printer.print({ id: "job-1", layout: formers })).kind).toBe("unknown");
      printer.discard("job-1");
      await printer.print(
        { id: "job-none", layout: formers },
        { begin: () => false, wrote: () => undefined },
      );
      machine.set({ paper: "enough" });
      await waitFor(() => printer.status() === "ready");
      expect(machine.tickets).toEqual([]);
      expect(await printer.print({ id: "job-2", layout: next })).toEqual({ kind: "printed" });
      expect(machine.tickets.at(-1)).toEqual({
        text: "",
        pictureRows: rowsOf(encodeTicket(next, epson, { mode: "raster" })),
      });
      expect(machine.garbage.filter(printsSomething)).toEqual([]);
    }));
});

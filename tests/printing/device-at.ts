import type { PrinterStatus } from "#contract/index.ts";
import {
  createDevicePrinter,
  encodeTicket,
  genericProfile,
  layoutTicket,
  type Printer,
  type PrinterProfile,
  type PrintOutcome,
  type TicketFate,
} from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { createMachine, type Machine } from "./fakes/escpos-machine.ts";
import type { Knows } from "./fakes/escpos-status.ts";
import { type MemoryLine, memoryLine } from "./fakes/memory-line.ts";

export const layout = layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm: 80 });
export const epson: PrinterProfile = {
  ...genericProfile,
  name: "epson",
  status: ["dleEot", "asb"],
  proof: ["gsH", "gsR"],
};

/** A printer with all that a test wants to turn and look at. */
export type DeviceAt = {
  readonly clock: FakeClock;
  readonly machine: Machine;
  readonly line: MemoryLine;
  readonly printer: Printer;
  readonly told: PrinterStatus[];
  readonly fates: TicketFate[];
  readonly log: KeptLog;
  /** Prints a ticket while time passes, at most `ms`. */
  print(id?: string, ms?: number): Promise<PrintOutcome>;
};

/** Starts a device on a machine in memory, and ends it after `work`. */
export async function withDevice(
  work: (at: DeviceAt) => Promise<void>,
  options: { knows?: Partial<Knows>; profile?: PrinterProfile; hears?: boolean; plugged?: boolean } = {},
): Promise<void> {
  const clock = fakeClock();
  const machine = createMachine(clock, options.knows);
  const line = memoryLine(machine, { hears: options.hears ?? true });
  if (options.plugged === false) line.refuses("notFound");
  const log = keptLog();
  const profile = options.profile ?? epson;
  const printer = createDevicePrinter({
    transport: line,
    profile,
    encode: (ticket, of) => encodeTicket(ticket, of, { mode: "text" }),
    clock,
    log,
  });
  const told: PrinterStatus[] = [];
  const fates: TicketFate[] = [];
  printer.onStatus((status) => told.push(status));
  printer.onFate((fate) => fates.push(fate));
  await clock.pass(3000);
  const at: DeviceAt = {
    clock,
    machine,
    line,
    printer,
    told,
    fates,
    log,
    print: (id = "job-1", ms = 60_000) => during(clock, printer.print({ id, layout }), ms),
  };
  try {
    await work(at);
  } finally {
    await during(clock, printer.close(), 10_000);
  }
}

/** Lets time pass until `work` is done. */
export async function during<T>(clock: FakeClock, work: Promise<T>, ms = 60_000): Promise<T> {
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  ended.catch(() => undefined);
  for (let passed = 0; !done && passed < ms; passed += 100) await clock.pass(100);
  return ended;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPrintJournal } from "#main/tickets/journal/index.ts";
import { createPrintQueue } from "#main/tickets/queue/index.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import { createTickets } from "#main/tickets/tickets.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { createDevicePrinter, encodeTicket, genericProfile, type PrintMode } from "#printer/index.ts";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { createMachine, type Machine } from "#tests/printing/fakes/escpos-machine.ts";
import { ptyLine, type RealLine, tcpLine } from "#tests/printing/fakes/real-lines.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { atMost, part } from "../harness/part.ts";

/**
 * From the tap on «Печать талона» to the ticket's first byte at the device: journal on the disk, state of the device
 * asked, ticket laid out, drawn and encoded.
 */
const runs = Number(process.env.BENCH_ROUNDS ?? 50);
const reset = Buffer.of(0x1b, 0x40);

type Later = (close: () => unknown) => void;

async function measure(
  make: (machine: Machine, later: Later, folder: string) => Promise<RealLine>,
  mode: PrintMode,
): Promise<number[]> {
  const times: number[] = [];
  await withCleanUp(async (later) => {
    const folder = mkdtempSync(join(tmpdir(), "infomat-bench-"));
    later(() => rmSync(folder, { recursive: true, force: true }));
    const machine = createMachine(systemClock);
    const receive = machine.receive.bind(machine);
    let first: number | null = null;
    machine.receive = (bytes) => {
      // A ticket begins with a reset; what is asked of the device before it doesn't.
      if (first === null && Buffer.from(bytes).includes(reset)) first = performance.now();
      receive(bytes);
    };
    const { transport } = await make(machine, later, folder);
    const log = keptLog();
    const printer = createDevicePrinter({
      transport,
      profile: genericProfile,
      encode: (layout, profile) => encodeTicket(layout, profile, { mode }),
      clock: systemClock,
      log,
    });
    const journal = openPrintJournal(join(folder, "print.sqlite"), Buffer.alloc(32, 1), systemClock);
    const queue = createPrintQueue({ printer, journal, clock: systemClock, ids: systemIds, log });
    later(() => queue.close());
    later(() => printer.close());
    const tickets = createTickets({
      printer,
      queue,
      locales: loadTicketTexts(join(import.meta.dirname, "../../assets/locales"), ["ru", "en"], log),
      now: systemClock.now,
      time: clinicTime("Europe/Moscow"),
      widthMm: 80,
      profile: genericProfile,
    });
    await waitFor(() => printer.status() === "ready");
    // The first ticket loads the fonts.
    for (let run = -1; run < runs; run++) {
      first = null;
      const tapped = performance.now();
      const outcome = await tickets.print(someTicket({ visitId: `visit-${run}` }), "en");
      if (outcome.kind !== "printed" || first === null) throw new Error(`a ticket was ${outcome.kind}`);
      if (run >= 0) times.push(first - tapped);
    }
  });
  return times;
}

const lines = {
  tcp: tcpLine,
  serial: (machine: Machine, later: Later, folder: string) => ptyLine(machine, later, folder, "serial"),
};
await part("B7", async ({ figure }) => {
  for (const [name, make] of Object.entries(lines)) {
    for (const mode of ["raster", "text"] as const) {
      const ours = await measure(make, mode);
      figure({ what: `print tap → first byte, ${name}, ${mode}`, unit: "ms", ours, budget: atMost(50) });
    }
  }
});

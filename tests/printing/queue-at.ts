import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ticket } from "#contract/index.ts";
import { type JobState, openPrintJournal, type PrintJournal } from "#main/tickets/journal/index.ts";
import {
  createPrintQueue,
  type PrintQueue,
  type QueueOutcome,
  type TicketNews,
} from "#main/tickets/queue/index.ts";
import { layoutTicket } from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { countingIds } from "#tests/support/ids.ts";
import { type DeviceAt, during, withDevice } from "./device-at.ts";

export const key = Buffer.alloc(32, 7);

/** A queue with a real journal on a disk, before a printer in memory. */
export type QueueAt = DeviceAt & {
  readonly queue: PrintQueue;
  readonly journal: PrintJournal;
  readonly journalFile: string;
  readonly news: TicketNews[];
  /** Prints a ticket while time passes. */
  ask(ticket?: Ticket): Promise<QueueOutcome>;
  /** The state of the visit's last job. */
  state(visitId?: string): JobState | null;
  /** What lies in the tray: "ticket" or "copy" for each that came out. */
  tray(): ("ticket" | "copy")[];
};

export const layoutOf = (ticket: Ticket, copy: boolean) =>
  layoutTicket({
    ticket,
    texts: shippedTexts("ru"),
    widthMm: 80,
    ...(copy ? { copy: { at: { date: "2026-11-20", time: "10:00" } } } : {}),
  });

export async function withQueue(
  work: (at: QueueAt) => Promise<void>,
  options: Parameters<typeof withDevice>[1] = {},
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "infomat-queue-"));
  const journalFile = join(home, "print.sqlite");
  await withDevice(async (device) => {
    const { clock, printer, log, machine } = device;
    const journal = openPrintJournal(journalFile, key, clock);
    const queue = createPrintQueue({ printer, journal, clock, ids: countingIds(), log });
    const news: TicketNews[] = [];
    queue.onNews((item) => news.push(item));
    await work({
      ...device,
      queue,
      journal,
      journalFile,
      news,
      ask: (ticket = someTicket()) =>
        during(clock, queue.print({ ticket, layout: (copy) => layoutOf(ticket, copy) })),
      state: (visitId = someTicket().visitId) => journal.lastOf(someTicket({ visitId }))?.state ?? null,
      tray: () => machine.tickets.map(({ text }) => (text.includes("КОПИЯ") ? "copy" : "ticket")),
    });
    await during(clock, printer.close());
    await queue.close();
  }, options);
  rmSync(home, { recursive: true, force: true });
}

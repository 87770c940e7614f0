import { z } from "zod";
import { openPrintJournal, type PrintJournal } from "#main/tickets/journal/index.ts";
import { createPrintQueue } from "#main/tickets/queue/index.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { createDevicePrinter, encodeTicket, genericProfile, tcpTransport } from "#printer/index.ts";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { keptLog } from "#tests/support/log.ts";
import { key, layoutOf } from "../queue-at.ts";

/**
 * The kiosk's print queue in a process of its own, to be killed. It says "ready" with the state in which it found
 * the visits' jobs, then prints what it is told to.
 */
const options = z
  .object({
    journalFile: z.string(),
    port: z.int(),
    /** Dies, without a word, as soon as a job of its own is in this state on the disk. */
    dieAt: z.string().nullable(),
    visits: z.array(z.string()),
  })
  .parse(JSON.parse(process.env.QUEUE_PROCESS ?? "{}"));
const order = z.object({ print: z.string(), patient: z.string() });

const die = (state: string): void => {
  if (state === options.dieAt) process.kill(process.pid, "SIGKILL");
};
const real = openPrintJournal(options.journalFile, key, systemClock);
const journal: PrintJournal = {
  ...real,
  add(id, ticket) {
    const added = real.add(id, ticket);
    die("queued");
    return added;
  },
  begin(id) {
    real.begin(id);
    die("sending");
  },
  move(id, to, facts) {
    real.move(id, to, facts);
    die(to);
  },
};
const log = keptLog();
const printer = createDevicePrinter({
  transport: tcpTransport({ host: "127.0.0.1", port: options.port }, systemClock),
  profile: { ...genericProfile, proof: ["gsH", "gsR"] },
  encode: (layout, profile) => encodeTicket(layout, profile, { mode: "text" }),
  clock: systemClock,
  log,
  times: { proof: 1000 },
});
const queue = createPrintQueue({ printer, journal, clock: systemClock, ids: systemIds, log });

process.on("message", (message) => {
  const { print, patient } = order.parse(message);
  const ticket = someTicket({ visitId: print, patient });
  void queue
    .print({ ticket, layout: (copy) => layoutOf(ticket, copy) })
    .then((outcome) => process.send?.({ outcome: outcome.kind }));
});
const left = options.visits.map((visit) => real.lastOf(someTicket({ visitId: visit }))?.state ?? null);
process.send?.({ ready: left, review: real.forReview().length });

import { z } from "zod";
import {
  type Clock,
  type PrinterStatus,
  printerStatuses,
  type Ticket,
  ticketSchema,
} from "#contract/index.ts";
import { createSeal } from "../../seal.ts";
import { openStore } from "../../store/open.ts";
import { journalMigrations } from "./migrations.ts";
import { afterDeath, type JobState, jobStates, mayFollow } from "./states.ts";

export type JournalJob = {
  readonly id: string;
  readonly state: JobState;
  /** Whether it said «КОПИЯ». */
  readonly copy: boolean;
  /** Handed over to the device. */
  readonly bytes: number;
  /** The printer's status when the job ended. */
  readonly status: PrinterStatus | null;
  /** What the patient said to "did it come out?". */
  readonly answer: "yes" | "no" | null;
  readonly created: number;
};

/** A ticket that the desk should know of: nobody knows whether it came out, or it surely didn't. */
export type DeskTicket = JournalJob & { readonly ticket: Ticket };

/** The durable record of tickets on their way to paper. It is written before the device is. */
export interface PrintJournal {
  /** A new job, `queued`; answers whether it must be marked as a copy. */
  add(id: string, ticket: Ticket): { readonly copy: boolean };
  /** Writes the next state down. Throws where that state can't follow: a bug. */
  move(
    id: string,
    to: Exclude<JobState, "sending">,
    facts?: { bytes?: number; status?: PrinterStatus },
  ): void;
  /**
   * Into `sending`, with the visit remembered as printed, on the disk when it returns: from the next moment on
   * the ticket may come out, whatever happens to this program.
   */
  begin(id: string): void;
  answer(id: string, cameOut: boolean): void;
  job(id: string): JournalJob | null;
  lastOf(visitId: string): JournalJob | null;
  /** Unsettled tickets of the last hours, oldest first. */
  forDesk(): DeskTicket[];
  /** The desk has seen to it. */
  settle(id: string): void;
  /** Drops personal data older than `keepFor`, and from the disk as well. */
  purge(): void;
  close(): void;
}

const hour = 3_600_000;
/** How long a ticket's text stays, ms. */
const keepFor = 12 * hour;
/** How long it is known that a visit was printed: longer than anyone books ahead, ms. */
const rememberFor = 180 * 24 * hour;

const rowSchema = z.object({
  id: z.string(),
  state: z.enum(jobStates),
  copy: z.int(),
  bytes: z.int(),
  status: z.enum(printerStatuses).nullable(),
  answer: z.enum(["yes", "no"]).nullable(),
  created: z.int(),
});
const columns = "id, state, copy, bytes, status, answer, created";

/**
 * Opens the journal, a database of its own: the mirror's large transactions must not hold up a ticket. Jobs
 * that a core left behind are settled at once (see {@link afterDeath}).
 *
 * @throws {StoreError} as {@link openStore}
 */
export function openPrintJournal(
  file: string,
  kioskKey: Uint8Array,
  clock: Pick<Clock, "now">,
): PrintJournal {
  const store = openStore(file, { migrations: journalMigrations });
  const seal = createSeal(kioskKey, "print journal");
  // Only `begin` must be on the disk before the device gets a byte; losing what comes after it, in a power
  // cut, leaves a job unconfirmed.
  store.pragma("synchronous = NORMAL");
  store.pragma("secure_delete = ON");

  const insert = store.prepare<[string, string, number, number, number, Uint8Array]>(
    "INSERT INTO job (id, visit, state, copy, created, changed, sealed) VALUES (?, ?, 'queued', ?, ?, ?, ?)",
  );
  const wasPrinted = store.prepare<[string]>("SELECT 1 FROM printed_visit WHERE visit = ?");
  const update = store.prepare<[JobState, number | null, PrinterStatus | null, number, string]>(
    "UPDATE job SET state = ?, bytes = coalesce(?, bytes), status = coalesce(?, status), changed = ? WHERE id = ?",
  );
  const remember = store.prepare<[number, string]>(
    "INSERT INTO printed_visit (visit, at) SELECT visit, ? FROM job WHERE id = ? ON CONFLICT DO NOTHING",
  );
  const forget = store.prepare<[string]>(
    "DELETE FROM printed_visit WHERE visit = (SELECT visit FROM job WHERE id = ? AND copy = 0)",
  );
  const byId = store.prepare<[string]>(`SELECT ${columns} FROM job WHERE id = ?`);
  const byVisit = store.prepare<[string]>(
    `SELECT ${columns} FROM job WHERE visit = ? ORDER BY rowid DESC LIMIT 1`,
  );
  const unsettled = store.prepare<[], { sealed: Uint8Array }>(
    `SELECT ${columns}, sealed FROM job WHERE desk = 0 AND sealed IS NOT NULL
       AND (state = 'unconfirmed' OR state = 'retracted') ORDER BY rowid`,
  );

  const read = (row: unknown): JournalJob | null => {
    if (row === undefined) return null;
    const { copy, ...rest } = rowSchema.parse(row);
    return { ...rest, copy: copy !== 0 };
  };
  const current = (id: string): JournalJob => {
    const job = read(byId.get(id));
    if (!job) throw new Error("no such print job");
    return job;
  };
  const step = store.transaction(
    (id: string, to: JobState, facts: { bytes?: number; status?: PrinterStatus } = {}): void => {
      const { state } = current(id);
      if (!mayFollow(state, to)) throw new Error(`a print job can't go from ${state} to ${to}`);
      update.run(to, facts.bytes ?? null, facts.status ?? null, clock.now(), id);
      if (to === "sending") remember.run(clock.now(), id);
      if (state === "sending" && (to === "failedClean" || to === "preflight")) forget.run(id);
    },
  );

  const journal: PrintJournal = {
    add(id, ticket) {
      const visit = seal.nameOf(ticket.visitId);
      const copy = wasPrinted.get(visit) !== undefined;
      const now = clock.now();
      insert.run(id, visit, copy ? 1 : 0, now, now, seal.seal(JSON.stringify(ticket), id));
      return { copy };
    },
    move: (id, to, facts) => step(id, to, facts),
    begin(id) {
      store.pragma("synchronous = FULL");
      try {
        step(id, "sending");
      } finally {
        store.pragma("synchronous = NORMAL");
      }
    },
    answer(id, cameOut) {
      store.prepare("UPDATE job SET answer = ? WHERE id = ?").run(cameOut ? "yes" : "no", id);
    },
    job: (id) => read(byId.get(id)),
    lastOf: (visitId) => read(byVisit.get(seal.nameOf(visitId))),
    forDesk: () =>
      unsettled.all().flatMap((row) => {
        const job = read(row);
        const text = job ? seal.open(row.sealed, job.id) : null;
        return job && text !== null ? [{ ...job, ticket: ticketSchema.parse(JSON.parse(text)) }] : [];
      }),
    settle(id) {
      store.prepare("UPDATE job SET desk = 1 WHERE id = ?").run(id);
    },
    purge() {
      const now = clock.now();
      store.prepare("DELETE FROM job WHERE created < ?").run(now - keepFor);
      store.prepare("DELETE FROM printed_visit WHERE at < ?").run(now - rememberFor);
      store.pragma("wal_checkpoint(TRUNCATE)");
    },
    close: () => store.close(),
  };

  const recover = store.transaction(() => {
    const open = store.prepare(
      `SELECT ${columns} FROM job WHERE state IN ('queued', 'preflight', 'sending', 'sent')`,
    );
    for (const job of open.all().map(read)) {
      if (job) update.run(afterDeath(job.state), null, null, clock.now(), job.id);
    }
  });
  recover();
  journal.purge();
  return journal;
}

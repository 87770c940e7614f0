import { z } from "zod";
import {
  type Clock,
  type PrinterStatus,
  printerStatuses,
  type Ticket,
  ticketSchema,
} from "#contract/index.ts";
import { openDatabase } from "../../store/open.ts";
import { createSeal } from "../../store/seal.ts";
import { journalMigrations } from "./migrations.ts";
import { afterDeath, isClean, type JobState, jobStates, mayFollow } from "./states.ts";

type JournalJob = {
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
  /** People have seen to it: its patient has a ticket in hand. */
  readonly settled: boolean;
};

/** What makes a ticket another one: a visit that was moved gets a new ticket, not a copy. */
export type TicketEdition = Pick<Ticket, "visitId" | "date" | "time">;

/** A ticket that reception should know of: nobody knows whether it came out, or it surely didn't. */
export type ReviewTicket = JournalJob & { readonly ticket: Ticket };

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
  /** The last job of exactly this ticket, not of the visit at another time. */
  lastOf(ticket: TicketEdition): JournalJob | null;
  /** Jobs that a core which ended without a word had begun, as they were found when the journal was opened. */
  readonly interrupted: readonly string[];
  /**
   * Unsettled tickets of the last hours, oldest first: in doubt, retracted, or never printed although they were
   * asked for. One that wasn't printed leaves the list when its visit's next ticket is asked for.
   */
  forReview(): ReviewTicket[];
  /** Every ticket whose text is still kept, by its jobs, the newest first. */
  all(): ReviewTicket[];
  /** How many tickets were printed since an instant (ms), copies not counted. */
  printedSince(instant: number): number;
  /** People have seen to it. */
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
  reviewed: z.int(),
});
const columns = "id, state, copy, bytes, status, answer, created, reviewed";

/**
 * Opens the journal, a database of its own: the mirror's large transactions must not hold up a ticket. Jobs
 * that a core left behind are settled at once (see {@link afterDeath}).
 *
 * @throws {StoreError} as {@link openDatabase}
 */
export function openPrintJournal(
  file: string,
  kioskKey: Uint8Array,
  clock: Pick<Clock, "now">,
): PrintJournal {
  const store = openDatabase(file, { migrations: journalMigrations });
  const seal = createSeal(kioskKey, "print journal");
  // Only `begin` must be on the disk before the device gets a byte; losing what comes after it, in a power
  // cut, leaves a job unconfirmed.
  store.pragma("synchronous = NORMAL");
  store.pragma("secure_delete = ON");

  const insert = store.prepare<[string, string, string, number, number, number, Uint8Array]>(
    "INSERT INTO job (id, visit, edition, state, copy, created, changed, sealed) VALUES (?, ?, ?, 'queued', ?, ?, ?, ?)",
  );
  const wasPrinted = store.prepare<[string, string]>("SELECT 1 FROM printed_visit WHERE visit IN (?, ?)");
  const update = store.prepare<[JobState, number | null, PrinterStatus | null, number, string]>(
    "UPDATE job SET state = ?, bytes = coalesce(?, bytes), status = coalesce(?, status), changed = ? WHERE id = ?",
  );
  const remember = store.prepare<[number, string]>(
    "INSERT INTO printed_visit (visit, at) SELECT coalesce(edition, visit), ? FROM job WHERE id = ? ON CONFLICT DO NOTHING",
  );
  const printedFrom = store
    .prepare<[number], number>("SELECT count(*) FROM printed_visit WHERE at >= ?")
    .pluck();
  const forget = store.prepare<[string]>(
    "DELETE FROM printed_visit WHERE visit = (SELECT coalesce(edition, visit) FROM job WHERE id = ? AND copy = 0)",
  );
  const byId = store.prepare<[string]>(`SELECT ${columns} FROM job WHERE id = ?`);
  const byEdition = store.prepare<[string]>(
    `SELECT ${columns} FROM job WHERE edition = ? ORDER BY rowid DESC LIMIT 1`,
  );
  const unsettled = store.prepare<[], { sealed: Uint8Array }>(
    `SELECT ${columns}, sealed FROM job WHERE reviewed = 0 AND sealed IS NOT NULL
       AND (state IN ('unconfirmed', 'retracted') OR (state IN ('failedClean', 'expired')
         AND NOT EXISTS (SELECT 1 FROM job later WHERE later.visit = job.visit AND later.rowid > job.rowid)))
       ORDER BY rowid`,
  );

  const kept = store.prepare<[], { sealed: Uint8Array }>(
    `SELECT ${columns}, sealed FROM job WHERE sealed IS NOT NULL ORDER BY rowid DESC`,
  );

  const read = (row: unknown): JournalJob | null => {
    if (row === undefined) return null;
    const { copy, reviewed, ...rest } = rowSchema.parse(row);
    return { ...rest, copy: copy !== 0, settled: reviewed !== 0 };
  };
  const current = (id: string): JournalJob => {
    const job = read(byId.get(id));
    if (!job) throw new Error("no such print job");
    return job;
  };
  /** A row that can't be read is left out: the others are shown. */
  const opened = (row: { sealed: Uint8Array }): ReviewTicket[] => {
    const job = read(row);
    const text = job ? seal.open(row.sealed, job.id) : null;
    const ticket = text === null ? null : ticketSchema.safeParse(JSON.parse(text));
    return job && ticket?.success ? [{ ...job, ticket: ticket.data }] : [];
  };
  const step = store.transaction(
    (id: string, to: JobState, facts: { bytes?: number; status?: PrinterStatus } = {}): void => {
      const { state } = current(id);
      if (!mayFollow(state, to)) throw new Error(`a print job can't go from ${state} to ${to}`);
      update.run(to, facts.bytes ?? null, facts.status ?? null, clock.now(), id);
      if (to === "sending") remember.run(clock.now(), id);
      if (state === "sending" && isClean(to)) forget.run(id);
    },
  );

  const editionOf = ({ visitId, date, time }: TicketEdition): string =>
    seal.nameOf(`${visitId} ${date} ${time}`);

  const journal: Omit<PrintJournal, "interrupted"> = {
    add(id, ticket) {
      const visit = seal.nameOf(ticket.visitId);
      const edition = editionOf(ticket);
      const copy = wasPrinted.get(edition, visit) !== undefined;
      const now = clock.now();
      insert.run(id, visit, edition, copy ? 1 : 0, now, now, seal.seal(JSON.stringify(ticket), id));
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
    lastOf: (ticket) => read(byEdition.get(editionOf(ticket))),
    forReview: () => unsettled.all().flatMap(opened),
    all: () => kept.all().flatMap(opened),
    printedSince: (instant) => printedFrom.get(instant) ?? 0,
    settle(id) {
      store.prepare("UPDATE job SET reviewed = 1 WHERE id = ?").run(id);
    },
    purge() {
      const now = clock.now();
      // A row from the future was made by a clock that was wrong: by its age it would stay for years.
      store.prepare("DELETE FROM job WHERE created < ? OR created > ?").run(now - keepFor, now + keepFor);
      store.prepare("DELETE FROM printed_visit WHERE at < ?").run(now - rememberFor);
      store.pragma("wal_checkpoint(TRUNCATE)");
    },
    close: () => store.close(),
  };

  const recover = store.transaction((): string[] => {
    const open = store.prepare(
      `SELECT ${columns} FROM job WHERE state IN ('queued', 'preflight', 'sending', 'sent')`,
    );
    const jobs = open.all().flatMap((row) => read(row) ?? []);
    for (const { id, state } of jobs) update.run(afterDeath(state), null, null, clock.now(), id);
    return jobs.filter(({ state }) => afterDeath(state) === "unconfirmed").map(({ id }) => id);
  });
  const interrupted = recover();
  journal.purge();
  return { ...journal, interrupted };
}

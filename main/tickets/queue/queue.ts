import { type Clock, type Ids, type PrinterStatus, repeatEvery } from "#contract/index.ts";
import { mayPrint, type Printer, type TicketLayout } from "#printer/index.ts";
import type { Log } from "../../log/events.ts";
import { isOver, mayFollow, type PrintJournal } from "../journal/index.ts";
import { provenWithin, watchAway } from "./printer-news.ts";
import { isStoreFault, sameTicket, tellingStoreFaults, ticketKey } from "./records.ts";
import type { PrintQueue, QueueOutcome, QueueRequest, TicketNews } from "./types.ts";

export type QueueOptions = {
  readonly printer: Printer;
  readonly journal: PrintJournal;
  readonly clock: Clock;
  readonly ids: Pick<Ids, "key">;
  readonly log: Log;
};

/** Tries of a printer that can't be reached, and the pause between them, ms. */
const tries = 3;
const pauseBetween = 700;
/** A printer that has been away for so long is tried once: the patient is told at once, ms. */
const knownAway = 4000;
/** A job that could not begin for so long is nobody's any more, ms. */
const expiresAfter = 3 * 60_000;
/** How long a ticket that the printer may still bring out by itself is waited for, ms. */
const lateProof = 5000;
const purgeEvery = 3_600_000;

type Running = {
  readonly id: string;
  readonly ticket: QueueRequest["ticket"];
  readonly since: number;
  begun: boolean;
  cancelled: boolean;
  /** Its session has ended: nobody waits for it any more. */
  abandoned: boolean;
  bytes: number;
  /** Ends a pause between two tries. */
  wake: () => void;
};

export function createPrintQueue(options: QueueOptions): PrintQueue {
  const { printer, journal, clock, ids, log } = options;
  const running = new Map<string, Promise<QueueOutcome>>();
  const jobs = new Set<Running>();
  /** The tickets of this session by their jobs. */
  const ofSession = new Map<string, QueueRequest["ticket"]>();
  /** Jobs of this session of which nobody knows whether they came out. */
  const unconfirmed = new Set<string>();
  const listeners = new Set<(news: TicketNews) => void>();
  const recorded = tellingStoreFaults(log);

  // What a core that was killed had begun may stand in the printer, in the middle of a command.
  for (const id of journal.interrupted) printer.discard(id);

  const away = watchAway(printer, clock);

  const stopHearing = printer.onFate(({ job, fate }) => {
    const state = fate === "printed" ? "confirmed" : fate;
    const moved = recorded(job, () => {
      const known = journal.job(job);
      // A job that is still under way hears its proof by itself.
      if (!known || !mayFollow(known.state, state)) return false;
      if (fate === "printed" && !isOver(known.state)) return false;
      journal.move(job, state);
      return true;
    });
    if (!moved) return;
    unconfirmed.delete(job);
    log.write("tickets.job", { job, state });
    const ticket = ofSession.get(job);
    if (ticket) for (const listener of [...listeners]) listener({ ticket, fate });
  });

  const cancelPurge = repeatEvery(clock, purgeEvery, () => {
    recorded("all", () => journal.purge());
    return "again";
  });

  const callOff = (job: Running): void => {
    job.cancelled = true;
    job.wake();
  };

  const discard = (job: string): void => {
    unconfirmed.delete(job);
    printer.discard(job);
  };

  const ended = (
    job: Running,
    state: "confirmed" | "unconfirmed" | "failedClean" | "cancelled" | "expired",
    status: PrinterStatus,
  ): void => {
    // A disk that takes no record changes nothing of what came out: the next start finds the job in doubt.
    recorded(job.id, () => {
      // A presenter may have told of the ticket before its job had ended.
      const known = journal.job(job.id);
      if (known && !isOver(known.state)) journal.move(job.id, state, { bytes: job.bytes, status });
    });
    log.write("tickets.job", { job: job.id, state, status, bytes: job.bytes });
    if (state !== "unconfirmed") return;
    if (job.abandoned) printer.discard(job.id);
    else unconfirmed.add(job.id);
  };

  async function attempt(job: Running, request: QueueRequest, layout: TicketLayout): Promise<QueueOutcome> {
    let release: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    journal.move(job.id, "preflight");
    try {
      const outcome = await printer.print(
        { id: job.id, layout },
        {
          begin() {
            if (job.cancelled || isExpired(job)) return false;
            journal.begin(job.id);
            job.begun = true;
            request.onBegin?.(over);
            return true;
          },
          wrote(bytes, whole) {
            job.bytes = bytes;
            if (whole) recorded(job.id, () => journal.move(job.id, "sent", { bytes }));
          },
        },
      );
      // "Refused" means that nothing was written: what was is in doubt, whatever the printer says.
      return outcome.kind === "refused" && job.bytes > 0 ? { ...outcome, kind: "unknown" } : outcome;
    } finally {
      release();
    }
  }

  const pause = (job: Running): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(pauseBetween, resolve);
      job.wake = () => {
        cancel();
        resolve();
      };
    });

  const isExpired = (job: Running): boolean => clock.monotonic() - job.since > expiresAfter;

  async function run(job: Running, request: QueueRequest): Promise<QueueOutcome> {
    const { copy } = journal.add(job.id, request.ticket);
    log.write("tickets.job", { job: job.id, state: "queued", copy });
    const layout = request.layout(copy);
    for (let left = away.forMs() >= knownAway ? 1 : tries; ; left--) {
      const outcome = await attempt(job, request, layout);
      switch (outcome.kind) {
        case "printed":
          ended(job, "confirmed", printer.status());
          return outcome;
        case "unknown":
          ended(job, "unconfirmed", outcome.status);
          return outcome;
        case "cancelled":
          return outcome;
        case "refused":
          break;
      }
      job.begun = false;
      const reachable = outcome.status !== "offline" && outcome.status !== "unknown";
      const last = reachable || left === 1 || isExpired(job);
      if (!job.cancelled && !last) await pause(job);
      if (job.cancelled) {
        ended(job, "cancelled", outcome.status);
        return { kind: "cancelled" };
      }
      if (last) {
        ended(job, isExpired(job) ? "expired" : "failedClean", outcome.status);
        return outcome;
      }
    }
  }

  /** A printer that was refilled goes on with what it has in memory: that must not be printed beside it. */
  async function cameOutMeanwhile(ticket: QueueRequest["ticket"]): Promise<boolean> {
    const last = journal.lastOf(ticket);
    if (last?.state !== "unconfirmed") return false;
    if (!printer.mayYetPrint(last.id) || !mayPrint(printer.status())) return false;
    return provenWithin(lateProof, last.id, printer, clock);
  }

  /** A visit that was moved: the ticket with its old time must neither come out now nor be told of. */
  function forgetOtherEditions(ticket: QueueRequest["ticket"]): void {
    const isOther = (other: QueueRequest["ticket"]): boolean =>
      other.visitId === ticket.visitId && !sameTicket(other, ticket);
    for (const job of jobs) {
      if (isOther(job.ticket) && !job.begun) callOff(job);
    }
    for (const [id, other] of [...ofSession]) {
      if (!isOther(other)) continue;
      ofSession.delete(id);
      if (unconfirmed.has(id)) discard(id);
    }
  }

  async function printOnce(request: QueueRequest): Promise<QueueOutcome> {
    const { ticket } = request;
    const id = ids.key();
    const job: Running = {
      id,
      ticket,
      since: clock.monotonic(),
      begun: false,
      cancelled: false,
      abandoned: false,
      bytes: 0,
      wake: () => undefined,
    };
    forgetOtherEditions(ticket);
    jobs.add(job);
    ofSession.set(id, ticket);
    try {
      if (await cameOutMeanwhile(ticket)) return { kind: "printed" };
      if (job.cancelled) return { kind: "cancelled" };
      return await run(job, request);
    } catch (error) {
      if (!isStoreFault(error)) throw error;
      // Without a record nothing may be written; what was begun before the record failed is in doubt.
      log.write("tickets.journal-unwritable", { job: id, code: error.code });
      return { kind: job.begun ? "unknown" : "refused", status: "unknown" };
    } finally {
      jobs.delete(job);
    }
  }

  return {
    print(request) {
      const key = ticketKey(request.ticket);
      const same = running.get(key);
      if (same) return same;
      const printing = printOnce(request).finally(() => running.delete(key));
      running.set(key, printing);
      return printing;
    },
    cameOut(ticket, yes) {
      const last = journal.lastOf(ticket);
      if (last?.state !== "unconfirmed") return false;
      recorded(last.id, () => {
        journal.answer(last.id, yes);
        if (yes) journal.move(last.id, "confirmed");
      });
      if (yes) unconfirmed.delete(last.id);
      else discard(last.id);
      log.write("tickets.patient-answered", { job: last.id, yes });
      return true;
    },
    sessionEnded() {
      for (const job of jobs) {
        job.abandoned = true;
        if (!job.begun) callOff(job);
      }
      for (const job of unconfirmed) printer.discard(job);
      unconfirmed.clear();
      ofSession.clear();
      printer.ownerLeft();
    },
    size: () => jobs.size,
    onNews(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forReview: () => journal.forReview(),
    all: () => journal.all(),
    printedSince: journal.printedSince,
    settle: (jobId) => journal.settle(jobId),
    async close() {
      for (const job of jobs) job.wake();
      await Promise.allSettled(running.values());
      stopHearing();
      away.stop();
      cancelPurge();
      listeners.clear();
      journal.close();
    },
  };
}

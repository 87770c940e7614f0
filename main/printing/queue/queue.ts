import type { Clock, Ids, Log, PrinterStatus } from "#contract/index.ts";
import { mayPrint, type Printer, type TicketLayout } from "#printer/index.ts";
import type { PrintJournal } from "../journal/index.ts";
import { mayFollow } from "../journal/states.ts";
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
/** A job that could not begin for so long is nobody's any more, ms. */
const expiresAfter = 3 * 60_000;
/** How long a ticket that the printer may still bring out by itself is waited for, ms. */
const lateProof = 5000;
const purgeEvery = 3_600_000;

type Running = {
  readonly id: string;
  readonly visitId: string;
  readonly since: number;
  begun: boolean;
  cancelled: boolean;
  bytes: number;
  /** Ends a pause between two tries. */
  wake: () => void;
};

export function createPrintQueue(options: QueueOptions): PrintQueue {
  const { printer, journal, clock, ids, log } = options;
  const running = new Map<string, Promise<QueueOutcome>>();
  const jobs = new Set<Running>();
  const visits = new Map<string, string>();
  const listeners = new Set<(news: TicketNews) => void>();

  const stopHearing = printer.onFate(({ job, fate }) => {
    const known = journal.job(job);
    const state = fate === "printed" ? "confirmed" : fate;
    // A job that is still under way hears its proof by itself.
    if (!known || known.state === "sent" || !mayFollow(known.state, state)) return;
    journal.move(job, state);
    log.info("print job", { job, state });
    const visitId = visits.get(job);
    if (visitId !== undefined) for (const listener of [...listeners]) listener({ visitId, fate });
  });

  let cancelPurge: () => void = () => undefined;
  const purgeLater = (): void => {
    cancelPurge = clock.after(purgeEvery, () => {
      journal.purge();
      purgeLater();
    });
  };
  purgeLater();

  const ended = (
    job: Running,
    state: "confirmed" | "unconfirmed" | "failedClean" | "cancelled" | "expired",
    status: PrinterStatus,
  ): void => {
    journal.move(job.id, state, { bytes: job.bytes, status });
    log.info("print job", { job: job.id, state, status, bytes: job.bytes });
  };

  async function attempt(job: Running, request: QueueRequest, layout: TicketLayout): Promise<QueueOutcome> {
    let release: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    journal.move(job.id, "preflight");
    try {
      return await printer.print(
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
            if (whole) journal.move(job.id, "sent", { bytes });
          },
        },
      );
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
    log.info("print job", { job: job.id, state: "queued", copy });
    const layout = request.layout(copy);
    for (let left = tries; ; left--) {
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
      if (!job.cancelled && isExpired(job)) {
        ended(job, "expired", outcome.status);
        return outcome;
      }
      const reachable = outcome.status !== "offline" && outcome.status !== "unknown";
      if (!job.cancelled && (reachable || left === 1)) {
        ended(job, "failedClean", outcome.status);
        return outcome;
      }
      if (journal.job(job.id)?.state === "sending") journal.move(job.id, "preflight");
      if (!job.cancelled) await pause(job);
      if (job.cancelled) {
        ended(job, "cancelled", outcome.status);
        return { kind: "cancelled" };
      }
    }
  }

  /** A printer that was refilled goes on with what it has in memory: that must not be printed beside it. */
  async function cameOutMeanwhile(visitId: string): Promise<boolean> {
    const last = journal.lastOf(visitId);
    if (last?.state !== "unconfirmed") return false;
    if (!printer.mayYetPrint(last.id) || !mayPrint(printer.status())) return false;
    const proven = new Promise<boolean>((resolve) => {
      const cancel = clock.after(lateProof, () => done(false));
      const stop = printer.onFate(({ job, fate }) => {
        if (job === last.id && fate === "printed") done(true);
      });
      const done = (yes: boolean): void => {
        cancel();
        stop();
        resolve(yes);
      };
    });
    return proven;
  }

  async function printOnce(request: QueueRequest): Promise<QueueOutcome> {
    const { visitId } = request.ticket;
    const id = ids.key();
    const job: Running = {
      id,
      visitId,
      since: clock.monotonic(),
      begun: false,
      cancelled: false,
      bytes: 0,
      wake: () => undefined,
    };
    jobs.add(job);
    visits.set(id, visitId);
    try {
      if (await cameOutMeanwhile(visitId)) return { kind: "printed" };
      if (job.cancelled) return { kind: "cancelled" };
      return await run(job, request);
    } catch (error) {
      if (!isStoreFault(error)) throw error;
      // Without a record nothing may be written; what was begun before the record failed is in doubt.
      log.error("the print journal can't be written", { job: id, code: error.code });
      return { kind: job.begun ? "unknown" : "refused", status: "unknown" };
    } finally {
      jobs.delete(job);
    }
  }

  return {
    print(request) {
      const { visitId } = request.ticket;
      const same = running.get(visitId);
      if (same) return same;
      const printing = printOnce(request).finally(() => running.delete(visitId));
      running.set(visitId, printing);
      return printing;
    },
    cameOut(visitId, yes) {
      const last = journal.lastOf(visitId);
      if (last?.state !== "unconfirmed") return false;
      journal.answer(last.id, yes);
      if (yes) journal.move(last.id, "confirmed");
      log.info("the patient says whether the ticket came out", { job: last.id, yes });
      return true;
    },
    sessionEnded() {
      for (const job of jobs) {
        if (job.begun) continue;
        job.cancelled = true;
        job.wake();
      }
      visits.clear();
      printer.clearMouth();
    },
    onNews(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forDesk: () => journal.forDesk(),
    settle: (jobId) => journal.settle(jobId),
    async close() {
      for (const job of jobs) job.wake();
      await Promise.allSettled(running.values());
      stopHearing();
      cancelPurge();
      listeners.clear();
      journal.close();
    },
  };
}

const isStoreFault = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  error.code.startsWith("SQLITE_");

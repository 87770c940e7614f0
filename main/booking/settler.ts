import { waitAfter } from "#contract/base/back-off.ts";
import type { Clock } from "#contract/base/ports.ts";
import type { ReviewReason } from "#contract/booking/review-item.ts";
import type { BookingProtocol, Settlement } from "#contract/central/booking-protocol.ts";
import { CentralError } from "#contract/central/central.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { Journal } from "./journal/journal.ts";
import type { Operation } from "./journal/operation.ts";

/** Brings to an end whatever was left in doubt, in the background, for as long as it takes. */
export type Settler = {
  /** Takes over what the program left behind when it last ended, and begins. */
  start(): void;
  /** Something new is to be settled, or the central API can be reached again: begin now. */
  wake(): void;
  /** An operation was left in the middle by a fault of the program itself. */
  abandon(key: string): void;
  close(): Promise<void>;
};

export type SettlerDeps = {
  readonly protocol: Pick<BookingProtocol, "settle">;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** How long nothing must be seen of an attempt whose slot is gone, ms. */
  readonly quiet: number;
  /** Slots of this schedule may have changed at the central API. */
  readonly refresh: (scheduleId: string) => void;
};

const settleRule = { first: 500, longest: 60_000 };
/** How often one that is gone is looked for, ms. */
const gonePause = 5_000;
/** Rounds in which the central API answered and nothing came to an end, after which people must look. */
const mostRounds = 500;

const stuck = (reason: ReviewReason): Settlement => ({
  kind: "settled",
  happened: { event: "stuck", reason },
});

/** How an operation has fared in this run of the program. */
type Progress = { rounds: number; failures: number; due: number; goneSince: number | null };

export function createSettler(deps: SettlerDeps): Settler {
  const { protocol, journal, clock, log } = deps;
  const progress = new Map<string, Progress>();
  const abandoned = new Set<string>();
  /** Found at the start, and the journal could not be written then. */
  const leftOver = new Set<string>();
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let asked = false;
  let cancelTimer: () => void = () => undefined;

  const progressOf = (key: string): Progress => {
    const known = progress.get(key) ?? { rounds: 0, failures: 0, due: 0, goneSince: null };
    progress.set(key, known);
    return known;
  };

  const withinLimits = (operation: Operation, result: Settlement): Settlement => {
    const state = progressOf(operation.key);
    if (result.kind !== "gone") state.goneSince = null;
    if (result.kind === "again" && ++state.rounds > mostRounds) return stuck("repeated");
    if (result.kind === "gone") {
      state.goneSince ??= clock.monotonic();
      if (clock.monotonic() - state.goneSince >= deps.quiet)
        return { kind: "settled", happened: { event: "fencedOff" } };
    }
    // A central API that kept a part of this transaction may have kept more than can be seen from here.
    if (result.kind === "settled" && operation.payload.partialCommit) return stuck("partialCommit");
    return result;
  };

  const settle = async (operation: Operation): Promise<void> => {
    const { key, kind } = operation;
    const state = progressOf(key);
    try {
      const result = withinLimits(operation, await protocol.settle(operation, ending.signal));
      state.failures = 0;
      if (result.kind === "settled") {
        const phase = journal.advance(key, result.happened);
        progress.delete(key);
        log.write("booking.settled", { key, kind, ...phase, rounds: state.rounds });
        for (const { scheduleId } of operation.slots) deps.refresh(scheduleId);
        return;
      }
      // What was just sent is looked at soon, what stays unsettled at growing intervals.
      const pause =
        result.kind === "gone" ? Math.min(gonePause, deps.quiet) : waitAfter(settleRule, state.rounds - 1);
      state.due = clock.monotonic() + pause;
    } catch (error) {
      state.due = clock.monotonic() + waitAfter(settleRule, state.failures++);
      if (!(error instanceof CentralError)) {
        log.write("booking.settling-failed", { key, kind, error: String(error) });
      } else if (!ending.signal.aborted) {
        logFault(log, error, [
          "booking.settling-unanswered",
          { fault: error.fault, code: error.code, key, kind },
        ]);
      }
    }
  };

  const restarted = (key: string): void => {
    const was = journal.get(key);
    if (was === null) return;
    const now = journal.advance(key, { event: "restarted" });
    log.write("booking.interrupted", { key, kind: was.kind, was: was.phase.state, ...now });
  };

  const takeOver = (): void => {
    for (const key of leftOver) {
      try {
        restarted(key);
        leftOver.delete(key);
      } catch (error) {
        log.write("journal.write-failed", { key, error: String(error) });
      }
    }
    for (const key of abandoned) {
      try {
        if (journal.inState("intended", "sending").some((operation) => operation.key === key))
          journal.advance(key, { event: "gaveUp" });
        abandoned.delete(key);
      } catch (error) {
        log.write("journal.write-failed", { key, error: String(error) });
      }
    }
  };

  const pass = async (): Promise<void> => {
    takeOver();
    for (const operation of journal.inState("fencing")) {
      if (ending.signal.aborted) return;
      if (progressOf(operation.key).due <= clock.monotonic()) await settle(operation);
    }
  };

  const run = async (): Promise<void> => {
    do {
      asked = false;
      await pass();
    } while (asked && !ending.signal.aborted);
  };

  const begin = (): void => {
    if (ending.signal.aborted) return;
    asked = true;
    if (running) return;
    cancelTimer();
    running = run()
      .catch((error) => log.write("booking.settler-broke", { error: String(error) }))
      .finally(() => {
        running = null;
        if (!ending.signal.aborted) planNext();
      });
  };

  const planNext = (): void => {
    const waiting = [...progress.values()].map(({ due }) => due);
    if (waiting.length === 0 && abandoned.size === 0 && leftOver.size === 0) return;
    const due = waiting.length === 0 ? clock.monotonic() + settleRule.first : Math.min(...waiting);
    cancelTimer = clock.after(Math.max(0, due - clock.monotonic()), begin);
  };

  return {
    start() {
      for (const { key } of journal.inState("intended", "sending", "fencing", "showing")) leftOver.add(key);
      begin();
    },
    wake() {
      for (const state of progress.values()) state.due = 0;
      begin();
    },
    abandon(key) {
      abandoned.add(key);
      begin();
    },
    async close() {
      ending.abort();
      cancelTimer();
      await running;
    },
  };
}

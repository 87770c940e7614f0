import { type BackOffRule, createBackOff } from "#contract/base/back-off.ts";
import type { Clock, Ids } from "#contract/base/ports.ts";
import { type CentralConformance, CentralError, type CentralTime } from "#contract/central/central.ts";
import type { BookingState } from "#contract/conformance/booking-state.ts";
import type { SelfTestResult } from "#contract/conformance/self-test.ts";
import type { Log } from "../log/events.ts";
import type { ConformanceRecords } from "./records.ts";

/** Whether bookings may be made at the central API (DESIGN §4, step 8). */
export type ConformanceCheck = {
  /** By the stored result; one that another program (`infomat doctor`) has stored meanwhile counts at once. */
  state(): BookingState;
  /**
   * As {@link state}; for a central API that was never tested it waits for the self-test, for a while. `untested`
   * then means that the central API did not answer. @param longest how long at most, ms
   */
  whenKnown(longest?: number): Promise<BookingState>;
  /** The central API answers: one that was never tested is tested now, in the background. */
  onReachable(): void;
  /** The central API kept a part of a transaction: booking is closed until a self-test passes. */
  onPartialCommit(detail: string): void;
  close(): Promise<void>;
};

export type ConformanceDeps = {
  readonly central: CentralConformance & Pick<CentralTime, "now">;
  /** The central API's address, under which results are stored. */
  readonly url: string;
  readonly records: ConformanceRecords;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly onChange: (state: BookingState) => void;
  /** Whether the kiosk's own journal lets anybody book; left out, it does. */
  readonly isJournalOpen?: () => boolean;
};

/** How long a booking waits for a self-test that is under way, ms. It takes a second where the line is good. */
const patience = 10_000;

/** A self-test that could not be finished is tried again by itself: the next pull may be an hour away. */
const retryRule: BackOffRule = { first: 2000, longest: 60_000, longestAsked: 3_600_000 };

export function createConformanceCheck(parts: ConformanceDeps): ConformanceCheck {
  const { central, url, records, clock, ids, log } = parts;
  const giveUp = new AbortController();
  let running: Promise<void> | null = null;
  const backOff = createBackOff(retryRule);
  let cancelRetry: () => void = () => undefined;

  const tested = (): BookingState => {
    const record = records.read(url);
    if (record === null) return "untested";
    return record.result.kind === "passed" ? "open" : "closed";
  };
  const state = (): BookingState => (parts.isJournalOpen?.() === false ? "closed" : tested());
  const keep = (result: SelfTestResult): void => {
    records.write(url, { at: central.now(), result });
    parts.onChange(state());
  };
  const test = async (): Promise<void> => {
    const run = { owner: records.owner(), newKey: () => ids.key() };
    try {
      const result = await central.selfTest(run, giveUp.signal);
      if (giveUp.signal.aborted) return;
      if (result.kind === "passed") log.write("self-test.passed");
      else {
        const findings = result.findings.map(({ fault, detail }) => ({ id: fault, detail }));
        log.write("self-test.failed", { findings });
      }
      keep(result);
    } catch (error) {
      if (giveUp.signal.aborted) return;
      if (!(error instanceof CentralError)) throw error;
      const retryIn = Math.round(backOff.failed(error.retryAfter));
      log.write("self-test.unfinished", { fault: error.fault, detail: error.message, retryIn });
      cancelRetry = clock.after(retryIn, () => void ensure());
    }
  };
  const ensure = (): Promise<void> => {
    if (giveUp.signal.aborted || tested() !== "untested") return running ?? Promise.resolve();
    cancelRetry();
    running ??= test().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    state,
    async whenKnown(longest = patience) {
      if (state() === "untested") await atMost(clock, Math.min(longest, patience), ensure());
      return state();
    },
    onReachable: () => void ensure(),
    onPartialCommit: (detail) => keep({ kind: "failed", findings: [{ fault: "partialCommit", detail }] }),
    async close() {
      giveUp.abort();
      cancelRetry();
      await running;
    },
  };
}

async function atMost(clock: Clock, ms: number, work: Promise<void>): Promise<void> {
  const enough = Promise.withResolvers<void>();
  const cancel = clock.after(ms, enough.resolve);
  await Promise.race([work, enough.promise]);
  cancel();
}

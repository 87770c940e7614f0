import type { CentralSettings } from "#contract/fhir/settings.ts";
import {
  type BackOffRule,
  type Central,
  CentralError,
  type CentralState,
  type Clock,
  createBackOff,
  plausibleInstant,
} from "#contract/index.ts";
import type { SyncLog } from "../log-events.ts";
import { StoreBusy, type SyncStore } from "../store.ts";
import { horizonAt, lastTimeAt } from "./calendar.ts";
import type { PullDeps } from "./deps.ts";
import { createFreshness } from "./freshness.ts";
import { createIncrements } from "./increment.ts";
import { createQuarantine } from "./quarantine.ts";
import { createRejections } from "./rejections.ts";
import { resolveConflicts } from "./resolutions.ts";
import { createRefresher } from "./windows.ts";

export type SyncOptions = {
  readonly central: Central;
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly settings: CentralSettings;
  /** The clinic's, an IANA name. */
  readonly timeZone: string;
  readonly onState: (state: CentralState) => void;
  /** Schedules whose slots changed in the store. */
  readonly onSchedules: (scheduleIds: readonly string[]) => void;
  /** Clinics, services or doctors changed in the store. */
  readonly onCatalog: () => void;
  /** 0 ≤ n < 1, for jitter. */
  readonly random?: () => number;
};

export type Sync = {
  state(): CentralState;
  /** Pulls this schedule at once, beside everything else; asked for again and again, at most every 5 s. */
  refresh(scheduleId: string): void;
  /** Starts the next increment now, also during a back-off. */
  syncNow(): void;
  /** Ends by `close`; rejects when something broke that is no fault of the central API. */
  readonly done: Promise<void>;
  /** Gives up what is under way; what was finished is stored. */
  close(): Promise<void>;
};

/** With jitter, so that a region's kiosks don't all come back in the same second. */
const pullRule: BackOffRule = { first: 1000, longest: 60_000, jitter: 0.5, longestAsked: 3_600_000 };
/** The nightly reconcile of a region's kiosks is spread over this long, ms. */
const nightlySpread = 20 * 60_000;

/** Names the central API and the part of it that is mirrored; what is stored under another name is of no use. */
export const mirroredCentral = ({ url, organizations, horizonDays, systems }: CentralSettings): string =>
  JSON.stringify([url, organizations ?? null, horizonDays, systems.serviceCode]);

/**
 * Keeps the store a mirror of the central API: a first load, then an increment every `settings.every` seconds and
 * a complete reconcile at night (DESIGN §4). One increment at a time; faults of the central API change nothing that
 * is stored, show as state and heal by themselves.
 *
 * Progress of the first load: `reference` counts types of rows (6), `slots` counts schedules.
 */
export function startSync(options: SyncOptions): Sync {
  const { central, store, clock, log, settings, timeZone, random = Math.random } = options;
  const every = settings.every * 1000;
  const spread = Math.floor(random() * nightlySpread);
  const backOff = createBackOff(pullRule, { random });
  const giveUp = new AbortController();
  store.attach(mirroredCentral(settings));
  const freshAt = plausibleInstant(store.freshAt());
  const freshness = createFreshness({ freshAt, every, clock, onState: options.onState });

  const deps: PullDeps = {
    central,
    store,
    settings,
    clock,
    log,
    rejections: createRejections(log),
    quarantine: createQuarantine({ clock, log, random, closed: giveUp.signal }),
    signal: giveUp.signal,
    horizon: () => horizonAt(central.now(), timeZone, settings.horizonDays),
    async save(batch) {
      const { scheduleIds, catalogChanged, conflicts } = store.commit(batch);
      if (catalogChanged) options.onCatalog();
      if (scheduleIds.length > 0) options.onSchedules(scheduleIds);
      if (conflicts.length === 0) return;
      const resolutions = await resolveConflicts(deps, conflicts);
      if (resolutions.length > 0) await deps.save({ resolutions });
    },
  };
  const nightly = () => lastTimeAt(central.now() - spread, timeZone, settings.fullAt);
  const work = createIncrements(deps, { freshness, nightly });
  const alarm = createAlarm(clock);

  const run = async (): Promise<void> => {
    // Kiosks that were switched on together don't stay in step.
    let pause = every * (1 - random() / 2);
    while (!giveUp.signal.aborted) {
      alarm.reset();
      const next = clock.monotonic() + pause;
      const left = () => next - clock.monotonic();
      try {
        await work.increment();
        backOff.succeeded();
        pause = every;
        // The nightly windows fill the time between increments, for as many rounds as it takes. One that hangs is
        // given up before the schedule counts as stale.
        const late = new AbortController();
        const cancel = clock.after(Math.max(0, left()) + every, () => late.abort());
        await work
          .reconcile(() => alarm.rung() || left() <= 0, AbortSignal.any([giveUp.signal, late.signal]))
          .finally(cancel);
        await alarm.sleep(left());
      } catch (error) {
        if (giveUp.signal.aborted) return;
        if (error instanceof StoreBusy) {
          // No fault of the central API: what is stored stays as fresh as it was, and is late by itself in the end.
          const wait = backOff.failed();
          log.write("sync.store-busy", { nextTryIn: Math.round(wait) });
          await alarm.sleep(wait);
          continue;
        }
        if (!(error instanceof CentralError)) throw error;
        freshness.failed();
        const wait = backOff.failed(error.retryAfter);
        log.write("sync.pull-failed", {
          fault: error.fault,
          detail: error.message,
          nextTryIn: Math.round(wait),
        });
        await alarm.sleep(wait);
      }
    }
  };

  const broken = Promise.withResolvers<never>();
  const refresher = createRefresher(deps, {
    onBug: broken.reject,
    onEnd(answered) {
      // An open grid noticed first: an increment finds out what is true of the whole.
      if (answered !== (freshness.state().state === "online")) alarm.ring();
    },
  });
  const running = run();

  return {
    state: freshness.state,
    refresh: refresher.refresh,
    syncNow: alarm.ring,
    done: Promise.race([running, broken.promise]),
    async close() {
      giveUp.abort();
      refresher.stop();
      freshness.stop();
      alarm.ring();
      await running.catch(() => undefined);
    },
  };
}

/** A sleep that can be cut short, also before it begins. */
function createAlarm(clock: Clock) {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    reset(): void {
      rung = false;
    },
    rung: () => rung,
    ring(): void {
      rung = true;
      wake();
    },
    sleep(ms: number): Promise<void> {
      if (rung || ms <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const cancel = clock.after(ms, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
    },
  };
}

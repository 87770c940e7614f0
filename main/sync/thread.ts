import { Worker } from "node:worker_threads";
import { type BackOffRule, type CentralState, createBackOff } from "#contract/index.ts";
import type { Log } from "../log/events.ts";
import { openStore } from "../schedules/open-store.ts";
import { storedFreshness } from "../schedules/sync-store.ts";
import { systemClock } from "../time/clock.ts";
import {
  type Order,
  orderSchema,
  type Report,
  reportSchema,
  type SyncThreadLine,
  type SyncWorkerData,
} from "./messages.ts";
import { type CentralApiSettings, mirrorName } from "./settings.ts";

export type SyncThreadOptions = {
  readonly storeFile: string;
  readonly settings: CentralApiSettings;
  readonly timeZone: string;
  readonly log: Log;
  readonly onState: (state: CentralState) => void;
  readonly onSchedules: (scheduleIds: readonly string[]) => void;
  readonly onCatalog: () => void;
  /** The thread's entry, for tests of its supervision. */
  readonly entry?: URL;
};

export type SyncThread = {
  state(): CentralState;
  /** The central API's clock as the thread knows it, whole ms; this machine's own until the central API has answered. */
  now(): number;
  /** Pulls this schedule soon; asked for again and again it is pulled at most every 5 s. */
  refresh(scheduleId: string): void;
  syncNow(): void;
  close(): Promise<void>;
};

/** Restarts of a thread that broke. */
const restartRule: BackOffRule = { first: 1000, longest: 60_000, stableAfter: 60_000 };
/**
 * MiB. Pages of a load are soon done with: where V8 lets them pile up, the process stays as large as its load was. The
 * largest answer that is taken (`maxAnswer`) fits in several times.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 };
/** How long a thread may take to end by itself, ms: a request that hangs is given up at once. */
const patience = 5000;

/**
 * Runs the sync in a thread of its own, so that screens are answered while a region is loaded. A thread that
 * breaks is logged and started again; until then what is stored counts as stale.
 * @throws {StoreError} where the store can't be opened.
 */
export function startSyncThread(options: SyncThreadOptions): SyncThread {
  const { log } = options;
  const data: SyncWorkerData = {
    storeFile: options.storeFile,
    settings: options.settings,
    timeZone: options.timeZone,
  };
  let state = stateAtStart(options);
  let clockAhead: number | null = null;
  let worker: Worker | null = null;
  let ended: Promise<void> = Promise.resolve();
  let cancelRestart: () => void = () => undefined;
  let closing = false;
  const backOff = createBackOff(restartRule, { clock: systemClock });

  const setState = (next: CentralState): void => {
    state = next;
    options.onState(next);
  };
  const take = (message: unknown): void => {
    const report: Report = reportSchema.parse(message);
    switch (report.type) {
      case "state":
        if (report.now !== null) clockAhead = report.now - systemClock.monotonic();
        return setState(report.state);
      case "schedules":
        return options.onSchedules(report.scheduleIds);
      case "catalog":
        return options.onCatalog();
      case "log":
        // The log checks the facts themselves against what their event declares.
        return log.write(...([report.event, report.facts] as SyncThreadLine));
    }
  };
  const start = (): void => {
    backOff.markStarted();
    const thread = new Worker(options.entry ?? entry(), { workerData: data, name: "sync", resourceLimits });
    worker = thread;
    thread.on("message", take);
    thread.on("error", (error) => log.write("sync-thread.broke", { error: error.stack ?? error.message }));
    ended = new Promise((resolve) => {
      thread.on("exit", (code) => {
        worker = null;
        resolve();
        if (!closing) restart(code);
      });
    });
  };
  const restart = (code: number): void => {
    const pause = backOff.failed();
    log.write("sync-thread.ended", { code, restartIn: pause });
    if (state.state === "online") setState({ state: "stale", since: state.freshAt });
    if (state.state === "never" && state.reachable) setState({ ...state, reachable: false });
    cancelRestart = systemClock.after(pause, start);
  };
  const order = (message: Order): void => {
    // The thread doesn't check its orders: one that it can't read would end it.
    if (orderSchema.safeParse(message).success) worker?.postMessage(message);
    else log.write("sync-thread.order-left-out", { type: message.type });
  };

  start();
  return {
    state: () => state,
    now: () => (clockAhead === null ? systemClock.now() : Math.round(systemClock.monotonic() + clockAhead)),
    refresh: (scheduleId) => order({ type: "refresh", scheduleId }),
    syncNow: () => order({ type: "syncNow" }),
    async close() {
      closing = true;
      cancelRestart();
      order({ type: "stop" });
      const cancel = systemClock.after(patience, () => void worker?.terminate());
      await ended;
      cancel();
    },
  };
}

/** What is stored can be shown at once; the thread takes a moment to come up. */
function stateAtStart({ storeFile, settings }: SyncThreadOptions): CentralState {
  const store = openStore(storeFile);
  const since = storedFreshness(store, mirrorName(settings));
  store.close();
  return since === null ? { state: "never", reachable: false, progress: null } : { state: "stale", since };
}

/** Beside this file: the source itself in development, a bundle of its own when installed. */
const entry = (): URL =>
  new URL(import.meta.url.endsWith(".js") ? "./sync-worker.js" : "./worker.ts", import.meta.url);

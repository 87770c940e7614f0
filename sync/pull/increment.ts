import { CentralError } from "#contract/index.ts";
import type { StoredSchedule } from "../store.ts";
import { oldestWindow, pullChanges } from "./changes.ts";
import { createClockWatch } from "./clock-watch.ts";
import type { PullDeps } from "./deps.ts";
import type { Freshness } from "./freshness.ts";
import { createReferencePull, typeTotal, type Unread } from "./reference.ts";
import { probe, type Swept, scheduleName, sweepWindows } from "./windows.ts";

/** The two kinds of work that keep the mirror true. */
export type Increments = {
  /**
   * Whatever was never pulled, then what changed. In the end the store is as fresh as the answer. What alone can't be
   * read is set aside. @throws {CentralError} where the central API is away
   */
  increment(): Promise<void>;
  /**
   * Windows that the last nightly moment left behind, and those that were set aside, until `enough` says stop or the
   * signal fires. It is extra: what fails here says nothing about how fresh the store is.
   */
  reconcile(enough: () => boolean, signal: AbortSignal): Promise<void>;
};

/** In quarantine under this name: the search for what changed. */
const changes = "changes";
/** While it can't be read, each window is pulled again after this long, ms. */
const windowAge = 5 * 60_000;
/** The least time between two pulls of all windows because changes may have been passed over, ms. */
const doubtfulPause = 60 * 60_000;

export function createIncrements(
  deps: PullDeps,
  { freshness, nightly }: { freshness: Freshness; nightly: () => number },
): Increments {
  const { central, store, clock, log, signal, quarantine } = deps;
  const watch = createClockWatch(deps);
  const references = createReferencePull(deps);
  let prunedBefore = 0;
  let isGreeted = false;
  let doubtfulAt = Number.NEGATIVE_INFINITY;

  const active = (): StoredSchedule[] => store.schedules().filter((schedule) => schedule.active);
  const idsOf = (wanted: (schedule: StoredSchedule) => boolean): string[] =>
    active()
      .filter((schedule) => wanted(schedule) && quarantine.isDue(scheduleName(schedule.id)))
      .map(({ id }) => id);

  const sweep = async (
    scheduleIds: readonly string[],
    {
      enough = () => false,
      onSaved = () => undefined,
      until = signal,
    }: {
      enough?: () => boolean;
      onSaved?: (done: number) => void;
      until?: AbortSignal;
    } = {},
  ): Promise<Swept> => {
    if (scheduleIds.length === 0) return { read: 0, unread: null };
    store.bulk(true);
    try {
      const isEnough = () => until.aborted || enough();
      return await sweepWindows({ ...deps, signal: until }, { scheduleIds, enough: isEnough, onSaved });
    } finally {
      store.bulk(false);
    }
  };

  /** Clears the past away, when it is past for certain: a clock that is wrong for a while must not empty the store. */
  const prune = (): void => {
    const { from } = deps.horizon();
    if (from === prunedBefore || !watch.isSteady()) return;
    store.prune(from);
    prunedBefore = from;
  };

  /** The central API's name for the log, and its clock. That it can't say who it is keeps nobody from its schedules. */
  const greet = async (): Promise<void> => {
    const about = await central.about(signal).catch((error: unknown) => {
      if (!(error instanceof CentralError) || signal.aborted) throw error;
      log.write("central.unidentified", { fault: error.fault, detail: error.message });
      return null;
    });
    isGreeted = true;
    if (freshness.state().state === "never")
      log.write("sync.first-load", { software: about?.software ?? null });
  };

  const reference = (complete: boolean): Promise<readonly Unread[]> =>
    references.pull({
      complete,
      onType: (done) => freshness.progress({ stage: "reference", done, total: typeTotal }),
    });

  const pullMissing = async (): Promise<Swept> => {
    const total = store.schedules().length;
    const missing = idsOf(({ id, windowAt }) => windowAt === null && !quarantine.has(scheduleName(id)));
    const slots = (done: number) =>
      freshness.progress({ stage: "slots", done: total - missing.length + done, total });
    slots(0);
    const swept = await sweep(missing, { onSaved: slots });
    const schedules = active();
    if (schedules.length > 0 && schedules.every(({ windowAt }) => windowAt === null)) {
      // Those that were set aside are all that there are.
      const again =
        swept.unread === null
          ? await sweep(
              idsOf(() => true),
              { onSaved: slots },
            )
          : swept;
      if (again.read === 0)
        throw again.unread ?? new CentralError("unavailable", "no schedule can be read yet");
    }
    return swept;
  };

  /** Schedules that were never read, and that the central API refuses without delay: once they are read all is there. */
  const retryAnswered = async (): Promise<void> => {
    const due = idsOf(({ id, windowAt }) => windowAt === null && quarantine.isAnswered(scheduleName(id)));
    await unlessAway(() => sweep(due));
  };

  /** Does what is extra: where the central API goes away meanwhile, the next increment finds it out. */
  const unlessAway = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CentralError) || signal.aborted) throw error;
      log.write("sync.interrupted", { fault: error.fault, detail: error.message });
    }
  };

  /** While the search for changes can't be read: all windows in turn. @returns when the oldest of them was pulled. */
  const pullInTurn = async (error: CentralError | null): Promise<number> => {
    await probe(deps);
    const startedAt = central.now();
    const old = idsOf(({ windowAt }) => (windowAt ?? 0) <= startedAt - windowAge);
    const { read } = await sweep(old);
    if (read === 0 && old.length > 0)
      throw error ?? new CentralError("unavailable", "no schedule can be read");
    if (error !== null) quarantine.failed(changes, error);
    const readable = active().filter(({ id }) => !quarantine.has(scheduleName(id)));
    return Math.min(startedAt, oldestWindow(readable) ?? startedAt);
  };

  const pullChanged = async (): Promise<number> => {
    if (!quarantine.isDue(changes)) return pullInTurn(null);
    try {
      const { freshAt, doubtful } = await pullChanges(deps);
      quarantine.succeeded(changes);
      if (doubtful && clock.monotonic() - doubtfulAt >= doubtfulPause) {
        doubtfulAt = clock.monotonic();
        log.write("sync.changes-doubtful");
        store.invalidateCursors(freshAt);
      }
      return freshAt;
    } catch (error) {
      if (!(error instanceof CentralError) || signal.aborted || error.isAway) throw error;
      return pullInTurn(error);
    }
  };

  return {
    async increment() {
      const before = freshness.state().state;
      if (before === "never") freshness.progress({ stage: "connecting", done: 0, total: null });
      if (!isGreeted) await greet();
      watch.check();
      const fullAt = store.fullAt();
      let unread = await reference(fullAt === null || fullAt < nightly());
      if (watch.check()) unread = await reference(true);
      await pullMissing();
      const freshAt = await pullChanged();
      // The central API is there: what it could not tell is at fault by itself.
      for (const { type, error } of unread) quarantine.failed(type, error);
      await retryAnswered();
      await deps.save({ freshAt });
      prune();
      freshness.succeeded(freshAt);
      if (before !== "online") log.write("sync.fresh", { before, schedules: store.schedules().length });
    },
    async reconcile(enough, until) {
      const behind = idsOf(({ id, windowAt }) =>
        windowAt === null ? quarantine.has(scheduleName(id)) : windowAt < nightly(),
      );
      await unlessAway(() => sweep(behind, { enough, until }));
    },
  };
}

import type { StoredSchedule } from "../store.ts";
import { pullChanges } from "./changes.ts";
import type { Freshness } from "./freshness.ts";
import type { PullParts } from "./parts.ts";
import { pullReference } from "./reference.ts";
import { sweepWindows } from "./windows.ts";

/** The two kinds of work that keep the mirror true. */
export type Increments = {
  /** Whatever was never pulled, then what changed. In the end the store is as fresh as the answer. */
  increment(): Promise<void>;
  /** Windows that the last nightly moment left behind, until `enough` says stop. */
  reconcile(enough: () => boolean): Promise<void>;
};

/** The least time between two pulls of everything because of the centre's clock, ms. */
const distrustPause = 60 * 60_000;

export function createIncrements(
  parts: PullParts,
  { freshness, nightly }: { freshness: Freshness; nightly: () => number },
): Increments {
  const { central, store, settings, clock, log, signal } = parts;
  let prunedBefore = 0;
  let distrustedAt = Number.NEGATIVE_INFINITY;

  const idsOf = (wanted: (schedule: StoredSchedule) => boolean): string[] =>
    store
      .schedules()
      .filter((schedule) => schedule.active && wanted(schedule))
      .map(({ id }) => id);

  const sweep = async (
    scheduleIds: readonly string[],
    enough: () => boolean,
    onSaved: (done: number) => void,
  ): Promise<void> => {
    if (scheduleIds.length === 0) return;
    store.bulk(true);
    try {
      await sweepWindows(parts, { scheduleIds, enough: () => signal.aborted || enough(), onSaved });
    } finally {
      store.bulk(false);
    }
  };

  const prune = (): void => {
    const { from } = parts.horizon();
    if (from === prunedBefore) return;
    store.prune(from);
    prunedBefore = from;
  };

  const reference = (complete: boolean): Promise<void> =>
    pullReference(parts, {
      complete,
      onType: (done) => freshness.progress({ stage: "reference", done, total: 6 }),
    });

  /** Whether the centre has said a time that it is now far from: what an increment looks back covers the rest. */
  const clockWentBack = (): boolean => {
    const said = Math.max(store.cursor("slot") ?? 0, store.fullAt() ?? 0);
    if (said - central.now() <= Math.max(5, settings.overlap) * 1000) return false;
    // Two servers behind one address, with clocks that differ, would have us pull everything for ever.
    return clock.monotonic() - distrustedAt >= distrustPause;
  };

  return {
    async increment() {
      const before = freshness.state().state;
      if (before === "never") {
        freshness.progress({ stage: "connecting", done: 0, total: null });
        const { software } = await central.about(signal);
        log.info("first load begins", { software });
      }
      const fullAt = store.fullAt();
      await reference(fullAt === null || fullAt < nightly());
      if (clockWentBack()) {
        log.warn("the centre's clock went back: everything is pulled again");
        distrustedAt = clock.monotonic();
        store.distrust(central.now());
        await reference(true);
      }
      const total = store.schedules().length;
      const missing = idsOf(({ windowAt }) => windowAt === null);
      const slots = (done: number) =>
        freshness.progress({ stage: "slots", done: total - missing.length + done, total });
      slots(0);
      await sweep(missing, () => false, slots);
      const freshAt = await pullChanges(parts);
      await parts.save({ freshAt });
      prune();
      freshness.succeeded(freshAt);
      if (before !== "online") log.info("mirror is fresh", { before, schedules: total });
    },
    reconcile: (enough) =>
      sweep(
        idsOf(({ windowAt }) => windowAt !== null && windowAt < nightly()),
        enough,
        () => undefined,
      ),
  };
}

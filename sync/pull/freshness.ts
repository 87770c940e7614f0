import type { CentralState, Clock, SyncProgress } from "#contract/index.ts";

/**
 * What the kiosk says about the central API: never → online ⇄ stale. Told on by `onState` whenever it changes;
 * what was stored before a restart is stale until the central API has been heard.
 */
export type Freshness = {
  state(): CentralState;
  /** The first load goes on. Past `connecting` the central API has answered. */
  progress(progress: SyncProgress): void;
  succeeded(freshAt: number): void;
  failed(): void;
  stop(): void;
};

/** Increments that may be late before the schedule counts as stale, although none has failed. */
const lateIncrements = 3;

export function createFreshness(parts: {
  readonly freshAt: number | null;
  readonly every: number;
  readonly clock: Clock;
  readonly onState: (state: CentralState) => void;
}): Freshness {
  const { every, clock, onState } = parts;
  let freshAt = parts.freshAt;
  let state: CentralState =
    freshAt === null
      ? { state: "never", reachable: false, progress: null }
      : { state: "stale", since: freshAt };
  let stopWaiting: () => void = () => undefined;

  const set = (next: CentralState): void => {
    state = next;
    onState(next);
  };
  const goStale = (): void => {
    if (freshAt !== null && state.state !== "stale") set({ state: "stale", since: freshAt });
  };

  return {
    state: () => state,
    progress(progress) {
      if (state.state === "never")
        set({ state: "never", reachable: progress.stage !== "connecting", progress });
    },
    succeeded(at) {
      freshAt = at;
      stopWaiting();
      stopWaiting = clock.after(lateIncrements * every, goStale);
      set({ state: "online", freshAt: at });
    },
    failed() {
      if (state.state === "never" && state.reachable) set({ ...state, reachable: false });
      goStale();
    },
    stop: () => stopWaiting(),
  };
}

import { CentralError, type SlotRow } from "#contract/index.ts";
import type { Window } from "../store.ts";
import type { PullParts } from "./parts.ts";

/** Windows that are asked for at the same time. */
const lanes = 4;
/** A transaction is closed at this many rows: large ones are several times as fast as small ones. */
const rowsPerSave = 5000;
/** … or after this long, ms, so that a break loses little and the screens see progress. */
const longestUnsaved = 1000;
/** So many windows in a row that can't be read are the centre's fault, and not that of their rows. */
const mostUnreadable = 4;
/** The least time between two pulls of a schedule that a screen asked for, ms. */
const refreshPause = 5000;

/** Pulls one schedule's whole window. Nothing is stored yet: half a window is worth nothing. */
export async function pullWindow(parts: PullParts, scheduleId: string): Promise<Window> {
  const { central, rejections, signal } = parts;
  const { from, until } = parts.horizon();
  const rows = new Map<string, SlotRow>();
  const rejected: string[] = [];
  let at: number | null = null;
  const startedAt = central.now();
  for await (const page of central.scheduleSlots(scheduleId, from, signal)) {
    at ??= page.serverTime;
    for (const row of page.rows) {
      if (row.start < from || row.start >= until) continue;
      const other = rows.get(row.id);
      if (!other || row.lastUpdated >= other.lastUpdated) rows.set(row.id, row);
    }
    rejections.note("slot", page.rejected);
    for (const { id } of page.rejected) rejected.push(id);
  }
  return { scheduleId, from, until, at: at ?? startedAt, rows: [...rows.values()], rejected };
}

type Sweep = {
  readonly scheduleIds: readonly string[];
  /** Asked before each window; true ends the sweep early. */
  readonly enough: () => boolean;
  /** Told how many windows are stored. */
  readonly onSaved: (done: number) => void;
};

/**
 * Pulls many windows, a few at a time. Windows that were finished before a break are kept. A single schedule
 * that the centre can't tell in a readable way is passed over, so that it doesn't keep all others from the
 * screens; any other fault ends the sweep and is thrown.
 */
export async function sweepWindows(parts: PullParts, { scheduleIds, enough, onSaved }: Sweep): Promise<void> {
  const queue = scheduleIds.values();
  let finished: Window[] = [];
  let rows = 0;
  let saved = 0;
  let savedAt = parts.clock.monotonic();
  let broken = false;
  let unreadable = 0;

  const flush = async (): Promise<void> => {
    if (finished.length === 0) return;
    const windows = finished;
    finished = [];
    rows = 0;
    savedAt = parts.clock.monotonic();
    saved += windows.length;
    await parts.save({ windows });
    onSaved(saved);
  };
  const lane = async (): Promise<void> => {
    for (const scheduleId of queue) {
      if (broken || enough()) return;
      const window = await pullWindow(parts, scheduleId).catch((error: unknown) => {
        if (!isUnreadable(error) || ++unreadable >= mostUnreadable) throw error;
        parts.log.warn("schedule passed over", { scheduleId, detail: error.message });
        return null;
      });
      if (window === null) continue;
      unreadable = 0;
      finished.push(window);
      rows += window.rows.length;
      if (rows >= rowsPerSave || parts.clock.monotonic() - savedAt >= longestUnsaved) await flush();
    }
  };
  const watched = async (): Promise<void> => {
    try {
      await lane();
    } catch (error) {
      broken = true;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, watched));
  await flush();
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

const isUnreadable = (error: unknown): error is CentralError =>
  error instanceof CentralError && ["rubbish", "tooLarge", "rejected"].includes(error.fault);

/** Pulls of single schedules that a screen asks for. */
export type Refresher = { refresh(scheduleId: string): void; stop(): void };

/**
 * One pull of a schedule at a time and at most one in 5 s: whoever asks in between gets the next one.
 * @param onEnd told after each pull whether the centre answered; what isn't a fault of the centre goes to `onBug`.
 */
export function createRefresher(
  parts: PullParts,
  { onEnd, onBug }: { onEnd: (answered: boolean) => void; onBug: (error: unknown) => void },
): Refresher {
  /** Schedules that were pulled within the pause, and whether they were asked for again since. */
  const recent = new Map<string, { again: boolean }>();
  const timers = new Set<() => void>();
  let stopped = false;

  const pull = async (scheduleId: string): Promise<void> => {
    try {
      await parts.save({ windows: [await pullWindow(parts, scheduleId)] });
      onEnd(true);
    } catch (error) {
      if (!(error instanceof CentralError)) return onBug(error);
      if (stopped) return;
      parts.log.debug("refresh failed", { scheduleId, fault: error.fault });
      onEnd(false);
    }
  };
  const start = (scheduleId: string): void => {
    const entry = { again: false };
    recent.set(scheduleId, entry);
    void pull(scheduleId).then(() => {
      if (stopped) return;
      const cancel = parts.clock.after(refreshPause, () => {
        timers.delete(cancel);
        recent.delete(scheduleId);
        if (entry.again && !stopped) start(scheduleId);
      });
      timers.add(cancel);
    });
  };

  return {
    refresh(scheduleId) {
      const entry = recent.get(scheduleId);
      if (entry) entry.again = true;
      else if (!stopped) start(scheduleId);
    },
    stop() {
      stopped = true;
      for (const cancel of timers) cancel();
    },
  };
}

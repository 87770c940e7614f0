import { CentralError, type SlotRow } from "#contract/index.ts";
import { StoreBusy, type Window } from "../store.ts";
import { rowsPerWrite } from "./changes.ts";
import { believable } from "./clock-watch.ts";
import type { PullDeps } from "./deps.ts";

/** Windows that are asked for at the same time. */
const concurrency = 4;
/** Small windows are stored together up to this many rows: large transactions are several times as fast. */
const rowsPerSave = 5000;
/** … or after this long, ms, so that a break loses little and the screens see progress. */
const longestUnsaved = 1000;
/** After so many windows in a row that can't be read the central API is asked whether it is there at all. */
const mostInRow = 4;
/** The least time between two pulls of a schedule that a screen asked for, ms. */
const refreshPause = 5000;

/** In quarantine under this name: a schedule. */
export const scheduleName = (scheduleId: string): string => `schedule/${scheduleId}`;

/** Pulls one schedule's whole window. Nothing is stored yet: half a window is worth nothing. */
async function pullWindow(deps: PullDeps, scheduleId: string): Promise<Window> {
  const { central, rejections, signal } = deps;
  const { from, until } = deps.horizon();
  const rows = new Map<string, SlotRow>();
  const rejected: string[] = [];
  let at: number | null = null;
  let unproven = false;
  const startedAt = central.now();
  for await (const page of central.scheduleSlots(scheduleId, from, signal)) {
    at ??= page.serverTime;
    unproven ||= page.unproven === true;
    const now = central.now();
    for (const told of page.rows) {
      if (told.start < from || told.start >= until) continue;
      const row = believable(told, now);
      const other = rows.get(row.id);
      if (!other || row.lastUpdated >= other.lastUpdated) rows.set(row.id, row);
    }
    rejections.note("slot", page.rejected);
    for (const { id } of page.rejected) rejected.push(id);
  }
  return { scheduleId, from, until, at: at ?? startedAt, rows: [...rows.values()], rejected, unproven };
}

/**
 * A long window as parts that follow each other in time, for a transaction must end soon: meanwhile the core can't
 * write. The last part alone counts as the window's pull.
 */
export function windowParts(window: Window): readonly Window[] {
  const { rows, from, until } = window;
  if (rows.length <= rowsPerWrite) return [window];
  const sorted = rows.toSorted((one, other) => one.start - other.start);
  const elsewhere = [...window.rejected, ...rows.map(({ id }) => id)];
  const deps: Window[] = [];
  let begin = 0;
  while (begin < sorted.length) {
    let end = Math.min(sorted.length, begin + rowsPerWrite);
    // Rows of one start stay together: a part is a span of time.
    while (end < sorted.length && sorted[end]?.start === sorted[end - 1]?.start) end++;
    deps.push({
      ...window,
      from: begin === 0 ? from : (sorted[begin]?.start ?? from),
      until: sorted[end]?.start ?? until,
      at: end === sorted.length ? window.at : null,
      rows: sorted.slice(begin, end),
      rejected: elsewhere,
    });
    begin = end;
  }
  return deps;
}

type Sweep = {
  readonly scheduleIds: readonly string[];
  /** Asked before each window; true ends the sweep early. */
  readonly enough: () => boolean;
  /** Told how many windows are stored. */
  readonly onSaved: (done: number) => void;
};

/** How many windows were read, and the last fault of one that could not be. */
export type Swept = { readonly read: number; readonly unread: CentralError | null };

/**
 * Pulls many windows, a few at a time. Windows that were finished before a break are kept. A schedule that can't be
 * read is set aside, so that it doesn't keep the others from the screens.
 * @throws {CentralError} where the central API isn't there at all; nothing is set aside then
 */
export async function sweepWindows(deps: PullDeps, { scheduleIds, enough, onSaved }: Sweep): Promise<Swept> {
  const { quarantine } = deps;
  const queue = scheduleIds.values();
  const failures: { readonly scheduleId: string; readonly error: CentralError }[] = [];
  let finished: Window[] = [];
  let rows = 0;
  let saved = 0;
  let savedAt = deps.clock.monotonic();
  let broken = false;
  let inRow = 0;

  const flush = async (): Promise<void> => {
    if (finished.length === 0) return;
    const windows = finished;
    finished = [];
    rows = 0;
    savedAt = deps.clock.monotonic();
    await saveWindows(deps, windows);
    saved += windows.length;
    onSaved(saved);
  };
  const worker = async (): Promise<void> => {
    for (const scheduleId of queue) {
      if (broken || enough()) return;
      try {
        const window = await pullWindow(deps, scheduleId);
        quarantine.succeeded(scheduleName(scheduleId));
        inRow = 0;
        finished.push(window);
        rows += window.rows.length;
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        failures.push({ scheduleId, error });
        if (enough()) return;
        if (++inRow < mostInRow) continue;
        inRow = 0;
        await probe(deps);
      }
      if (rows >= rowsPerSave || deps.clock.monotonic() - savedAt >= longestUnsaved) await flush();
    }
  };
  const watched = async (): Promise<void> => {
    try {
      await worker();
    } catch (error) {
      broken = true;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: concurrency }, watched));
  await flush();
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  if (failures.length > 0 && saved === 0 && !enough()) await probe(deps);
  for (const { scheduleId, error } of failures) quarantine.failed(scheduleName(scheduleId), error);
  return { read: saved, unread: failures.at(-1)?.error ?? null };
}

/** Whether the central API answers a search for slots at all. @throws {CentralError} */
export async function probe({ central, signal }: PullDeps): Promise<void> {
  for await (const _ of central.changedSlots(central.now(), signal)) return;
}

async function saveWindows(deps: PullDeps, windows: readonly Window[]): Promise<void> {
  const small = windows.filter(({ rows }) => rows.length <= rowsPerWrite);
  if (small.length > 0) await deps.save({ windows: small });
  for (const window of windows) {
    if (window.rows.length <= rowsPerWrite) continue;
    for (const part of windowParts(window)) await deps.save({ windows: [part] });
  }
}

/** Pulls of single schedules that a screen asks for. */
export type Refresher = { refresh(scheduleId: string): void; stop(): void };

/**
 * One pull of a schedule at a time and at most one in 5 s: whoever asks in between gets the next one.
 * @param onEnd told after each pull whether the central API answered; what isn't a fault of the central API goes to `onBug`.
 */
export function createRefresher(
  deps: PullDeps,
  { onEnd, onBug }: { onEnd: (answered: boolean) => void; onBug: (error: unknown) => void },
): Refresher {
  /** Schedules that were pulled within the pause, and whether they were asked for again since. */
  const recent = new Map<string, { again: boolean }>();
  const timers = new Set<() => void>();
  const { quarantine } = deps;
  let stopped = false;

  const pull = async (scheduleId: string): Promise<void> => {
    try {
      await saveWindows(deps, [await pullWindow(deps, scheduleId)]);
      quarantine.succeeded(scheduleName(scheduleId));
      onEnd(true);
    } catch (error) {
      if (error instanceof StoreBusy) return deps.log.write("sync.refresh-not-stored", { scheduleId });
      if (!(error instanceof CentralError)) return onBug(error);
      if (stopped) return;
      deps.log.write("sync.refresh-failed", { scheduleId, fault: error.fault });
      // That it fails again is no news of the central API.
      const isKnown = quarantine.has(scheduleName(scheduleId));
      quarantine.failed(scheduleName(scheduleId), error);
      if (!isKnown) onEnd(false);
    }
  };
  const start = (scheduleId: string): void => {
    const entry = { again: false };
    recent.set(scheduleId, entry);
    void pull(scheduleId).then(() => {
      if (stopped) return;
      const cancel = deps.clock.after(refreshPause, () => {
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

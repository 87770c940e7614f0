import { join } from "node:path";
import { expect, test } from "vitest";
import type { SlotRow } from "#contract/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createScheduleReader } from "#main/schedules/schedule.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import type { SyncStore, Window } from "#sync/store.ts";
import { quarter, slot } from "./clinic.ts";
import { temporaryFolder, waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

const monday = "2026-11-23";

/** The window's rows, with a look from elsewhere at each while the transaction that stores them is under way. */
function watched(window: Window, look: () => void): Window {
  const rows: SlotRow[] = [...window.rows];
  Object.defineProperty(rows, Symbol.iterator, {
    *value() {
      for (const row of window.rows) {
        yield row;
        look();
      }
    },
  });
  return { ...window, rows };
}

test("a full pull under way: the screens read meanwhile, and a doctor's day is the old one or the new one", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 3);
    const file = join(temporaryFolder(later), "store.db");
    const screens = openStore(file);
    later(() => screens.close());
    const reader = createScheduleReader({
      store: screens,
      time: clinicTime("Europe/Moscow"),
      now: clock.now,
      rules: { sameDay: "open", minutesBefore: 0, horizonDays: 28 },
      blockedSlots: () => new Set(),
    });
    const no = screens.prepare<[string], number>("SELECT no FROM schedule WHERE id = ?").pluck();
    const seen: string[] = [];
    // Within the writer's own turn: a reading that had to wait for it would never come to an end but as SQLITE_BUSY.
    const look = (): void => {
      const states = reader.times(no.get("s2") ?? 0, monday).map(({ state }) => state);
      seen.push(states.join(" "));
    };
    let watching = false;
    const wrap = (store: SyncStore): SyncStore => ({
      ...store,
      commit: (batch) =>
        store.commit(
          watching && batch.windows
            ? { ...batch, windows: batch.windows.map((window) => watched(window, look)) }
            : batch,
        ),
    });
    const mirror = openMirror(later, { url: demoCentral.url, clock, file, wrap, settings: { every: 3600 } });
    await mirror.online();
    const changedAt = new Date(clock.now() + 1000).toISOString();
    await mirror.increment();
    await mirror.increment();
    for (let time = 0; time < 4; time++) {
      // It surfaces hours late: only the nightly pull can find it.
      const meta = { lastUpdated: changedAt };
      demoCentral.put(
        slot(`s2-${time}`, { ...quarter(time), schedule: { reference: "Schedule/s2" }, status: "busy" }),
        meta,
      );
    }
    watching = true;
    for (let hours = 0; hours < 18; hours++) await mirror.increment();
    await waitFor(() => mirror.slots().filter(({ status }) => status === "busy").length === 4);
    look();

    const free = "free free free free";
    const taken = "taken taken taken taken";
    expect(new Set(seen)).toEqual(new Set([free, taken]));
    expect(seen.length).toBeGreaterThan(12);
  }));

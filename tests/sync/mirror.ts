import { join } from "node:path";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import type { CentralState } from "#contract/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import type { Store } from "#main/store/open.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import { type Sync, startSync } from "#sync/pull/index.ts";
import type { SyncStore } from "#sync/store.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";

import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { fillClinic, friday } from "./clinic.ts";
import { type Later, temporaryFolder, waitFor } from "./helpers.ts";
import { type ScriptedCentral, startScriptedCentral } from "./scripted-central.ts";

/** A running pull on a real database, and what it has said so far. */
export type Mirror = {
  readonly sync: Sync;
  readonly store: Store;
  readonly states: CentralState[];
  readonly schedulesChanged: string[][];
  readonly log: KeptLog;
  online(): Promise<void>;
  /** Lets the time until the next increment pass and waits for its end, good or bad. */
  increment(): Promise<void>;
  slots(): { id: string; schedule: string; status: string; start: number }[];
  ids(table: string): string[];
};

/** A scripted central API with a filled clinic, both on one fake clock. */
export async function openScripted(
  later: Later,
  doctors = 1,
): Promise<{ demoCentral: ScriptedCentral; clock: FakeClock }> {
  const clock = fakeClock(friday);
  const demoCentral = await startScriptedCentral({ clock });
  later(() => demoCentral.close());
  fillClinic(demoCentral, doctors);
  return { demoCentral, clock };
}

export function openMirror(
  later: Later,
  options: {
    url: string;
    clock: FakeClock;
    file?: string;
    settings?: Record<string, unknown>;
    wrap?: (store: SyncStore) => SyncStore;
    random?: () => number;
  },
): Mirror {
  const { clock } = options;
  const settings = centralSettingsSchema.parse({ url: options.url, timeout: 10_000, ...options.settings });
  const log = keptLog();
  const store = openStore(options.file ?? join(temporaryFolder(later), "store.db"));
  const central = createFhirCentral({ settings, timeZone: "Europe/Moscow", log, clock });
  const states: CentralState[] = [];
  const schedulesChanged: string[][] = [];
  const syncStore = createSyncStore(store);
  const sync = startSync({
    central,
    store: options.wrap?.(syncStore) ?? syncStore,
    clock,
    log,
    settings,
    timeZone: "Europe/Moscow",
    onState: (state) => states.push(state),
    onSchedules: (ids) => schedulesChanged.push([...ids]),
    onCatalog: () => undefined,
    random: options.random ?? (() => 0.123456789),
  });
  later(async () => {
    await sync.close();
    await central.close();
    if (store.open) store.close();
  });
  const slots = store.prepare<[], { id: string; schedule: string; status: string; start: number }>(
    "SELECT slot.id, schedule.id AS schedule, status, start FROM slot JOIN schedule ON no = schedule_no ORDER BY slot.id",
  );
  return {
    sync,
    store,
    states,
    schedulesChanged,
    log,
    online: () => waitFor(() => sync.state().state === "online"),
    async increment() {
      const before = states.length;
      clock.advance(settings.every * 1000);
      await waitFor(() => states.length > before);
    },
    slots: () => slots.all(),
    ids: (table) => store.prepare<[], string>(`SELECT id FROM ${table} ORDER BY id`).pluck().all(),
  };
}

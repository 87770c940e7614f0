import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import type { CentralState } from "#contract/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { type SyncThread, startSyncThread } from "#main/sync/thread.ts";
import { systemClock } from "#main/time/clock.ts";
import { clockFrom } from "#tests/support/clinic-clock.ts";
import { keptLog } from "#tests/support/log.ts";
import { fillClinic, slot } from "./clinic.ts";
import { type Later, temporaryFolder, waitFor, withCleanUp } from "./helpers.ts";
import { startScriptedCentral } from "./scripted-central.ts";

function openThread(later: Later, url: string, options: { file?: string; entry?: URL } = {}) {
  const file = options.file ?? join(temporaryFolder(later), "store.db");
  const log = keptLog();
  const states: CentralState[] = [];
  const scheduleIds: string[] = [];
  const thread: SyncThread = startSyncThread({
    storeFile: file,
    settings: centralSettingsSchema.parse({ url, timeout: 10_000, horizonDays: 120 }),
    timeZone: "Europe/Moscow",
    log,
    onState: (state) => states.push(state),
    onSchedules: (ids) => scheduleIds.push(...ids),
    onCatalog: () => undefined,
    ...(options.entry ? { entry: options.entry } : {}),
  });
  later(() => thread.close());
  return { thread, log, states, scheduleIds, file };
}

const nextWeek = (count: number) => {
  const start = Math.floor(Date.now() / 60_000) * 60_000 + 7 * 86_400_000 + count * 900_000;
  return { start: new Date(start).toISOString(), end: new Date(start + 900_000).toISOString() };
};

test("the thread loads the central API, answers a grid's question, and ends when it is told to", () =>
  withCleanUp(async (later) => {
    const hour = 3_600_000;
    const demoCentral = await startScriptedCentral({ clock: clockFrom(Date.now() + hour) });
    later(() => demoCentral.close());
    fillClinic(demoCentral);
    for (let time = 0; time < 4; time++) demoCentral.put(slot(`s1-${time}`, nextWeek(time)));
    const { thread, scheduleIds, file } = openThread(later, demoCentral.url);
    await waitFor(() => thread.state().state === "online");
    expect(Math.abs(thread.now() - Date.now() - hour)).toBeLessThan(hour / 2);
    scheduleIds.length = 0;
    demoCentral.put(slot("s1-0", { ...nextWeek(0), status: "busy" }));
    thread.refresh("s1");
    await waitFor(() => scheduleIds.includes("s1"));
    const store = openStore(file);
    later(() => store.close());
    expect(store.prepare("SELECT status FROM slot WHERE id = 's1-0'").pluck().get()).toBe("busy");
    await thread.close();
    const asked = demoCentral.asked.length;
    thread.refresh("s1");
    thread.syncNow();
    expect(demoCentral.asked.length).toBe(asked);
  }));

test("a thread that breaks is logged and started again", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const mark = join(folder, "broke");
    const worker = pathToFileURL(join(import.meta.dirname, "../../main/sync/worker.ts")).href;
    const entry = join(folder, "breaks-once.mjs");
    writeFileSync(
      entry,
      `import { existsSync, writeFileSync } from "node:fs";
       if (!existsSync(${JSON.stringify(mark)})) { writeFileSync(${JSON.stringify(mark)}, ""); throw new Error("broke"); }
       await import(${JSON.stringify(worker)});`,
    );
    const demoCentral = await startScriptedCentral({ clock: systemClock });
    later(() => demoCentral.close());
    fillClinic(demoCentral);
    const { thread, log } = openThread(later, demoCentral.url, { entry: pathToFileURL(entry) });
    await waitFor(() => thread.state().state === "online");
    expect(log.of("sync-thread.broke").length).toBeGreaterThan(0);
  }));

test("what a stopped core had stored is stale from the first moment on", () =>
  withCleanUp(async (later) => {
    const demoCentral = await startScriptedCentral({ clock: systemClock });
    later(() => demoCentral.close());
    fillClinic(demoCentral);
    const before = openThread(later, demoCentral.url);
    await waitFor(() => before.thread.state().state === "online");
    await before.thread.close();
    demoCentral.script = () => "reset";
    const after = openThread(later, demoCentral.url, { file: before.file });
    expect(after.thread.state().state).toBe("stale");
  }));

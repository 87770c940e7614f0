import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { windowOf } from "./fill-mirror.ts";
import { timesOfSchedule } from "./plan.ts";

/** A full sync that never ends: writes every schedule's window again and again, each slot under a new version. */
const { file, schedules, from } = z
  .object({ file: z.string(), schedules: z.int(), from: z.int() })
  .parse(workerData);
const store = createSyncStore(openStore(file));
const perCommit = Math.floor(2000 / timesOfSchedule);

for (let version = 2; ; version++) {
  for (let schedule = 0; schedule < schedules; schedule += perCommit) {
    const some = Math.min(perCommit, schedules - schedule);
    store.commit({
      windows: Array.from({ length: some }, (_, more) => windowOf(schedule + more, from, String(version))),
    });
    if (schedule === 0 && version === 2) parentPort?.postMessage("writing");
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { createCatalog } from "#main/schedules/catalog.ts";
import { freeOffers } from "#main/schedules/offers.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { openingsIn } from "#main/schedules/openings.ts";
import { createScheduleReader } from "#main/schedules/schedule.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import { atMost, part } from "../harness/part.ts";
import { fillMirror } from "../region/fill-mirror.ts";
import { branchOf, firstDay, scheduleId, serviceOf, timesOfSchedule } from "../region/plan.ts";

/** What a screen asks of a mirror of 1,000,000 slots: alone, and while a full sync writes to the same file. */
const slots = Number(process.env.BENCH_SLOTS ?? 1_000_000);
const schedules = Math.ceil(slots / timesOfSchedule);
const rounds = Number(process.env.BENCH_ROUNDS ?? 2000);

await part("B3", async ({ say, figure }) => {
  const folder = mkdtempSync(join(tmpdir(), "infomat-bench-"));
  try {
    const file = join(folder, "store.sqlite");
    const now = Date.now();
    const from = firstDay(now);
    const filling = openStore(file);
    fillMirror(createSyncStore(filling), schedules, from);
    filling.close();
    say(`${schedules} schedules with ${slots} slots are in the mirror`);
    const alone = measure(file, now);
    const sync = new Worker(new URL("../region/rewrite.ts", import.meta.url), {
      workerData: { file, schedules, from },
    });
    await new Promise((resolve) => sync.once("message", resolve));
    const during = measure(file, now);
    await sync.terminate();
    for (const [what, samples] of Object.entries(alone)) {
      figure({ what, unit: "ms", ours: samples, share: 0.99, budget: atMost(1) });
      figure({
        what: `${what}, during a full sync`,
        unit: "ms",
        ours: during[what] ?? [],
        other: { name: "the same without", samples },
        share: 0.99,
        budget: atMost(5),
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Each question asked of schedules all over the region, ms an answer. */
function measure(file: string, now: number): Record<string, number[]> {
  const store = openStore(file);
  const time = clinicTime("Europe/Moscow");
  const rules = { sameDay: "open", minutesBefore: 0, horizonDays: 14 } as const;
  const schedule = createScheduleReader({
    store,
    time,
    now: () => now,
    rules,
    blockedSlots: () => new Set(),
  });
  const catalog = createCatalog(
    store,
    (service) => service,
    () => time.date(now),
  );
  const day = time.date(firstDay(now));
  const at = (round: number): number => (round * 7919) % schedules;
  const grid = (round: number) => catalog.grid(scheduleId(at(round)), serviceOf(at(round)));
  const asks: Record<string, (round: number) => unknown> = {
    "grid of days": (round) => schedule.days(grid(round)),
    "times of a day": (round) => schedule.times(grid(round), day),
    "nearest over 50 doctors": (round) =>
      freeOffers(
        { catalog, schedule, time },
        { branchId: branchOf(at(round)), serviceId: serviceOf(at(round)), limit: 20 },
      ),
    "list of 50 doctors": (round) =>
      catalog
        .doctors(branchOf(at(round)), serviceOf(at(round)))
        .map((doctor) => openingsIn(catalog.grid(doctor.scheduleId, serviceOf(at(round))), schedule, time)),
  };
  try {
    return Object.fromEntries(
      Object.entries(asks).map(([what, ask]) => {
        for (let round = 0; round < 50; round++) ask(round);
        const samples = Array.from({ length: rounds }, (_, round) => {
          const begun = performance.now();
          ask(round + 50);
          return performance.now() - begun;
        });
        return [what, samples];
      }),
    );
  } finally {
    store.close();
  }
}

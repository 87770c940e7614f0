import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { coreEnvironment, coreFlags, coreMessageSchema } from "#main/shell/messages.ts";
import { openClient } from "#tests/support/kiosk.ts";
import { atMost, part } from "../harness/part.ts";
import { ended, residentOf, started } from "../harness/process.ts";
import { timesOfSchedule } from "../region/plan.ts";

/**
 * Memory of the core as it is installed (`npm run build -- program` first), which loads 1,000,000 slots from a central
 * API that is another process. The peak is what the kernel has counted (VmHWM), not what a poll has met.
 */
const schedules = Number(process.env.BENCH_SCHEDULES ?? 2500);
const rest = Number(process.env.BENCH_REST ?? 30_000);
const root = join(import.meta.dirname, "../..");
const program = join(root, "dist/program/core.js");

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

await part("B6", async ({ say, figure }) => {
  if (!existsSync(program)) throw new Error("there is no dist/program: npm run build -- program");
  const folder = mkdtempSync(join(tmpdir(), "infomat-bench-"));
  writeFileSync(join(folder, "index.html"), "");
  const lean = join(import.meta.dirname, "../region/lean-central.ts");
  const central = await started(lean, [String(schedules)], z.int());
  const core = await started(
    program,
    [],
    coreMessageSchema.refine(({ type }) => type === "ready" || type === "failed"),
    coreEnvironment({
      configFile: null,
      dataDir: join(folder, "data"),
      port: null,
      centralUrl: `http://127.0.0.1:${central.told}/fhir`,
      demo: null,
      tokenReusable: true,
      expectsWindow: false,
      assetsDir: join(root, "assets"),
      screensDir: folder,
    }),
    coreFlags,
  );
  try {
    if (core.told.type !== "ready") throw new Error(JSON.stringify(core.told));
    const mebibytes = (what: string, value: number, limit: number): void =>
      figure({ what, unit: "MiB", ours: [value], budget: atMost(limit) });
    const begun = performance.now();
    const client = await openClient(core.told);
    while ((await client.kiosk.info({})).central.state !== "online") await pause(200);
    say(`${schedules * timesOfSchedule} slots after ${Math.round((performance.now() - begun) / 1000)} s`);
    await pause(rest);
    const { now, peak } = residentOf(core.child);
    mebibytes(`core with ${schedules * timesOfSchedule} slots, ${rest / 1000} s after the load`, now, 200);
    mebibytes(`core at its peak, ${schedules * timesOfSchedule} slots loaded`, peak, 320);
  } finally {
    await ended(core.child);
    await ended(central.child);
    rmSync(folder, { recursive: true, force: true });
  }
});

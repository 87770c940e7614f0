import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startDemoHub } from "#demo-central/index.ts";
import { examine } from "#main/diagnostics/doctor/examine.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { configFile } from "#tests/support/config-file.ts";
import { keptLog } from "#tests/support/log.ts";
import { temporaryFolder, withCleanUp } from "#tests/sync/helpers.ts";
import { secret } from "./demo-hub.ts";

test("infomat doctor at a hub finds clinics, doctors and times, and says what it can't try", () =>
  withCleanUp(async (later) => {
    const log = keptLog();
    const clock = systemClock;
    const hub = await startDemoHub({
      ...{ size: "tiny", clock, log, timeZone: "Europe/Moscow", port: 0, secret, profile: "R" },
    });
    later(() => hub.close());
    const dir = temporaryFolder(later);
    const guidFile = join(dir, "guid");
    writeFileSync(guidFile, "c0ffee00-0000-4000-8000-000000000001");
    const config = configFile(
      later,
      `central: { kind: n3, url: "${hub.url}", guidFile: ${guidFile}, budget: { perSecond: 1000 } }`,
    );
    const lines: string[] = [];
    await examine({
      options: { central: null, config, data: join(dir, "data") },
      ...{
        clock,
        ids: systemIds,
        log,
        say: (line) => lines.push(line),
        signal: new AbortController().signal,
      },
    });
    const step = (name: string) => lines.find((line) => line.includes(`. ${name} `)) ?? "";
    expect(step("Central")).toContain("ok: HubService, N3");
    expect(step("Access")).toContain("ok: patients can be looked up");
    expect(step("Reference data")).toMatch(/ok: \d+ organization.* \d+ role, \d+ schedule/);
    expect(step("Times")).toMatch(/ok: \d+ times ahead/);
    expect(step("Self-test")).toContain("WARNING");
    expect(lines.join("\n")).toContain("can't be tried at a hub");
  }));

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exitCodes } from "#main/command-line/exit-codes.ts";
import { sourcePlaces } from "#main/command-line/places.ts";
import { runInstalled } from "#main/installed/run.ts";
import { readOptions } from "#main/launcher/options.ts";
import { systemClock } from "#main/time/clock.ts";

let folder = "";
let lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-installed-"));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The installed kiosk with these words, and these settings where there are any; it is asked to end at once. */
async function run(words: readonly string[], settings?: string): Promise<{ code: number; text: string }> {
  const files = {
    config: join(folder, "infomat.yaml"),
    dataDir: join(folder, "data"),
    policies: join(folder, "policies.json"),
  };
  if (settings !== undefined) writeFileSync(files.config, settings);
  const read = readOptions(words, folder);
  if (read.kind !== "options") throw new Error(read.text);
  const code = await runInstalled({
    options: read.options,
    places: sourcePlaces(),
    clock: systemClock,
    say: (line) => void lines.push(line),
    complain: (line) => void lines.push(line),
    signal: AbortSignal.abort(),
    files,
  });
  return { code, text: lines.join("\n") };
}

const central = "central: { url: 'https://fhir.example.org/r4' }";

test.each([
  ["there is no configuration", undefined, /infomat\.yaml can't be read/],
  ["it is all comments", "# kiosk:\n", /holds no settings/],
  ["it has a mistake", "kiosk: { number: none }\n", /line 1: kiosk\.number/],
  ["it names no central API", "kiosk: { number: 3 }\n", /set central\.url/],
])("a kiosk isn't started when %s, and never shows an invented clinic", async (_what, settings, why) => {
  const { code, text } = await run([], settings);
  expect(code).toBe(exitCodes.notSetUp);
  expect(text).toMatch(why);
  expect(text).toMatch(/systemctl restart infomat/);
});

test("a port that the browser may not open is told; the kiosk's own data folder is taken", async () => {
  writeFileSync(join(folder, "policies.json"), JSON.stringify({ URLAllowlist: ["127.0.0.1:8437"] }));
  const quiet = await run(["--shell", "none"], central);
  expect(quiet.code).toBe(0);
  expect(existsSync(join(folder, "data"))).toBe(true);
  expect(quiet.text).not.toMatch(/may not open/);
  const warned = await run(["--shell", "none", "--port", "9999"], central);
  expect(warned.text).toMatch(/may not open port 9999/);
});

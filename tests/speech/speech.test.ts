import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSpeech, type Speech } from "#main/speech/speech.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

const text = "Вы записаны к врачу Захаровой";
const installed = spawnSync("espeak-ng", ["--version"]).status === 0;

let folder: string;
let speech: Speech;
let clock: FakeClock;
let log: KeptLog;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-speech-"));
  clock = fakeClock();
  log = keptLog();
});
afterEach(() => {
  speech.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A program of the name that is looked for, first in the PATH. What it was given lies in the folder. */
async function withProgram(script: string): Promise<void> {
  const file = join(folder, "espeak-ng");
  writeFileSync(file, `#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "$@" > ${folder}/words\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  speech = createSpeech({ clock, log });
  await expect.poll(() => speech.available()).toBe(true);
}
const given = (name: string): string => readFileSync(join(folder, name), "utf8");

test("the text goes in by a pipe, where no other user can read it, and sound comes out", async () => {
  await withProgram(`cat > ${folder}/text; printf RIFFsound`);
  expect(String(await speech.say(text, "ru"))).toBe("RIFFsound");
  expect(given("text")).toBe(text);
  expect(given("words")).not.toContain("записаны");
  expect(given("words")).toMatch(/-v ru$/m);
  expect(log.lines.join()).not.toContain("записаны");
});

test("English is spoken as in Britain", async () => {
  await withProgram("printf RIFF");
  await speech.say("Good morning", "en");
  expect(given("words")).toMatch(/-v en-gb$/m);
});

test("without the program there is no speech, and nobody waits for it", async () => {
  vi.stubEnv("PATH", folder);
  speech = createSpeech({ clock, log });
  expect(await speech.say(text, "ru")).toBeNull();
  expect(speech.available()).toBe(false);
});

test("a language that the program doesn't have is no sound, and nothing of the text is logged", async () => {
  await withProgram("exit 1");
  expect(await speech.say(text, "xx")).toBeNull();
  expect(log.lines.at(-1)).toContain('"language":"xx"');
  expect(log.lines.join()).not.toContain("записаны");
});

test("a program that hangs is ended after five seconds", async () => {
  await withProgram(`touch ${folder}/begun; exec sleep 1000`);
  const said = speech.say(text, "ru");
  await expect.poll(() => existsSync(join(folder, "begun"))).toBe(true);
  clock.advance(5_000);
  expect(await said).toBeNull();
});

test("a program that says without end is ended", async () => {
  await withProgram("exec cat /dev/zero");
  expect(await speech.say(text, "ru")).toBeNull();
});

test.runIf(installed)("eSpeak NG itself speaks all four languages", async () => {
  speech = createSpeech({ clock, log });
  for (const [language, words] of [
    ["ru", "Здравствуйте"],
    ["en", "Good morning"],
    ["kk", "Сәлеметсіз бе"],
    ["tt", "Исәнмесез"],
  ] as const) {
    const sound = await speech.say(words, language);
    expect(sound?.subarray(0, 4).toString(), language).toBe("RIFF");
    expect(sound?.length).toBeGreaterThan(10_000);
  }
});

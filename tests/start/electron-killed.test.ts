import { spawn } from "node:child_process";
import { afterEach, expect, test, vi } from "vitest";
import { runElectron } from "#main/launcher/kept-electron.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const clock = fakeClock();
let over = new AbortController();
afterEach(() => {
  over.abort();
  over = new AbortController();
});

/** Electron's main process, played by a shell that does each of these in turn. */
function playing(...ends: readonly string[]) {
  const said: string[] = [];
  let starts = 0;
  const ended = runElectron(() => spawn("/bin/sh", ["-c", ends[starts++] ?? "exit 0"]), {
    clock,
    say: (line) => said.push(line),
    signal: over.signal,
  });
  return { ended, said, starts: () => starts };
}

/** Waits until a start is due, and lets its pause go by. */
async function again(): Promise<void> {
  await vi.waitFor(() => expect(clock.due).toHaveLength(1), { timeout: 60_000, interval: 5 });
  clock.advance(clock.due[0] ?? 0);
}

test("killed and crashed it is started again, with a word; when it ends by itself, so does the launcher", async () => {
  // SIGTRAP: how Chromium ends itself where its GPU process can't be kept alive; 133 is a shell's word for it.
  const electron = playing("kill -KILL $$", "kill -TRAP $$", "exit 133", "exit 0");
  for (let times = 0; times < 3; times++) await again();
  expect(await electron.ended).toEqual({ how: "exit code 0", failed: false });
  expect(electron.starts()).toBe(4);
  expect(electron.said).toEqual([
    "Electron ended (signal SIGKILL): starting it again in 0.5 s.",
    "Electron ended (signal SIGTRAP): starting it again in 1 s.",
    "Electron ended (exit code 133): starting it again in 2 s.",
  ]);
});

test("a failure that it has told of isn't tried again", async () => {
  const electron = playing("exit 1");
  expect(await electron.ended).toEqual({ how: "exit code 1", failed: true });
  expect([electron.starts(), electron.said]).toEqual([1, []]);
});

test("a program that can't be started is a failure", async () => {
  const ended = runElectron(() => spawn("/nowhere/electron"), {
    clock,
    say: () => undefined,
    signal: over.signal,
  });
  expect(await ended).toEqual({ how: "ENOENT", failed: true });
});

test("asked to end while it runs it is stopped, and while it waits it isn't started", async () => {
  const running = playing("exec sleep 600");
  over.abort();
  expect(await running.ended).toEqual({ how: "asked to", failed: false });
  over = new AbortController();
  const waiting = playing("kill -KILL $$");
  await vi.waitFor(() => expect(waiting.said).toHaveLength(1), { timeout: 60_000, interval: 5 });
  over.abort();
  await waiting.ended;
  expect(clock.due).toEqual([]);
  expect(waiting.starts()).toBe(1);
});

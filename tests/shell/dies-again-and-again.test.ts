import { beforeEach, expect, test } from "vitest";
import { keepRunning, type Running } from "#main/shell/keep-running.ts";
import { fakeClock, turn } from "#tests/support/fake-clock.ts";

type Life = Running & { die(how: string): Promise<void>; stopped: number };

let clock = fakeClock();
let lives: Life[] = [];
beforeEach(() => {
  clock = fakeClock();
  lives = [];
});

function start(): Life {
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  const life: Life = {
    ended,
    stopped: 0,
    async die(how) {
      resolve(how);
      await turn();
    },
    async stop() {
      life.stopped++;
      resolve("asked to");
    },
  };
  lives.push(life);
  return life;
}

async function dieAndWait(): Promise<number> {
  await lives.at(-1)?.die("exit code 1");
  const [delay = Number.NaN] = clock.due;
  clock.advance(delay);
  return delay;
}

test("each short life doubles the pause, up to half a minute", async () => {
  keepRunning({ start, clock });
  const pauses = [];
  for (let death = 0; death < 9; death++) pauses.push(await dieAndWait());
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(lives).toHaveLength(10);
});

test("a long life makes the next pause short again", async () => {
  keepRunning({ start, clock });
  await dieAndWait();
  await dieAndWait();
  clock.advance(60_000);
  expect(await dieAndWait()).toBe(500);
});

test("how it ended and the pause are told", async () => {
  const told: unknown[] = [];
  keepRunning({ start, clock, onEnded: (how, delay) => told.push([how, delay]) });
  await lives[0]?.die("signal SIGSEGV");
  expect(told).toEqual([["signal SIGSEGV", 500]]);
});

test("a restart ends the old one first and waits for nothing", async () => {
  const told: unknown[] = [];
  const kept = keepRunning({ start, clock, onEnded: (how) => told.push(how) });
  await kept.restart();
  expect(lives.map(({ stopped }) => stopped)).toEqual([1, 0]);
  expect(told).toEqual([]);
  expect(clock.due).toEqual([]);
});

test("a restart during the pause starts one, not two", async () => {
  const kept = keepRunning({ start, clock });
  await lives[0]?.die("exit code 1");
  await kept.restart();
  clock.advance(60_000);
  expect(lives).toHaveLength(2);
});

test("two restarts at once leave one that runs", async () => {
  const kept = keepRunning({ start, clock });
  await Promise.all([kept.restart(), kept.restart()]);
  expect(lives.map(({ stopped }) => stopped)).toEqual([1, 1, 0]);
});

test("once stopped nothing comes back: while it runs, during the pause, from a restart under way", async () => {
  const kept = keepRunning({ start, clock });
  await lives[0]?.die("exit code 1");
  const restart = kept.restart();
  await kept.stop();
  await restart;
  await kept.restart();
  clock.advance(60_000);
  await turn();
  expect(lives).toHaveLength(1);
  expect(clock.due).toEqual([]);
});

import { beforeEach, expect, test } from "vitest";
import { createHeartbeat, type Heartbeat } from "#main/heartbeat.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";

let clock: FakeClock;
let heartbeat: Heartbeat;
let lost: number;

beforeEach(() => {
  clock = fakeClock();
  lost = 0;
  heartbeat = createHeartbeat({
    clock,
    onLost: () => {
      lost++;
    },
  });
});

test("a window that never shows the page is told lost after a minute", () => {
  heartbeat.windowOpened();
  clock.advance(59_999);
  expect(lost).toBe(0);
  clock.advance(1);
  expect(lost).toBe(1);
});

test("a page that beats is left alone, and one that falls silent is told lost once", () => {
  heartbeat.windowOpened();
  for (let beats = 0; beats < 100; beats++) {
    clock.advance(5_000);
    heartbeat.beat();
  }
  expect(lost).toBe(0);
  clock.advance(20_000);
  expect(lost).toBe(1);
  clock.advance(600_000);
  expect(lost).toBe(1);
});

test("the window that is opened instead is watched again", () => {
  heartbeat.windowOpened();
  clock.advance(60_000);
  heartbeat.windowOpened();
  clock.advance(10_000);
  heartbeat.beat();
  clock.advance(20_000);
  expect(lost).toBe(2);
});

test("without a window of ours nothing is expected: the address may be open anywhere, or nowhere", () => {
  heartbeat.beat();
  clock.advance(3_600_000);
  expect(lost).toBe(0);
});

import { expect, test } from "vitest";
import { createBackOff, waitAfter } from "#contract/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const rule = { first: 500, longest: 30_000 };

test("each failure in a row doubles the wait, up to the longest; a success starts anew", () => {
  const backOff = createBackOff(rule);
  expect(Array.from({ length: 8 }, () => backOff.failed())).toEqual([
    500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
  expect(backOff.failures()).toBe(8);
  backOff.succeeded();
  expect(backOff.failures()).toBe(0);
  expect(backOff.failed()).toBe(500);
});

test("a thing that fails for years still has a wait", () => {
  expect(waitAfter({ first: 1, longest: Number.POSITIVE_INFINITY }, 5000)).toBe(2 ** 30);
  expect(waitAfter(rule, 1e9)).toBe(30_000);
  expect(waitAfter(rule, -1)).toBe(500);
});

test("chance takes away no more than its share", () => {
  const waits = [0, 0.5, 0.999].map((chance) =>
    createBackOff({ ...rule, jitter: 0.5 }, { random: () => chance }).failed(),
  );
  expect(waits).toEqual([250, 375, 499.75]);
});

test("the other side may ask for more, within bounds, and never for less", () => {
  const bounded = { ...rule, longestAsked: 3_600_000 };
  expect(createBackOff(bounded).failed(90_000)).toBe(90_000);
  expect(createBackOff(bounded).failed(9e12)).toBe(3_600_000);
  expect(createBackOff(bounded).failed(1)).toBe(500);
  expect(createBackOff(bounded).failed(null)).toBe(500);
  expect(createBackOff(rule).failed(90_000), "where nobody may ask").toBe(500);
});

test("what ran for as long as a stable one starts anew, one that breaks at once does not", () => {
  const clock = fakeClock();
  const backOff = createBackOff({ ...rule, stableAfter: 60_000 }, { clock });
  backOff.markStarted();
  clock.advance(59_999);
  expect(backOff.failed()).toBe(500);
  backOff.markStarted();
  expect(backOff.failed()).toBe(1000);
  clock.advance(600_000);
  expect(backOff.failed(), "waiting is not running").toBe(2000);
  backOff.markStarted();
  clock.advance(60_000);
  expect(backOff.failed()).toBe(500);
});

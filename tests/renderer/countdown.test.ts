import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Ring } from "#renderer/components/Ring.tsx";
import { countDown, secondsLeft } from "#renderer/hooks/useCountdown.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** What a countdown of `seconds` shows, as pairs of the millisecond and the number that begins there. */
function shownBy(
  seconds: number,
  late = 0,
): { readonly shown: (readonly [number, number])[]; ends: number[] } {
  const began = performance.now();
  const since = began - late;
  const shown: [number, number][] = [];
  const ends: number[] = [];
  const stop = countDown(
    seconds,
    since,
    (left) => {
      if (shown.at(-1)?.[1] !== left) shown.push([performance.now() - began, left]);
    },
    () => ends.push(performance.now() - began),
  );
  vi.advanceTimersByTime((seconds + 5) * 1000);
  stop();
  return { shown, ends };
}

test("each second is shown for a second, and the end comes when the last one is over", () => {
  const { shown, ends } = shownBy(3);
  expect(shown).toEqual([
    [0, 3],
    [1000, 2],
    [2000, 1],
    [3000, 0],
  ]);
  expect(ends).toEqual([3000]);
});

test("what began before it was shown ends no later for it, and no sooner", () => {
  const { shown, ends } = shownBy(20, 500);
  expect(shown.slice(0, 3)).toEqual([
    [0, 20],
    [500, 19],
    [1500, 18],
  ]);
  expect(ends).toEqual([19_500]);
});

test("a second that has begun counts as a whole one until it is over, then never below zero", () => {
  const since = performance.now();
  expect(secondsLeft(30, since)).toBe(30);
  vi.advanceTimersByTime(1);
  expect(secondsLeft(30, since)).toBe(30);
  vi.advanceTimersByTime(998);
  expect(secondsLeft(30, since)).toBe(30);
  vi.advanceTimersByTime(1);
  expect(secondsLeft(30, since)).toBe(29);
  vi.advanceTimersByTime(28_999);
  expect(secondsLeft(30, since)).toBe(1);
  vi.advanceTimersByTime(1);
  expect(secondsLeft(30, since)).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(secondsLeft(30, since)).toBe(0);
});

test("one that is stopped tells nothing more", () => {
  const end = vi.fn();
  const look = vi.fn();
  countDown(2, performance.now(), look, end)();
  vi.advanceTimersByTime(10_000);
  expect(look).toHaveBeenCalledTimes(1);
  expect(end).not.toHaveBeenCalled();
});

/** The number in a ring, and which part of it is still drawn. */
function ring(seconds: number, of: number): { readonly says: string; readonly part: number } {
  const drawn = renderToStaticMarkup(createElement(Ring, { seconds, of }));
  const number = (name: string): number => Number(new RegExp(`${name}="([^"]+)"`).exec(drawn)?.[1]);
  return {
    says: /<b>(.*)<\/b>/.exec(drawn)?.[1] ?? "",
    part: 1 - number("stroke-dashoffset") / number("stroke-dasharray"),
  };
}

test.each([
  [20, 20, "20", 1],
  [19, 20, "19", 0.95],
  [1, 20, "1", 0.05],
  [0, 20, "0", 0],
  [-1, 20, "0", 0],
  [25, 20, "25", 1],
])("a ring with %i of %i seconds says so and is drawn as full as they are", (seconds, of, says, part) => {
  const drawn = ring(seconds, of);
  expect(drawn.says).toBe(says);
  expect(drawn.part).toBeCloseTo(part, 6);
});

import { describe, expect, test } from "vitest";
import { compare } from "../../bench/harness/compare.ts";
import { type Figure, isWithin, seriesOf } from "../../bench/harness/figure.ts";

/** Forty samples around a value, a hundredth apart. */
const around = (value: number): readonly number[] =>
  Array.from({ length: 40 }, (_, n) => value * (1 + (n - 20) / 2000));

const figure = (ours: number, more: Partial<Figure> & { readonly beside?: number } = {}): Figure => {
  const { beside, ...over } = more;
  return {
    part: "B0",
    what: "a thing",
    unit: "ms",
    better: "less",
    ours: seriesOf(around(ours)),
    other: beside === undefined ? null : { name: "a peer", ...seriesOf(around(beside)) },
    budget: null,
    ...over,
  };
};
const changeOf = (now: Figure, before: readonly Figure[]): string | undefined =>
  compare([now], before)[0]?.change;

describe("a figure beside an earlier one", () => {
  test("that lies within what the samples and two runs leave open has not changed", () => {
    expect(changeOf(figure(103), [figure(100)])).toBe("noise");
    expect(changeOf(figure(97), [figure(100)])).toBe("noise");
  });
  test("is worse or better beyond that, by what is better for it", () => {
    expect(changeOf(figure(120), [figure(100)])).toBe("worse");
    expect(changeOf(figure(80), [figure(100)])).toBe("better");
    expect(changeOf(figure(120, { better: "more" }), [figure(100)])).toBe("better");
  });
  test("is taken by what was measured beside it: a slower machine is no change", () => {
    expect(changeOf(figure(200, { beside: 100 }), [figure(100, { beside: 50 })])).toBe("noise");
    expect(changeOf(figure(150, { beside: 50 }), [figure(100, { beside: 50 })])).toBe("worse");
  });
  test("of another part, or measured for the first time, is new", () => {
    expect(changeOf(figure(100), [])).toBe("new");
    expect(changeOf(figure(100), [figure(100, { part: "B1" })])).toBe("new");
  });
});

describe("samples", () => {
  test("give their median with an interval that holds it, and the greatest as it is", () => {
    const series = seriesOf([5, 1, 4, 2, 3]);
    expect(series.value).toBe(3);
    expect([series.low, series.high]).toEqual([1, 5]);
    expect(seriesOf([5, 1, 4], 1)).toMatchObject({ value: 5, low: 5, high: 5 });
    expect(() => seriesOf([])).toThrow("no samples");
  });
  test("of many lie close to the median", () => {
    const { value, low, high } = seriesOf(Array.from({ length: 1001 }, (_, n) => n));
    expect([value, low, high]).toEqual([500, 459, 541]);
  });
});

test("a budget is kept by the value, or by what it is beside another", () => {
  const atMost = (limit: number, of: "value" | "ratio") => ({ kind: "atMost", limit, of }) as const;
  expect(isWithin(figure(100))).toBeNull();
  expect(isWithin(figure(100, { budget: atMost(100, "value") }))).toBe(true);
  expect(isWithin(figure(100, { budget: atMost(99, "value") }))).toBe(false);
  expect(isWithin(figure(100, { beside: 60, budget: atMost(1.5, "ratio") }))).toBe(false);
  expect(isWithin(figure(100, { beside: 60, budget: { kind: "atLeast", limit: 1, of: "ratio" } }))).toBe(
    true,
  );
});

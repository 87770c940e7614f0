import { expect, test } from "vitest";
import { type Box, closest, type Direction, nearest } from "#renderer/keyboard/nearest.ts";

const box = (left: number, top: number, width = 100, height = 50): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
/** Three columns and three rows of keys, 20 px apart. */
const grid = Array.from({ length: 9 }, (_, n) => box((n % 3) * 120, Math.floor(n / 3) * 70));
const step = (from: number, direction: Direction): number | null => {
  const others = grid.filter((_, n) => n !== from);
  const found = nearest(grid[from] ?? box(0, 0), others, direction);
  return found === null ? null : grid.indexOf(others[found] ?? box(-1, -1));
};

test("in a grid each arrow goes one cell on, and stops at the edge", () => {
  expect(["left", "right", "up", "down"].map((way) => step(4, way as Direction))).toEqual([3, 5, 1, 7]);
  expect(["left", "up"].map((way) => step(0, way as Direction))).toEqual([null, null]);
  expect(["right", "down"].map((way) => step(8, way as Direction))).toEqual([null, null]);
});

test("down from a grid with holes goes to the nearest below, not to one far aside in the next row", () => {
  const from = box(0, 0);
  const aside = box(900, 70);
  const below = box(0, 140);
  expect(nearest(from, [aside, below], "down")).toBe(1);
});

test("right keeps to the row, though something in another row is nearer", () => {
  const from = box(0, 0);
  expect(nearest(from, [box(110, 60), box(600, 0)], "right")).toBe(1);
});

test("from a wide bar the key under its middle comes first", () => {
  expect(
    nearest(
      box(0, 0, 360),
      grid.slice(0, 3).map((key) => ({ ...key, top: 100, bottom: 150 })),
      "down",
    ),
  ).toBe(1);
});

test("what overlaps by a hair is still the next row", () => {
  expect(nearest(box(0, 0), [box(0, 49)], "down")).toBe(0);
  expect(nearest(box(0, 0), [box(0, 20)], "down")).toBeNull();
});

test("the closest to what has gone, and nothing where there is nothing", () => {
  expect(closest(box(130, 60), grid)).toBe(4);
  expect(closest(box(0, 0), [])).toBeNull();
});

import { expect, test } from "vitest";
import type { Lengths } from "#renderer/layout/lengths.ts";
import { rowToFill } from "#renderer/layout/list-room.ts";

test("rows grow alike on all pages until the fullest page has no room left, and never above the tallest", () => {
  const lengths = { listGap: 10, listHeading: 30, listMostRow: 220 } as Lengths;
  const pagesOf = (...counts: number[]) =>
    counts.map((count) => [{ group: null, items: Array.from({ length: count }, (_, n) => n) }]);
  const fill = (height: number, pages: ReturnType<typeof pagesOf>, tall = 0, columns = 1): number =>
    rowToFill(pages, { height, least: 100, columns, heightOf: (n) => (n === 0 ? tall : 0), lengths });
  expect(fill(1000, pagesOf(3))).toBe(220);
  expect(fill(1000, pagesOf(5))).toBe(192);
  expect(fill(1000, pagesOf(5, 2))).toBe(192);
  expect(fill(1000, pagesOf(10), 0, 2)).toBe(192);
  // One that needs more takes it from the others.
  expect(fill(1000, pagesOf(5), 500)).toBe(115);
  expect(fill(100, pagesOf(5))).toBe(100);
});

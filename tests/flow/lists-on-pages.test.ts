import fc from "fast-check";
import { expect, test } from "vitest";
import { firstLetter, lettersOfAll, wordLetters } from "#renderer/components/list-letters.ts";
import { listPages } from "#renderer/layout/list-pages.ts";

const room = { columns: 2, height: 400, row: 100, heading: 40 };
const items = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

test("a list that fits is one page", () => {
  expect(listPages(items(8), room)).toEqual([[{ group: null, items: items(8) }]]);
});

test("what doesn't fit goes on further pages", () => {
  expect(listPages(items(9), room).map((page) => page.flatMap((part) => part.items).length)).toEqual([8, 1]);
});

test("a group has a heading, which takes room, and has it again where it goes on", () => {
  const pages = listPages(items(10), { ...room, groupOf: (n) => (n < 7 ? "low" : "high") });
  expect(pages).toEqual([
    [{ group: "low", items: [0, 1, 2, 3, 4, 5] }],
    [
      { group: "low", items: [6] },
      { group: "high", items: [7, 8, 9] },
    ],
  ]);
});

test("no heading stands alone at the end of a page", () => {
  const pages = listPages(items(4), {
    ...room,
    columns: 1,
    height: 260,
    groupOf: (n) => (n < 2 ? "a" : "b"),
  });
  expect(pages.map((page) => page.map(({ group }) => group))).toEqual([["a"], ["b"]]);
});

test("every entry stands on exactly one page, however little room there is", () => {
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: -50, max: 900 }),
      fc.boolean(),
      (count, columns, height, groups) => {
        const groupOf = groups ? { groupOf: (n: number) => String(n % 3) } : {};
        const pages = listPages(items(count), { columns, height, row: 100, heading: 40, ...groupOf });
        const all = pages.flatMap((page) => page.flatMap((part) => part.items));
        expect(all.toSorted((one, other) => one - other)).toEqual(items(count));
        for (const page of pages) {
          const tall = page.reduce(
            (sum, { group, items }) =>
              sum + (group === null ? 0 : 40) + Math.ceil(items.length / columns) * 100,
            0,
          );
          const rows = page.reduce((sum, { items }) => sum + Math.ceil(items.length / columns), 0);
          if (rows > 1) expect(tall).toBeLessThanOrEqual(height);
        }
      },
    ),
  );
});

test("a person is found by the family name, a clinic by any of its longer words", () => {
  expect(firstLetter("ёлкина Анна")).toEqual(["Ё"]);
  expect(firstLetter("  ")).toEqual([]);
  expect(wordLetters("Приём (осмотр) врача-терапевта в ГБ № 4")).toEqual(["П", "О", "В", "Т"]);
});

test("letters stand in the order of the alphabet, Ё behind Е", () => {
  expect(lettersOfAll(["Яков", "Ёлкина", "Жук", "Егоров", "Ершов"], firstLetter)).toEqual([
    "Е",
    "Ё",
    "Ж",
    "Я",
  ]);
});

test("entries that are known to be tall take the room that they need, and each stands on one page", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20, max: 390 }), { maxLength: 40 }), (heights) => {
      const known = { row: 60, gap: 10, heightOf: (n: number) => heights[n] ?? 0 };
      const pages = listPages(items(heights.length), { ...room, columns: 1, ...known });
      const shown = pages.map((page) => page.flatMap((part) => part.items));
      expect(shown.flat()).toEqual(items(heights.length));
      for (const page of shown) {
        const taken = page.reduce((sum, n) => sum + Math.max(60, (heights[n] ?? 0) + 10), 0);
        expect(taken).toBeLessThanOrEqual(room.height);
      }
    }),
  );
});

import { expect, test } from "vitest";
import type { TimeCell } from "#contract/schedules/schedule.ts";
import { paged, partOf } from "#renderer/screens/time/time-pages.ts";

const cell = (time: string): TimeCell => ({ slotId: time.replace(":", ""), time, state: "free" });
const quarters = (from: number, count: number): TimeCell[] =>
  Array.from({ length: count }, (_, n) => {
    const minutes = from * 60 + n * 15;
    return cell(
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`,
    );
  });
const slotIds = (pages: ReturnType<typeof paged>): string[] =>
  pages.flatMap((parts) => parts.flatMap((part) => part.cells.map(({ slotId }) => slotId)));

test.each([
  ["08:00", "morning"],
  ["11:59", "morning"],
  ["12:00", "day"],
  ["16:59", "day"],
  ["17:00", "evening"],
])("%s is %s", (time, part) => {
  expect(partOf(time)).toBe(part);
});

test("a day that fits is one page, without parts that hold nothing", () => {
  const pages = paged([...quarters(8, 4), ...quarters(17, 2)], {
    columns: 4,
    height: 500,
    row: 100,
    heading: 40,
  });
  expect(pages.map((parts) => parts.map(({ part }) => part))).toEqual([["morning", "evening"]]);
});

test("a day that doesn't fit goes on, and a part that is cut keeps its heading", () => {
  const cells = quarters(8, 40);
  const pages = paged(cells, { columns: 4, height: 340, row: 100, heading: 40 });
  expect(pages.length).toBeGreaterThan(1);
  expect(pages[0]?.at(-1)?.part).toBe("morning");
  expect(pages[1]?.[0]?.part).toBe("morning");
  expect(slotIds(pages)).toEqual(cells.map(({ slotId }) => slotId));
});

test("no page holds more than its room", () => {
  const room = { columns: 4, height: 360, row: 100, heading: 40 };
  for (const parts of paged(quarters(8, 48), room)) {
    const used = parts.reduce(
      (sum, { cells }) => sum + room.heading + Math.ceil(cells.length / 4) * room.row,
      0,
    );
    expect(used).toBeLessThanOrEqual(room.height);
  }
});

test("room for less than one row still shows every time, a row a page", () => {
  const cells = quarters(8, 8);
  const pages = paged(cells, { columns: 4, height: 50, row: 100, heading: 40 });
  expect(pages).toHaveLength(2);
  expect(slotIds(pages)).toEqual(cells.map(({ slotId }) => slotId));
});

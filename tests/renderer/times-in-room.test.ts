import { describe, expect, test } from "vitest";
import type { TimeCell } from "#contract/schedules/schedule.ts";
import type { Lengths } from "#renderer/layout/lengths.ts";
import { rowsOf } from "#renderer/screens/time/time-pages.ts";
import { planTimes, type TimePlan } from "#renderer/screens/time/time-plan.ts";

const cells = (count: number, state: TimeCell["state"]): TimeCell[] =>
  Array.from({ length: count }, (_, n) => {
    const minutes = 8 * 60 + n * 10;
    const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    return { slotId: `${state}-${n}`, time, state };
  });
/** As on the tall screen of 1080 × 1920, rounded. */
const lengths = {
  timeGap: 13,
  timeCell: 94,
  timeMostCell: 180,
  timeRestCell: 76,
  timeHeading: 60,
  timeLeastWidth: 170,
  timeRestWidth: 235,
  timeColumns: 3,
  timeMostColumns: 4,
  timePager: 110,
} as Lengths;
const room = { width: 1000, height: 1100 };
const plan = (free: number, rest: number) =>
  planTimes(cells(free, "free"), cells(rest, "taken"), room, lengths);

/** The height that a page takes, px. */
const heightOf = (
  { pages, columns, cell, restPages, restColumns, isRestBelow }: TimePlan,
  at: number,
): number => {
  const page = pages[at] ?? [];
  const rest = isRestBelow ? (restPages[0] ?? []) : [];
  const below = rest.length === 0 ? 0 : 60 + Math.ceil(rest.length / restColumns) * (76 + 13);
  return page.length * 60 + rowsOf(page, columns) * (cell + 13) + below - 13;
};

describe("the times of a day in a room", () => {
  test("few that are free stand three a row, as tall as can be, and the rest below them", () => {
    const planned = plan(3, 9);
    expect(planned).toMatchObject({ columns: 3, cell: 180, isRestBelow: true });
    expect(planned.restPages.flat()).toHaveLength(9);
  });

  test("more of them share the height, and no page holds more than its room", () => {
    for (const [free, rest] of [
      [12, 12],
      [20, 0],
      [27, 30],
      [40, 8],
      [80, 40],
      [0, 60],
    ] as const) {
      const planned = plan(free, rest);
      const hasFooter = planned.pages.length > 1 || (!planned.isRestBelow && rest > 0);
      for (const at of planned.pages.keys())
        expect(heightOf(planned, at), `${free} free, ${rest} not`).toBeLessThanOrEqual(
          1100 - (hasFooter ? 110 : 0),
        );
      expect(planned.cell).toBeGreaterThanOrEqual(94);
      expect(planned.pages.flat().flatMap(({ cells }) => cells)).toHaveLength(free);
      expect(planned.restPages.flat()).toHaveLength(rest);
    }
  });

  test("a rest without room below stands on pages of its own, and takes none from what is free", () => {
    const planned = plan(18, 40);
    expect(planned.isRestBelow).toBe(false);
    expect(planned.pages).toHaveLength(1);
    expect(planned.restPages.length).toBeGreaterThan(0);
  });

  test("more columns come before more pages", () => {
    expect(plan(21, 0)).toMatchObject({ columns: 3 });
    expect(plan(30, 0)).toMatchObject({ columns: 4 });
    expect(plan(30, 0).pages).toHaveLength(1);
  });
});

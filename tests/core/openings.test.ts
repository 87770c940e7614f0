import { describe, expect, test } from "vitest";
import { openingsIn } from "#main/schedules/openings.ts";
import { clinicTime } from "#main/time/clinic-time.ts";

const time = clinicTime("Europe/Moscow");
const of = (date: string, ...times: string[]): number[] =>
  times.map((at) => Date.parse(`${date}T${at}:00+03:00`));
const quarters = (date: string, from: number, to: number): number[] =>
  Array.from({ length: (to - from) * 4 }, (_, n) => (of(date, "00:00")[0] ?? 0) + (from * 4 + n) * 900_000);

/** What is offered of these starts, and how many cells were read for it. */
function told(free: readonly number[]): { offered: string[]; read: number } {
  let read = 0;
  const nearest = (_grid: unknown, limit: number, after = 0) => {
    const found = free.filter((start) => start >= after).slice(0, limit);
    read += found.length;
    return found.map((start) => ({ slotId: String(start), start }));
  };
  const offered = openingsIn(1, { nearest }, time).map(({ date, time }) => `${date.slice(8)} ${time}`);
  return { offered, read };
}

describe("the times on a doctor's row", () => {
  test("are the nearest, one that is hours later, and one of another day, read one by one", () => {
    const days = [...quarters("2026-11-20", 8, 14), ...quarters("2026-11-23", 14, 16)];
    expect(told(days)).toEqual({ offered: ["20 08:00", "20 10:00", "23 14:00"], read: 3 });
  });

  test("are two hours apart within a day, to the minute", () => {
    expect(
      told([...of("2026-11-20", "08:00", "09:59", "10:00"), ...of("2026-11-21", "08:00")]).offered,
    ).toEqual(["20 08:00", "20 10:00", "21 08:00"]);
    expect(
      told([...of("2026-11-20", "08:00", "09:59"), ...of("2026-11-21", "08:00", "08:15")]).offered,
    ).toEqual(["20 08:00", "20 09:59", "21 08:00"]);
  });

  test("are all there are, where there are few, the nearest first", () => {
    expect(told(of("2026-11-20", "08:00", "08:15")).offered).toEqual(["20 08:00", "20 08:15"]);
    expect(told(of("2026-11-20", "08:00", "08:15", "08:30", "08:45")).offered).toEqual([
      "20 08:00",
      "20 08:15",
      "20 08:30",
    ]);
    expect(told([]).offered).toEqual([]);
  });
});

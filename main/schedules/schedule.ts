import type { SlotStatus } from "#contract/central/rows.ts";
import type { Day, TimeCell, TimeState } from "#contract/schedules/schedule.ts";
import type { Store } from "../store/open.ts";
import type { ClinicTime } from "../time/clinic-time.ts";

/** When a time can be booked at this kiosk. */
export type BookingRules = {
  readonly sameDay: "open" | "closed";
  readonly minutesBefore: number;
  readonly horizonDays: number;
};

/** Between which starts can be booked, ms. `patientsFrom`: from when on patients can do so themselves. */
type Limits = {
  readonly reach: Reach;
  readonly from: number;
  readonly patientsFrom: number;
  readonly until: number;
  readonly today: string;
};

type Cell = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly status: SlotStatus;
  readonly purpose: string | null;
};

/**
 * What is booked as one doctor's grid for one service: a doctor's schedules are one to the patient, and a schedule may
 * hold times of other services. A bare number is a schedule for whatever it holds.
 */
export type Grid = readonly GridSchedule[];
export type GridSchedule = {
  readonly no: number;
  /** The last day of the post that the schedule is of, `YYYY-MM-DD`; null where it has none. */
  readonly until: string | null;
  /** What a time with this purpose is to the service: its own, another one's, or known to the reception alone. */
  suits(purpose: string | null): "own" | "other" | "reception";
};

/**
 * Who looks for a time. Reception also gives out what is closed to patients of today, what begins in a moment, and the
 * times that are its own: those stay `receptionOnly`, and can be booked.
 */
export type Reach = "patients" | "reception";

export type ScheduleReader = {
  /** Whole weeks from this week's Monday to the horizon, and the first day that can be booked. */
  days(grid: Grid | number, reach?: Reach): { today: string; days: Day[]; nearest: string | null };
  /** One cell for a start: of several the one that can be booked. */
  times(grid: Grid | number, date: string, reach?: Reach): TimeCell[];
  /** The first bookable cells, nearest first; of those that start at `after` (ms) or later where it is given. */
  nearest(
    grid: Grid | number,
    limit: number,
    after?: number,
    reach?: Reach,
  ): { slotId: string; start: number }[];
  /** When a slot is, whatever its state; instants, ms. Null where the schedule has none of this id. */
  timeOf(scheduleNo: number, slotId: string): { start: number; end: number } | null;
  /** The days of which times can be booked now, `YYYY-MM-DD`, and the day that it is. */
  openDays(): { today: string; first: string; last: string };
  /** The start (ms) of a slot that can be booked now as far as the mirror knows; null where it can't. */
  bookableAt(grid: Grid | number, slotId: string, reach?: Reach): number | null;
};

const minute = 60_000;
/** So many slots more than are wanted are read at once: some are another service's, or under way. */
const spare = 4;
/** Times are shown in whole minutes: what differs in seconds is one time to the patient. */
const minuteOf = (instant: number): number => Math.floor(instant / minute);
/** States of a cell, the best first. */
const worths: readonly TimeState[] = ["free", "receptionOnly", "taken", "past"];
const asGrid = (grid: Grid | number): Grid =>
  typeof grid === "number" ? [{ no: grid, until: null, suits: () => "own" }] : grid;

/** Whether a time with this purpose is given out by whoever looks for it. */
const isTheirs = (suits: ReturnType<GridSchedule["suits"]>, reach: Reach): boolean =>
  suits === "own" || (reach === "reception" && suits === "reception");

/** The cells of one doctor from the local mirror, evaluated by the clinic's clock (`now`, ms) and rules. */
export function createScheduleReader(options: {
  store: Store;
  time: ClinicTime;
  now: () => number;
  rules: BookingRules;
  /** Slots that an unsettled operation is about: whatever the mirror has, they are shown as taken. */
  blockedSlots: () => ReadonlySet<string>;
}): ScheduleReader {
  const { store, time, now, rules, blockedSlots } = options;
  const between = store.prepare<[number, number, number], Cell>(
    'SELECT id, start, "end", status, purpose FROM slot WHERE schedule_no = ? AND start >= ? AND start < ? ORDER BY start, id',
  );
  const from = (statuses: string) =>
    store.prepare<
      [number, number, number, number, number],
      { slotId: string; start: number; purpose: string | null }
    >(`
    SELECT id AS slotId, start, purpose FROM slot
    WHERE schedule_no = ? AND start >= ? AND start < ? AND ${statuses} ORDER BY start, id LIMIT ? OFFSET ?`);
  const freeFrom = {
    patients: from("status = 'free'"),
    reception: from("status IN ('free', 'busy-unavailable')"),
  };
  /** Free slots in their order, some at a time: an iterator of the database costs more than the rows that most need. */
  function* freeSlots(no: number, from: number, end: number, some: number, reach: Reach) {
    for (let read = 0; ; read += some) {
      const rows = freeFrom[reach].all(no, from, end, some, read);
      yield* rows;
      if (rows.length < some) return;
    }
  }
  const byId = store.prepare<[number, string], { start: number; end: number }>(
    'SELECT start, "end" FROM slot WHERE schedule_no = ? AND id = ?',
  );

  /** From when on a start can be booked, and until when. */
  const bookable = (reach: Reach): Limits => {
    const today = time.date(now());
    const patientsFrom =
      rules.sameDay === "closed"
        ? time.startOf(time.addDays(today, 1))
        : now() + rules.minutesBefore * minute;
    const from = reach === "reception" ? now() : patientsFrom;
    return {
      ...{ reach, from, patientsFrom, today },
      until: time.startOf(time.addDays(today, rules.horizonDays + 1)),
    };
  };

  return {
    days(grid, reach = "patients") {
      const limits = bookable(reach);
      const first = time.mondayOf(limits.today);
      const weeks = Math.ceil((rules.horizonDays + 7) / 7);
      const dates = Array.from({ length: weeks * 7 }, (_, index) => time.addDays(first, index));
      const byDate = Map.groupBy(
        cellsIn(grid, time.startOf(first), time.startOf(time.addDays(first, weeks * 7)), limits),
        (cell) => time.date(cell.start),
      );
      const days = dates.map((date) => evaluateDay(date, byDate.get(date) ?? [], limits));
      return { today: limits.today, days, nearest: days.find((day) => day.state === "free")?.date ?? null };
    },
    times(grid, date, reach = "patients") {
      const limits = bookable(reach);
      // No grid shows such a day, and the last ones of the calendar have none behind them.
      if (date > time.addDays(limits.today, rules.horizonDays + 7)) return [];
      return cellsIn(grid, time.startOf(date), time.startOf(time.addDays(date, 1)), limits).map((cell) => ({
        slotId: cell.id,
        time: time.dayAndTime(cell.start).time,
        state: timeState(cell, limits),
      }));
    },
    nearest(grid, limit, after = 0, reach = "patients") {
      const { from: first, until } = bookable(reach);
      const from = Math.max(first, after);
      const dark = blockedSlots();
      const found = asGrid(grid).flatMap(({ no, suits, until: lastDay }) => {
        const end = lastDay === null ? until : Math.min(until, time.startOf(time.addDays(lastDay, 1)));
        const firsts: { slotId: string; start: number }[] = [];
        for (const { slotId, start, purpose } of freeSlots(no, from, end, limit + spare, reach)) {
          if (dark.has(slotId) || !isTheirs(suits(purpose), reach)) continue;
          if (minuteOf(firsts.at(-1)?.start ?? -1) !== minuteOf(start)) firsts.push({ slotId, start });
          if (firsts.length === limit) break;
        }
        return firsts;
      });
      return found
        .sort((a, b) => a.start - b.start)
        .filter(({ start }, place, all) => minuteOf(all[place - 1]?.start ?? -1) !== minuteOf(start))
        .slice(0, limit);
    },
    timeOf: (scheduleNo, slotId) => byId.get(scheduleNo, slotId) ?? null,
    openDays() {
      const today = time.date(now());
      const first = rules.sameDay === "closed" ? time.addDays(today, 1) : today;
      return { today, first, last: time.addDays(today, rules.horizonDays) };
    },
    bookableAt(grid, slotId, reach = "patients") {
      const { from, until } = bookable(reach);
      if (blockedSlots().has(slotId)) return null;
      const [cell] = asGrid(grid).flatMap(({ no, suits, until: lastDay }) =>
        between.all(no, from, until).filter(({ id, start, purpose }) => {
          const isOfPost = lastDay === null || time.date(start) <= lastDay;
          return id === slotId && isOfPost && isTheirs(suits(purpose), reach);
        }),
      );
      const isGivenOut =
        cell?.status === "free" || (reach === "reception" && cell?.status === "busy-unavailable");
      return cell && isGivenOut ? cell.start : null;
    },
  };

  /** Cells of a grid, each start once: where times stand side by side, the one that can be booked is shown. */
  function cellsIn(grid: Grid | number, from: number, until: number, limits: Limits): Cell[] {
    const byStart = new Map<number, Cell>();
    const worth = (cell: Cell): number => worths.indexOf(timeState(cell, limits));
    for (const { no, suits, until: lastDay } of asGrid(grid)) {
      for (const stored of between.all(no, from, until)) {
        const what = suits(stored.purpose);
        if (what === "other" || (lastDay !== null && time.date(stored.start) > lastDay)) continue;
        const isReceptions = what === "reception" && stored.status === "free";
        const cell: Cell = isReceptions ? { ...stored, status: "busy-unavailable" } : stored;
        const other = byStart.get(minuteOf(cell.start));
        if (!other || worth(cell) < worth(other)) byStart.set(minuteOf(cell.start), cell);
      }
    }
    return [...byStart.values()].sort((a, b) => a.start - b.start);
  }

  function evaluateDay(date: string, cells: readonly Cell[], limits: Limits): Day {
    const dark = (reason: Extract<Day, { state: "dark" }>["reason"]): Day => ({
      state: "dark",
      date,
      reason,
    });
    if (date < limits.today) return dark("past");
    const [first] = cells;
    const last = cells.at(-1);
    if (!first || !last) return dark("noReception");
    const states = cells.map((cell) => timeState(cell, limits));
    const isGivenOut = (state: TimeState): boolean =>
      state === "free" || (limits.reach === "reception" && state === "receptionOnly");
    const free = states.filter(isGivenOut).length;
    if (free > 0) {
      // Hours that end on the next day would read as if they ended before they begin.
      const lastMinute = time.startOf(time.addDays(date, 1)) - minute;
      const to = time.dayAndTime(Math.min(lastMinute, Math.max(...cells.map((cell) => cell.end)))).time;
      return { state: "free", date, from: time.dayAndTime(first.start).time, to, free };
    }
    if (date === limits.today && rules.sameDay === "closed" && cells.some((cell) => cell.status === "free")) {
      return dark("closedToday");
    }
    if (states.every((state) => state === "past")) return dark("past");
    if (states.includes("receptionOnly")) return dark("receptionOnly");
    return time.startOf(date) >= limits.until ? dark("noReception") : dark("allTaken");
  }

  function timeState(cell: Cell, { reach, patientsFrom: from, until }: Limits): TimeState {
    if (cell.start < now()) return "past";
    if (blockedSlots().has(cell.id)) return "taken";
    if (reach === "reception" && cell.start >= until) return "taken";
    switch (cell.status) {
      case "free":
        return cell.start >= from && cell.start < until ? "free" : "receptionOnly";
      case "busy-unavailable":
        return "receptionOnly";
      case "busy":
      case "busy-tentative":
      case "entered-in-error":
        return "taken";
    }
  }
}

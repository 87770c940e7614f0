/** Wall clock, `YYYY-MM-DDTHH:mm:ss`. */
export type FreeCell = { readonly start: string; readonly end: string };
/** When a doctor receives. */
export type WorkingSpan = { readonly start: string; readonly end: string };
export type GridCell = FreeCell & { readonly isFree: boolean };

/** Between two times where nothing tells it, minutes; and the least that is believed. */
const usualStep = 15;
const leastStep = 5;

/**
 * A doctor's grid from what a hub tells: the free times, and when the doctor receives. What lies between is taken. The
 * step is that of the starts: an end may be 15 minutes behind on a grid of 10, or not behind at all. In the order of
 * time.
 */
export function gridOf(free: readonly FreeCell[], working: readonly WorkingSpan[]): readonly GridCell[] {
  const byDay = Map.groupBy(free, ({ start }) => start.slice(0, 10));
  const steps = [...byDay.values()].flatMap(
    (cells) => stepOf(cells.map(({ start }) => minuteOf(start))) ?? [],
  );
  const commonStep = steps.length > 0 ? Math.min(...steps) : lengthOf(free[0]) || usualStep;
  const days = new Set([...byDay.keys(), ...working.map(({ start }) => start.slice(0, 10))]);
  return [...days].sort().flatMap((day) => {
    const cells = byDay.get(day) ?? [];
    const starts = new Map(cells.map((cell) => [minuteOf(cell.start), cell]));
    const step = stepOf([...starts.keys()]) ?? commonStep;
    const taken = new Set<number>();
    for (const { start, end } of working) {
      if (start.slice(0, 10) !== day || end.slice(0, 10) !== day) continue;
      const [from, until] = [minuteOf(start), minuteOf(end)];
      // In step with the free times, from the first that lies in the span.
      const anchor = [...starts.keys()][0] ?? from;
      for (let at = from + ((((anchor - from) % step) + step) % step); at + step <= until; at += step)
        if (!starts.has(at)) taken.add(at);
    }
    const all = [...starts.keys(), ...taken].sort((a, b) => a - b);
    return all.map((minute): GridCell => {
      const told = starts.get(minute);
      const end = told && told.end > told.start ? told.end : wallOf(day, minute + step);
      return { start: wallOf(day, minute), end, isFree: told !== undefined };
    });
  });
}

/** The greatest common divisor of the distances; null where there are none, or one that no clinic has. */
function stepOf(starts: readonly number[]): number | null {
  const sorted = [...new Set(starts)].sort((a, b) => a - b);
  const step = sorted.slice(1).reduce((sum, start, at) => gcd(sum, start - (sorted[at] ?? start)), 0);
  return step >= leastStep ? step : null;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const minuteOf = (wall: string): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
const lengthOf = (cell: FreeCell | undefined): number =>
  cell ? Math.max(0, minuteOf(cell.end) - minuteOf(cell.start)) : 0;
/** The last minute of a day is its latest end. */
const wallOf = (day: string, minute: number): string => {
  const within = Math.min(minute, 24 * 60 - 1);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day}T${two(Math.floor(within / 60))}:${two(within % 60)}:00`;
};

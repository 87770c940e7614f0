import type { LogEventId } from "./events.ts";

export type FloodGate = {
  /** Whether a line of this event may be written now. */
  pass(event: LogEventId): boolean;
  /** What was left out in intervals that are over, by event; each is told once. */
  overdue(): { readonly event: LogEventId; readonly leftOut: number }[];
};

/** Lines of one event in one interval, and the interval, ms. A busy kiosk writes a tenth of that. */
const linesPerInterval = 60;
const interval = 60_000;

/** Bounds what one event can write; what comes beyond is counted. */
export function createFloodGate(monotonic: () => number): FloodGate {
  const events = new Map<LogEventId, { since: number; written: number; leftOut: number }>();
  /** Events of which something was left out. */
  const flooding = new Set<LogEventId>();
  return {
    pass(event) {
      const now = monotonic();
      const known = events.get(event);
      if (known === undefined || (now - known.since >= interval && known.leftOut === 0)) {
        events.set(event, { since: now, written: 1, leftOut: 0 });
        return true;
      }
      if (known.written < linesPerInterval) {
        known.written++;
        return true;
      }
      known.leftOut++;
      flooding.add(event);
      return false;
    },
    overdue() {
      if (flooding.size === 0) return [];
      const now = monotonic();
      return [...flooding].flatMap((event) => {
        const known = events.get(event);
        if (known && now - known.since < interval) return [];
        flooding.delete(event);
        events.delete(event);
        return known ? [{ event, leftOut: known.leftOut }] : [];
      });
    },
  };
}

import type { Clock } from "#contract/base/ports.ts";

/** A clock that a test moves: timers that fall due run in order, each at its own moment. */
export type FakeClock = Clock & {
  advance(ms: number): void;
  /** Time passes and nothing runs; the timers that fell due meanwhile run at its end, late. */
  stall(ms: number): void;
  /** As advance, with a turn of the event loop after each timer, so that what they wake can go on. */
  pass(ms: number): Promise<void>;
  /** The wall clock jumps; timers don't notice. */
  setWall(now: number): void;
  /** When timers are due, ms from now, soonest first. */
  readonly due: readonly number[];
};

export function fakeClock(start = Date.parse("2026-11-20T07:24:00Z")): FakeClock {
  let elapsed = 0;
  let wall = start;
  let timers: { at: number; action: () => void }[] = [];
  const nextBefore = (until: number) => {
    const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
    if (due) timers = timers.filter((timer) => timer !== due);
    return due;
  };
  const moveTo = (moment: number): void => {
    wall += moment - elapsed;
    elapsed = moment;
  };
  return {
    now: () => wall,
    monotonic: () => elapsed,
    after(ms, action) {
      const timer = { at: elapsed + ms, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const until = elapsed + ms;
      for (let due = nextBefore(until); due; due = nextBefore(until)) {
        moveTo(due.at);
        due.action();
      }
      moveTo(until);
    },
    stall(ms) {
      moveTo(elapsed + ms);
      for (let due = nextBefore(elapsed); due; due = nextBefore(elapsed)) due.action();
    },
    async pass(ms) {
      const until = elapsed + ms;
      await turn();
      for (let due = nextBefore(until); due; due = nextBefore(until)) {
        moveTo(due.at);
        due.action();
        await turn();
      }
      moveTo(until);
    },
    setWall(now) {
      wall = now;
    },
    get due() {
      return timers.map(({ at }) => at - elapsed).sort((a, b) => a - b);
    },
  };
}

/** A turn of the event loop: promises that are settled already run their handlers. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

import { type BackOffRule, type Clock, createBackOff } from "#contract/index.ts";

/** Something that was started and ends at some time: a child process, a browser window. */
export interface Running {
  /** Resolves, and never rejects, with the way it ended, in words. */
  readonly ended: Promise<string>;
  /** Asks it to end, then makes it; resolves when it is gone. */
  stop(): Promise<void>;
}

export type KeepRunning = {
  readonly start: () => Running;
  readonly clock: Clock;
  readonly rule?: BackOffRule;
  /** It ended by itself and is started again after `delay` ms. */
  readonly onEnded?: (how: string, delay: number) => void;
};

export interface Kept {
  /** Ends what runs and starts it anew, without waiting. */
  restart(): Promise<void>;
  /** Ends what runs for good. */
  stop(): Promise<void>;
}

/** What ran for a minute starts over with the shortest pause, ms. */
const restartRule: BackOffRule = { first: 500, longest: 30_000, stableAfter: 60_000 };

/** Starts a thing and starts it again, with growing pauses, whenever it ends by itself. */
export function keepRunning({ start, clock, rule = restartRule, onEnded }: KeepRunning): Kept {
  const backOff = createBackOff(rule, { clock });
  let current: Running | null = null;
  let cancelWait: (() => void) | null = null;
  let stopped = false;

  const begin = () => {
    cancelWait = null;
    backOff.markStarted();
    const running = start();
    current = running;
    void running.ended.then((how) => {
      // Another one has taken its place, or nothing is wanted any more.
      if (current !== running) return;
      current = null;
      const delay = backOff.failed();
      cancelWait = clock.after(delay, begin);
      onEnded?.(how, delay);
    });
  };

  const end = async () => {
    cancelWait?.();
    cancelWait = null;
    const running = current;
    current = null;
    await running?.stop();
  };

  let turn: Promise<void> = Promise.resolve();
  begin();
  return {
    restart() {
      turn = turn.then(async () => {
        if (stopped) return;
        await end();
        if (!stopped) begin();
      });
      return turn;
    },
    stop() {
      stopped = true;
      turn = turn.then(end);
      return turn;
    },
  };
}

import { type Clock, createBackOff, type Result } from "#contract/index.ts";
import type { TransportFault } from "../transports/index.ts";
import type { DeviceTimes } from "./settings.ts";

/** Keeps a line to the device open: tries again with growing pauses, for as long as the program runs. */
export interface Connecting<Line> {
  /** The line that is open now. */
  now(): Line | null;
  /** The open line; waits at most `ms` for one, and makes the next try happen at once. */
  line(ms: number): Promise<Line | null>;
  /** Gives up a line that can't be trusted any more, with what of it has not left yet; the next one is opened soon. */
  drop(line: Line): Promise<void>;
  close(): Promise<void>;
}

export function createConnecting<Line>(options: {
  readonly times: Pick<DeviceTimes, "poll" | "retryFirst" | "retryLast">;
  readonly clock: Clock;
  readonly open: () => Promise<Result<Line, TransportFault>>;
  readonly over: (line: Line) => Promise<TransportFault | "closed">;
  /** Called again and again while the line is open. */
  readonly idle: (line: Line) => Promise<void>;
  readonly lost: (why: TransportFault) => void;
  readonly close: (line: Line, dropUnsent?: "dropUnsent") => Promise<void>;
}): Connecting<Line> {
  const { times, clock } = options;
  let current: Line | null = null;
  let closed = false;
  let retryNow: () => void = () => undefined;
  const waiting = new Set<(line: Line | null) => void>();

  const pause = (ms: number, or: Promise<unknown> | null): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, end);
      retryNow = end;
      void or?.then(end);
    });

  async function serve(line: Line): Promise<void> {
    current = line;
    for (const got of [...waiting]) got(line);
    let why: TransportFault | "closed" | null = null;
    const over = options.over(line).then((reason) => {
      why = reason;
    });
    while (why === null && !closed) {
      await pause(times.poll, over);
      if (why === null && !closed) await options.idle(line);
    }
    current = null;
    await options.close(line);
    if (!closed) options.lost(why === null || why === "closed" ? "gone" : why);
  }

  async function run(): Promise<void> {
    // A device that takes the line and drops it at once is as good as one that refuses it.
    const rule = { first: times.retryFirst, longest: times.retryLast, stableAfter: times.retryLast };
    const backOff = createBackOff(rule, { clock });
    while (!closed) {
      const opened = await options.open();
      backOff.markStarted();
      if (opened.ok && closed) await options.close(opened.value);
      else if (opened.ok) await serve(opened.value);
      if (closed) return;
      await pause(backOff.failed(), null);
    }
  }
  const running = run();

  return {
    now: () => current,
    line(ms) {
      if (current !== null || closed) return Promise.resolve(current);
      return new Promise((resolve) => {
        const end = (line: Line | null): void => {
          cancel();
          waiting.delete(end);
          resolve(line);
        };
        const cancel = clock.after(ms, () => end(null));
        waiting.add(end);
        retryNow();
      });
    },
    async drop(line) {
      if (current === line) current = null;
      await options.close(line, "dropUnsent");
    },
    async close() {
      closed = true;
      for (const end of [...waiting]) end(null);
      retryNow();
      await running;
    },
  };
}

import type { Clock } from "#contract/ports.ts";

/**
 * Longest silence of a page that is alive, ms. `beat`: it beats every 5 s; a busy start may take longer. `away`: a page
 * opens its stream of events again within a quarter of a second; only one that is gone, or has lost its access, doesn't.
 */
const patience = { first: 60_000, beat: 20_000, away: 1_000 };

export type Heartbeat = {
  beat(): void;
  /** A page listens to events now. @returns what to call when its stream has ended. */
  joined(): () => void;
  windowOpened(): void;
  /** The window is known to be of no use; told once an opening. */
  lost(): void;
  stop(): void;
};

/**
 * Watches the page that the shell opened: a renderer that died leaves an error page that nobody reloads, and a network
 * service that died takes the page's access with it. Streams of a window that was replaced since count for nothing.
 */
export function createHeartbeat(options: { clock: Clock; onLost: () => void }): Heartbeat {
  let cancelBeat: () => void = () => undefined;
  let cancelAway: () => void = () => undefined;
  /** Streams of the window that is watched; null while none is. */
  let streams: Set<symbol> | null = null;

  const stop = (): void => {
    streams = null;
    cancelBeat();
    cancelAway();
  };
  const lost = (): void => {
    stop();
    options.onLost();
  };
  const expectBeat = (within: number): void => {
    cancelBeat();
    cancelBeat = options.clock.after(within, lost);
  };
  return {
    beat() {
      if (streams) expectBeat(patience.beat);
    },
    joined() {
      const window = streams;
      const stream = Symbol();
      cancelAway();
      window?.add(stream);
      return () => {
        if (!window?.delete(stream) || window !== streams || window.size > 0) return;
        cancelAway();
        cancelAway = options.clock.after(patience.away, lost);
      };
    },
    windowOpened() {
      stop();
      streams = new Set();
      expectBeat(patience.first);
    },
    lost() {
      if (streams) lost();
    },
    stop,
  };
}

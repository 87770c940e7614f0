import type { Clock } from "#contract/base/ports.ts";

/**
 * Longest silence of a page that is alive, ms; it beats every half second.
 * - `first`: from the opening of its window; a cold start on a slow machine takes tens of seconds.
 * - `beat`: where the core itself runs on time meanwhile. A page that can't beat for so long on a machine that isn't
 *   busy answers no touch either.
 * - `busy`: in any case. Under load, or while a disk swaps, page and core are late alike, and a patient in the middle
 *   of a booking must not lose the session to that.
 * - `away`: a page opens its stream of events again within a quarter of a second; only one that is gone, or has lost
 *   its access, doesn't.
 */
const patience = { first: 60_000, beat: 2_500, busy: 20_000, away: 1_000 };

/** How often the core looks, ms, and how late it is at that on a machine that isn't busy. */
const look = { every: 250, late: 50 };

/**
 * Calls under way at which a beat may have to wait for them: Chromium opens six connections to a host, and one of them
 * is the stream of events (net/socket/client_socket_pool_manager.cc, kMaxSocketsPerGroup).
 */
const connectionsTaken = 5;

/** `none`: no window of ours is watched, as with `--shell none`. `opening`: its page has not beaten yet, or it is yet to come. */
export type WindowState = "none" | "opening" | "up" | "lost";

export type Heartbeat = {
  state(): WindowState;
  beat(): void;
  /** A call of the page's begins. @returns what to call when it has been answered */
  called(): () => void;
  /** A page listens to events now. @returns what to call when its stream has ended. */
  joined(): () => void;
  windowOpened(): void;
  /** The window has stopped working. Called once for each opening. */
  lost(): void;
  stop(): void;
};

/**
 * Watches the page that the shell opened: a renderer that died leaves an error page that nobody reloads, one that hangs
 * answers no touch, and a network service that died takes the page's access with it. Streams of a window that was
 * replaced since count for nothing.
 */
export function createHeartbeat(options: {
  clock: Clock;
  onLost: () => void;
  /** Whether a window is yet to come. */
  expectsWindow?: boolean;
}): Heartbeat {
  const { clock, onLost } = options;
  let cancelLook: () => void = () => undefined;
  let cancelAway: () => void = () => undefined;
  /** Streams of the window that is watched; null while none is. */
  let streams: Set<symbol> | null = null;
  /** When the page last beat, and since when its silence means something; by the monotonic clock. */
  let silent = { since: 0, countedFrom: 0 };
  let callsUnderWay = 0;
  let state: WindowState = options.expectsWindow ? "opening" : "none";

  const stop = (): void => {
    streams = null;
    cancelLook();
    cancelAway();
  };
  const lost = (): void => {
    stop();
    state = "lost";
    onLost();
  };
  const watchBeats = (): void => {
    cancelLook();
    const due = clock.monotonic() + look.every;
    cancelLook = clock.after(look.every, () => {
      const now = clock.monotonic();
      // The core's own lateness is the machine's, and not counted against the page.
      silent.countedFrom += Math.max(0, now - due - look.late);
      if (callsUnderWay >= connectionsTaken) silent.countedFrom = now;
      if (now - silent.countedFrom >= patience.beat || now - silent.since >= patience.busy) lost();
      else watchBeats();
    });
  };
  return {
    state: () => state,
    beat() {
      const now = clock.monotonic();
      silent = { since: now, countedFrom: now };
      if (!streams) return;
      state = "up";
      watchBeats();
    },
    called() {
      callsUnderWay++;
      let isUnderWay = true;
      return () => {
        if (isUnderWay) callsUnderWay--;
        isUnderWay = false;
      };
    },
    joined() {
      const window = streams;
      const stream = Symbol();
      cancelAway();
      window?.add(stream);
      return () => {
        if (!window?.delete(stream) || window !== streams || window.size > 0) return;
        cancelAway();
        cancelAway = clock.after(patience.away, lost);
      };
    },
    windowOpened() {
      stop();
      streams = new Set();
      state = "opening";
      cancelLook = clock.after(patience.first, lost);
    },
    lost() {
      if (streams) lost();
    },
    stop,
  };
}

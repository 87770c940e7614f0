import type { Clock } from "#contract/ports.ts";

/** Longest silence of a page that is alive, ms. Its own beat is every 5 s; a busy start may take longer. */
const patience = { first: 60_000, next: 20_000 };

export type Heartbeat = { beat(): void; windowOpened(): void; stop(): void };

/** Watches the page that the shell opened: a renderer that died leaves an error page that nobody reloads. */
export function createHeartbeat(options: { clock: Clock; onLost: () => void }): Heartbeat {
  let cancel: () => void = () => undefined;
  let watching = false;
  const expect = (within: number): void => {
    cancel();
    cancel = options.clock.after(within, () => {
      watching = false;
      options.onLost();
    });
  };
  return {
    beat() {
      if (watching) expect(patience.next);
    },
    windowOpened() {
      watching = true;
      expect(patience.first);
    },
    stop() {
      watching = false;
      cancel();
    },
  };
}

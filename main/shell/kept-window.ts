import type { Clock } from "#contract/index.ts";
import { type Kept, keepRunning, type Running } from "./keep-running.ts";
import type { KioskWindow } from "./kiosk.ts";

export type KeptWindow = {
  /** Opens a window on `url`; it has ended when it closed, crashed, or hangs for good. */
  readonly open: (url: string) => Running;
  readonly clock: Clock;
  readonly say: (line: string) => void;
};

/** The pauses before a window is opened again, ms: short, as the desktop is visible meanwhile. */
const windowRule = { first: 250, longest: 2_000, stableAfter: 10_000 };

/** A window that is opened again, with back-off, whenever it ends; every opening starts with an empty page. */
export function keepWindow({ open, clock, say }: KeptWindow): KioskWindow {
  let kept: Kept | null = null;
  let addressOf = (): string => "";

  return {
    show(_url, opening) {
      addressOf = opening;
      if (kept) {
        void kept.restart();
        return;
      }
      kept = keepRunning({
        start: () => {
          const address = addressOf();
          return open(address);
        },
        clock,
        rule: windowRule,
        onEnded: (how, delay) => say(`The window ended (${how}): opening it again in ${delay / 1000} s.`),
      });
    },
    async close() {
      await kept?.stop();
    },
  };
}

import type { Clock } from "#contract/index.ts";
import type { TicketFate } from "../port.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import type { Line } from "./line.ts";

/** How often the mouth is looked at while a ticket waits there, and how long one may need to get there, ms. */
const look = 500;
const arrival = 5000;

/** The presenter of a kiosk printer: a ticket is held out, and is taken by its owner or drawn back. */
export interface Mouth {
  /** Watches a ticket that was just printed until it is gone from the mouth, or `mouth` ms have passed. */
  watch(line: Line, job: string): Promise<void>;
  /** Draws back what waits there, and resolves when nobody watches any more. */
  clear(line: Line): Promise<void>;
}

export function createMouth(options: {
  readonly clock: Clock;
  readonly mouth: number;
  readonly tell: (fate: TicketFate) => void;
}): Mouth {
  const { clock, tell } = options;
  let watching: Promise<void> | null = null;
  let wanted = false;
  let wake: () => void = () => undefined;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(look, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  async function drawBack(line: Line): Promise<void> {
    const command = line.profile.presenter?.retract;
    if (command) await line.connection.write(hexBytes(command), 1000);
  }

  async function watch(line: Line, job: string): Promise<void> {
    const started = clock.monotonic();
    const passed = (): number => clock.monotonic() - started;
    while (line.atMouth() !== true) {
      if (wanted || passed() > arrival || (await line.look()) === "offline") return;
      if (line.atMouth() !== true) await pause();
    }
    tell({ job, fate: "presented" });
    while (passed() < options.mouth && !wanted) {
      await pause();
      // A presenter that draws back by itself does so at the end of its own time: earlier, it was taken.
      if (!wanted && (await line.look()) !== "offline" && line.atMouth() === false)
        return tell({ job, fate: "taken" });
      if (line.atMouth() === null) return;
    }
    await drawBack(line);
    tell({ job, fate: "retracted" });
  }

  return {
    async watch(line, job) {
      if (!hasMouth(line.profile)) return;
      wanted = false;
      watching = watch(line, job).finally(() => {
        watching = null;
      });
      await watching;
    },
    async clear(line) {
      wanted = true;
      wake();
      if (watching) await watching;
      else if (line.atMouth() === true) await drawBack(line);
    },
  };
}

const hasMouth = (profile: PrinterProfile): boolean =>
  profile.presenter !== null && profile.status.some((way) => way === "customFull" || way === "gsE");

const hexBytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

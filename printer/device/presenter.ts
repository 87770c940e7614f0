import type { Clock } from "#contract/index.ts";
import type { TicketFate } from "../port.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import type { Line } from "./line.ts";

/** How often a ticket that waits is looked at, and how long one may need to get to the presenter, ms. */
const look = 500;
const arrival = 5000;

/** The presenter of a kiosk printer: a ticket is held out, and is taken by its owner or taken back. */
export interface Presenter {
  /** A new ticket is on its way, and its owner is there. */
  ticketBegins(): void;
  /** Watches a ticket until it is gone from the presenter; `job` is null where nobody knows whose it is. */
  watch(line: Line, job: string | null): Promise<void>;
  /** The owner has left: from now, or from the ticket's arrival, they have the profile's seconds to take it. */
  ownerLeft(): void;
  /** Resolves when the presenter is free: the ticket was taken, or its owner's seconds are over. */
  vacate(line: Line): Promise<void>;
}

export function createPresenter(options: {
  readonly clock: Clock;
  /** How long a ticket may stay while its owner is there, ms. */
  readonly presented: number;
  readonly tell: (fate: TicketFate) => void;
}): Presenter {
  const { clock } = options;
  let watching: Promise<void> | null = null;
  let leftAt: number | null = null;
  let wake: () => void = () => undefined;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(look, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  async function retract(line: Line): Promise<void> {
    const command = line.profile.presenter?.retract;
    if (command) await line.connection.write(Uint8Array.from(Buffer.from(command, "hex")), 1000);
  }

  async function watchUntilGone(line: Line, job: string | null): Promise<void> {
    const tell = (fate: TicketFate["fate"]): void => {
      if (job !== null) options.tell({ job, fate });
    };
    const started = clock.monotonic();
    while (line.ticketPresent() !== true) {
      if (clock.monotonic() - started > arrival || (await line.poll()) === "offline") return;
      if (line.ticketPresent() !== true) await pause();
    }
    tell("presented");
    const presentedAt = clock.monotonic();
    const { retract: command, ownerSeconds } = line.profile.presenter ?? { retract: null, ownerSeconds: 0 };
    const until = (): number => {
      const longest = presentedAt + options.presented;
      // A presenter that can't be told to take it back does so by itself, at the end of its own time.
      if (leftAt === null || command === null) return longest;
      return Math.min(longest, Math.max(leftAt, presentedAt) + ownerSeconds * 1000);
    };
    while (clock.monotonic() < until()) {
      await pause();
      if ((await line.poll()) !== "offline" && line.ticketPresent() === false) return tell("taken");
      if (line.ticketPresent() === null) return;
    }
    await retract(line);
    tell("retracted");
  }

  const leave = (): void => {
    leftAt ??= clock.monotonic();
    wake();
  };

  return {
    ticketBegins() {
      leftAt = null;
    },
    async watch(line, job) {
      if (!canSee(line.profile)) return;
      if (job === null) leave();
      watching = watchUntilGone(line, job).finally(() => {
        watching = null;
      });
      await watching;
    },
    ownerLeft: leave,
    async vacate(line) {
      leave();
      if (watching) await watching;
      else if (line.ticketPresent() === true) await this.watch(line, null);
    },
  };
}

const canSee = (profile: PrinterProfile): boolean =>
  profile.presenter !== null && profile.status.some((way) => way === "customFull" || way === "gsE");

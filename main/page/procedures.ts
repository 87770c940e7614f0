import type { KioskEvent } from "#contract/page/events.ts";
import type { Log } from "../log/events.ts";
import { api } from "../sessions/api.ts";
import type { Events } from "./events.ts";
import type { Heartbeat } from "./heartbeat.ts";

export type PageDeps = {
  readonly events: Events;
  readonly heartbeat: Heartbeat;
  /** How everything stands: what a stream of events opens with. */
  readonly states: () => readonly KioskEvent[];
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly log: Log;
};

export function pageProcedures({ events, heartbeat, states, now, log }: PageDeps) {
  return {
    kiosk: {
      beat: api.kiosk.beat.handler(() => {
        heartbeat.beat();
        return { now: Math.round(now()) };
      }),
      pageFault: api.kiosk.pageFault.handler(({ input }) => {
        log.write("page.broke", { error: input.message, stack: input.stack });
        return {};
      }),
      escapeTried: api.kiosk.escapeTried.handler(({ input }) => {
        log.write("page.escape-tried", { keys: input.keys });
        return {};
      }),
    },
    events: {
      listen: api.events.listen.handler(async function* ({ signal }): AsyncGenerator<KioskEvent, void> {
        const left = heartbeat.joined();
        signal?.addEventListener("abort", left, { once: true });
        try {
          const changes = events.listen(signal);
          yield* states();
          yield* changes;
        } finally {
          left();
        }
      }),
    },
  };
}

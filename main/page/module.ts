import type { Clock } from "#contract/base/ports.ts";
import { createEvents, type Events } from "./events.ts";
import { createHeartbeat, type Heartbeat } from "./heartbeat.ts";
import { type PageDeps, pageProcedures } from "./procedures.ts";

/** The page on the screen: what it is told, whether it is alive, and what broke in it. */
export type PageModule = {
  readonly events: Pick<Events, "emit" | "forgetPersonal">;
  readonly heartbeat: Pick<Heartbeat, "state" | "called" | "windowOpened" | "lost">;
  readonly procedures: ReturnType<typeof pageProcedures>;
  close(): void;
};

export function createPageModule(
  deps: Pick<PageDeps, "states" | "now" | "log"> & {
    readonly clock: Clock;
    readonly onLost: () => void;
    readonly expectsWindow: boolean;
  },
): PageModule {
  const { clock, onLost, expectsWindow, states, now, log } = deps;
  const events = createEvents(log);
  const heartbeat = createHeartbeat({
    clock,
    expectsWindow,
    onLost() {
      log.write("page.window-lost");
      onLost();
    },
  });
  return {
    events,
    heartbeat,
    procedures: pageProcedures({ events, heartbeat, states, now, log }),
    close: heartbeat.stop,
  };
}

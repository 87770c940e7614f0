import { type KioskEvent, kioskEventSchema } from "#contract/page/events.ts";
import type { Log } from "../log/events.ts";

export type Events = {
  emit(event: KioskEvent): void;
  /** A session is over: what only its patient may hear, and no reader has taken yet, is told to nobody. */
  forgetPersonal(): void;
  /**
   * Events from this call on, until the signal fires. None is lost between two reads; a reader that lags gets
   * the newest of each kind. At most {@link mostReaders} read at a time: one more ends the oldest reader's stream,
   * since the newest is the page that is on the screen now.
   */
  listen(signal: AbortSignal | undefined): AsyncGenerator<KioskEvent, void>;
};

/** Readers at a time. One page has one; those of pages that were lost end with their sockets. */
export const mostReaders = 16;

/** Two events of one identity: the newer says all that the older did. */
const identity = (event: KioskEvent): string => {
  if (event.type === "schedule") return `schedule ${event.scheduleId}`;
  return event.type === "ticket" ? `ticket ${event.visitId}` : event.type;
};

/** Kinds that are about whoever stands at the screen. A state of the session is told anew. */
const personal: ReadonlySet<KioskEvent["type"]> = new Set(["scanner", "ticket", "session"]);

/** Pushes from the core to every screen that listens. */
/** @param log told of events that break the contract: sent on, one would end every screen's stream */
export function createEvents(log: Log): Events {
  /** By reader, oldest first: what ends its stream. */
  const readers = new Map<(event: KioskEvent) => void, () => void>();
  const queues = new Set<Map<string, KioskEvent>>();
  return {
    emit(event) {
      const { error } = kioskEventSchema.safeParse(event);
      if (error) {
        const fields = error.issues.map(({ path }) => path.join("."));
        return log.write("page.event-left-out", { type: event.type, fields });
      }
      for (const read of readers.keys()) read(event);
    },
    forgetPersonal() {
      for (const queue of queues)
        for (const [key, { type }] of queue) if (personal.has(type)) queue.delete(key);
    },
    listen(signal) {
      const waiting = new Map<string, KioskEvent>();
      queues.add(waiting);
      let wake: () => void = () => undefined;
      const read = (event: KioskEvent): void => {
        waiting.set(identity(event), event);
        wake();
      };
      let ended = false;
      const stop = (): void => {
        ended = true;
        readers.delete(read);
        queues.delete(waiting);
        wake();
      };
      const [oldest] = readers.size >= mostReaders ? readers.values() : [];
      oldest?.();
      readers.set(read, stop);
      signal?.addEventListener("abort", stop, { once: true });
      return drain();

      async function* drain(): AsyncGenerator<KioskEvent, void> {
        try {
          while (!signal?.aborted && !ended) {
            const [next] = waiting;
            if (next) {
              waiting.delete(next[0]);
              yield next[1];
            } else {
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
            }
          }
        } finally {
          readers.delete(read);
          queues.delete(waiting);
          signal?.removeEventListener("abort", stop);
        }
      }
    },
  };
}

import type { KioskEvent } from "#contract/events.ts";

export type Events = {
  emit(event: KioskEvent): void;
  /**
   * Events from this call on, until the signal fires. None is lost between two reads; a reader that lags gets
   * the newest of each kind.
   */
  listen(signal: AbortSignal | undefined): AsyncGenerator<KioskEvent, void>;
};

/** Two events of one identity: the newer says all that the older did. */
const identity = (event: KioskEvent): string => {
  if (event.type === "schedule") return `schedule ${event.scheduleId}`;
  return event.type === "ticket" ? `ticket ${event.visitId}` : event.type;
};

/** Pushes from the core to every screen that listens. */
export function createEvents(): Events {
  const readers = new Set<(event: KioskEvent) => void>();
  return {
    emit(event) {
      for (const read of readers) read(event);
    },
    listen(signal) {
      const waiting = new Map<string, KioskEvent>();
      let wake: () => void = () => undefined;
      const read = (event: KioskEvent): void => {
        waiting.set(identity(event), event);
        wake();
      };
      const stop = (): void => {
        readers.delete(read);
        wake();
      };
      readers.add(read);
      signal?.addEventListener("abort", stop, { once: true });
      return drain();

      async function* drain(): AsyncGenerator<KioskEvent, void> {
        try {
          while (!signal?.aborted) {
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
          signal?.removeEventListener("abort", stop);
        }
      }
    },
  };
}

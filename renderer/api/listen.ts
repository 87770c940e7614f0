import { createBackOff } from "#contract/base/back-off.ts";
import type { KioskEvent } from "#contract/page/events.ts";
import { ask } from "./failures.ts";

type Listening = {
  /** Opens the core's stream of events. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<KioskEvent>>;
  readonly onEvent: (event: KioskEvent) => void;
  readonly onUp: () => void;
  readonly onDown: (why: "coreAway" | "denied") => void;
};

const openingRule = { first: 250, longest: 4_000 };

/**
 * Keeps a stream of events open for ever: after each break it is opened again, with pauses that double from
 * a quarter of a second to four. `onUp` comes with the first event of each stream, which the core sends at once.
 */
export function keepListening({ open, onEvent, onUp, onDown }: Listening): () => void {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    const backOff = createBackOff(openingRule);
    while (!stop.signal.aborted) {
      const stream = await ask(open(stop.signal));
      if (stream.ok) {
        const broken = await ask(
          (async () => {
            let up = false;
            for await (const event of stream.value) {
              if (!up) onUp();
              up = true;
              backOff.succeeded();
              onEvent(event);
            }
          })(),
        );
        if (!stop.signal.aborted)
          onDown(!broken.ok && broken.failure.kind === "denied" ? "denied" : "coreAway");
      } else if (!stop.signal.aborted) {
        onDown(stream.failure.kind === "denied" ? "denied" : "coreAway");
      }
      await new Promise((resolve) => setTimeout(resolve, backOff.failed()));
    }
  };
  void run();
  return () => stop.abort();
}

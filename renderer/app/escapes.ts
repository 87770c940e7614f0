import { blockedKeyEvent } from "#contract/keyboard/keys.ts";
import type { Api } from "../api/client.ts";
import { ask } from "../api/failures.ts";

/** A hand on a keyboard is told of once a second, ms. */
const atMostEvery = 1000;

/** Tells the core which keys the page's guard has blocked, for the log and whoever watches over security. */
export function watchEscapes(api: Api): void {
  let toldAt = Number.NEGATIVE_INFINITY;
  addEventListener(blockedKeyEvent, (event) => {
    if (!(event instanceof CustomEvent) || event.timeStamp - toldAt < atMostEvery) return;
    toldAt = event.timeStamp;
    void ask(api.kiosk.escapeTried({ keys: String(event.detail) }));
  });
}

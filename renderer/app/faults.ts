import type { Api } from "../api/client.ts";
import { ask } from "../api/failures.ts";
import { useKiosk } from "../state/kiosk.ts";

/** Any error that nobody caught is a bug: it is told to the core's log, and the screens start again. */
export function watchFaults(api: Api): void {
  addEventListener("error", (event) => reportFault(api, event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => reportFault(api, event.reason));
}

/** Tells the core of a fault, by its type, message and stack only, and shows the screen that restarts. */
export function reportFault(api: Api, fault: unknown): void {
  if (useKiosk.getState().broken) return;
  useKiosk.setState({ broken: true });
  const message = fault instanceof Error ? `${fault.name}: ${fault.message}` : "not an Error";
  const stack = fault instanceof Error ? (fault.stack ?? "") : "";
  void ask(api.kiosk.pageFault({ message: message.slice(0, 500), stack: stack.slice(0, 4000) }));
}

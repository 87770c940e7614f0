import type { CentralError } from "#contract/central.ts";
import type { Log } from "./events.ts";

/**
 * Logs what the central API answered instead of an answer. A refused access is an error: no patient can mend it, and
 * it lasts until people put token, certificate or rights right.
 */
export function logFault(
  log: Pick<Log, "warn" | "error">,
  event: string,
  { fault, status }: Pick<CentralError, "fault" | "status">,
  facts: Readonly<Record<string, unknown>> = {},
): void {
  if (fault === "denied") log.error(`${event}: access denied`, { ...facts, fault, status });
  else log.warn(event, { ...facts, fault, status });
}

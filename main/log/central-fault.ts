import type { CentralError } from "#contract/central/central.ts";
import type { KioskLogLine, Log } from "./events.ts";

/**
 * Logs what the central API answered instead of an answer. A refused access is an error of its own: no patient can
 * mend it, and it lasts until people put token, certificate or rights right.
 * @param line what could not be done
 */
export function logFault(
  log: Log,
  { fault, code }: Pick<CentralError, "fault" | "code">,
  line: KioskLogLine,
): void {
  log.write(...line);
  if (fault === "unauthorized") log.write("central.unauthorized", { during: line[0], code });
}

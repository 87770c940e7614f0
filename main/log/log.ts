import { type DestinationStream, pino } from "pino";
import type { Log } from "#contract/ports.ts";
import { createFloodGate } from "./flood.ts";
import { withoutQuotes } from "./quotes.ts";

export { logFile } from "./log-file.ts";

/** Keys under which personal data would travel; whatever stands there is not written. */
const redacted = [
  "policy",
  "series",
  "number",
  "birthDate",
  "phone",
  "name",
  "family",
  "given",
  "patronymic",
  "patient",
];

/**
 * The kiosk's log: one JSON object a line. Facts are passed by the caller without personal data; the known
 * names of personal fields are censored as a second line of defence, and so is what error messages quote of their
 * input. An event that floods is counted instead.
 */
export function createLog(options: {
  level: string;
  destination?: DestinationStream | undefined;
  /** Never goes back, ms. */
  monotonic?: () => number;
}): Log {
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: redacted.flatMap((key) => [key, `*.${key}`]), censor: "[personal]" },
  };
  const logger = options.destination ? pino(settings, options.destination) : pino(settings);
  const gate = createFloodGate(options.monotonic ?? (() => performance.now()));
  const write =
    (level: "debug" | "info" | "warn" | "error"): Log["info"] =>
    (event, facts) => {
      if (!logger.isLevelEnabled(level)) return;
      for (const flood of gate.overdue())
        logger.warn({ of: flood.event, lines: flood.leftOut }, "lines left out");
      if (gate.pass(event)) logger[level](facts ? withoutQuotes(facts) : {}, event);
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

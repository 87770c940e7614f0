import { type DestinationStream, pino } from "pino";
import type { LogEvent, LogLevel } from "#contract/base/log.ts";
import { type KioskLogLine, type Log, type LogEventId, logEvents } from "./events.ts";
import { writtenFacts } from "./facts.ts";
import { createFloodGate } from "./flood.ts";
import type { SecurityLine } from "./security-stream.ts";

/** Keys under which personal data would travel; whatever stands there is not written. */
export const personalNames = [
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
 * The kiosk's log: one JSON object a line, with `time`, `level`, the event's id (`event`) and sentence (`msg`), and
 * its facts. A fact that hasn't the form of its kind is withheld; the known names of personal fields are censored as
 * a second line of defence, and so is what error messages quote of their input. An event that floods is counted
 * instead. Security events go to `security` as well, also those below the level.
 */
export function createLog(options: {
  level: LogLevel;
  destination?: DestinationStream | undefined;
  security?: ((line: SecurityLine) => void) | undefined;
  /** Never goes back, ms. */
  monotonic?: () => number;
}): Log {
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: personalNames.flatMap((key) => [key, `*.${key}`]), censor: "[personal]" },
  };
  const logger = options.destination ? pino(settings, options.destination) : pino(settings);
  const gate = createFloodGate(options.monotonic ?? (() => performance.now()));

  const writeNow = (...[id, facts]: KioskLogLine): void => {
    const event: LogEvent = logEvents[id];
    const written = writtenFacts(event, facts ?? {});
    logger[event.level]({ event: id, ...written }, event.sentence);
    if (event.security)
      options.security?.({ id, level: event.level, sentence: event.sentence, facts: written });
  };
  const told = (): void => {
    for (const flood of gate.overdue())
      writeNow("log.lines-left-out", { of: flood.event, lines: flood.leftOut });
  };
  return {
    write(...line) {
      const id: LogEventId = line[0];
      const event: LogEvent = logEvents[id];
      const isForSecurity = event.security === true && options.security !== undefined;
      if (!logger.isLevelEnabled(event.level) && !isForSecurity) return;
      told();
      if (gate.pass(id)) writeNow(...line);
    },
  };
}

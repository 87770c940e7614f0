import { renameSync, statSync } from "node:fs";
import { type DestinationStream, pino } from "pino";
import type { Log } from "#contract/ports.ts";

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
 * names of personal fields are censored as a second line of defence.
 */
export function createLog(options: { level: string; destination?: DestinationStream | undefined }): Log {
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: redacted.flatMap((key) => [key, `*.${key}`]), censor: "[personal]" },
  };
  const logger = options.destination ? pino(settings, options.destination) : pino(settings);
  return {
    debug: (event, facts) => logger.debug(facts ?? {}, event),
    info: (event, facts) => logger.info(facts ?? {}, event),
    warn: (event, facts) => logger.warn(facts ?? {}, event),
    error: (event, facts) => logger.error(facts ?? {}, event),
  };
}

const largestLog = 20 * 1024 * 1024;

/** The log file; at start-up one that has grown large is put aside as `FILE.1`, in place of an older one. */
export function logFile(file: string): DestinationStream {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLog) renameSync(file, `${file}.1`);
  return pino.destination({ dest: file, mkdir: true, sync: true });
}

import type { LogLine, LogOf } from "#contract/log.ts";
import { printerEvents } from "#printer/log-events.ts";
import { syncEvents } from "#sync/log-events.ts";
import { httpEvents } from "./events/http.ts";
import { ownEvents } from "./events/log.ts";
import { syncThreadEvents } from "./events/sync-thread.ts";
import type { SentenceLog } from "./sentence-log.ts";

/** Everything that the kiosk logs, by id. docs/log-events.md is made of it: `npm run log-events`. */
export const logEvents = {
  ...httpEvents,
  ...ownEvents,
  ...printerEvents,
  ...syncEvents,
  ...syncThreadEvents,
} as const;

export type LogEventId = keyof typeof logEvents;
export type Log = LogOf<typeof logEvents> & SentenceLog;
/** An id and its facts, as {@link Log} takes them. */
export type KioskLogLine = LogLine<typeof logEvents>;

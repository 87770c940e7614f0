import type { Log } from "./events.ts";

/** For commands of which nobody reads a log. */
export const silentLog: Log = { write: () => undefined };

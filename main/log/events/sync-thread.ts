import { defineLogEvents } from "#contract/base/log.ts";

export const syncThreadEvents = defineLogEvents({
  "sync-thread.broke": {
    level: "error",
    sentence: "The sync thread broke on a bug",
    facts: { error: "trace" },
    action: "Report the stack to the developers; the thread is started again by itself",
  },
  "sync-thread.ended": {
    level: "error",
    sentence: "The sync thread has ended and is started again; screens show what is stored",
    facts: { code: "count", restartIn: "ms" },
    action: "If it repeats, report the log to the developers",
  },
  "sync-thread.order-left-out": {
    level: "error",
    sentence: "An order to the sync thread is left out because it is malformed",
    facts: { type: "code" },
    action: "Report it to the developers",
  },
  "sync-thread.order-unreadable": {
    level: "error",
    sentence: "The sync thread has got an order that it can't read",
    action: "Report it to the developers",
  },
});

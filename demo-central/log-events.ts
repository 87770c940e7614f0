import { defineLogEvents, type LogOf } from "#contract/index.ts";

/** What the demo central API logs. */
export const demoCentralEvents = defineLogEvents({
  "demo-central.ready": {
    level: "info",
    sentence: "The demo central API listens",
    facts: { port: "count", size: "code", seed: "count" },
  },
  "demo-central.answered": {
    level: "debug",
    sentence: "The demo central API answered",
    facts: { method: "code", route: "place", status: "count" },
  },
  "demo-central.failed": {
    level: "error",
    sentence: "The demo central API failed on a request",
    facts: { error: "trace" },
  },
});

export type DemoCentralLog = LogOf<typeof demoCentralEvents>;

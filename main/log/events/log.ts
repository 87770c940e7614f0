import { defineLogEvents } from "#contract/base/log.ts";

export const ownEvents = defineLogEvents({
  "log.lines-left-out": {
    level: "warn",
    security: true,
    sentence: "Lines of an event that came too often were left out of the log",
    facts: { of: "code", lines: "count" },
    action: "Look at the lines of the named event that are there",
  },
  "log.security-lost": {
    level: "warn",
    sentence: "A security event could not be written to its stream; the log has it",
    facts: { fault: "code" },
    action: "Check log.security in the settings, and the syslog daemon that it names",
  },
  "log.lines-lost": {
    level: "warn",
    sentence: "Lines of the log were lost because its file could not be written",
    facts: { lines: "count", fault: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
});

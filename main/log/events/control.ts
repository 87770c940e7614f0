import { defineLogEvents } from "#contract/base/log.ts";

/** What clinic IT asks of the running kiosk by the command `infomat`. */
export const controlEvents = defineLogEvents({
  "control.not-listening": {
    level: "error",
    sentence: "The command infomat can't ask the kiosk because its socket can't be made",
    facts: { place: "place", code: "code" },
    action: "Make room on the disk, or choose a data folder with a shorter path; then restart the kiosk",
  },
  "control.request-failed": {
    level: "error",
    sentence: "A question of the command infomat failed on a bug",
    facts: { error: "trace" },
    action: "Report it to the developers",
  },
  "control.reset": {
    level: "warn",
    security: true,
    sentence: "The kiosk was set back to its first screen by the command infomat",
    facts: { session: "flag" },
  },
});

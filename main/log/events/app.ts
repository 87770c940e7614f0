import { defineLogEvents } from "#contract/base/log.ts";
import { unusableFiles } from "./identity-provider.ts";

export const appEvents = defineLogEvents({
  "core.ready": {
    level: "info",
    security: true,
    sentence: "The core is ready",
    facts: { port: "count", version: "code" },
  },
  "core.ended": { level: "info", security: true, sentence: "The core has ended" },
  "core.settings-changed": {
    level: "warn",
    security: true,
    sentence: "The kiosk starts with other settings than at its last start",
    facts: { settings: "code" },
    action: "Nothing, if it was you who changed them",
  },
  "core.kiosk-number-missing": {
    level: "warn",
    sentence: "The kiosk has no number of its own; two kiosks of a clinic may print equal ticket numbers",
    action: "Set kiosk.number in the settings, another one on each kiosk of a clinic",
  },
  "core.file-unusable": {
    level: "warn",
    sentence: "A file that the settings name can't be used; what needs it is not there for patients",
    facts: { setting: "code", file: "place", why: unusableFiles },
    action: "Put the file in its place and let the kiosk's user read it; `infomat config check` looks again",
  },
  "core.language-left-out": {
    level: "error",
    sentence: "A language is left out because its file is broken",
    facts: { language: "code", why: "trace" },
    action: "Restore assets/locales from the package",
  },
  "core.file-lost": {
    level: "error",
    security: true,
    sentence: "A file of the kiosk was deleted or replaced while it runs",
    facts: { file: "place", loss: ["gone", "replaced"] },
    action: "Find out who touches the data folder; docs/data-folder.md says what is lost",
  },
  "core.restarts-for-files": {
    level: "warn",
    sentence: "The core restarts to put its files in order",
  },
  "page.event-left-out": {
    level: "error",
    sentence: "An event for the screens is left out because it breaks the contract",
    facts: { type: "code", fields: "codes" },
    action: "Report it to the developers",
  },
});

import { defineLogEvents } from "#contract/base/log.ts";

/** Scanner, speech, and what the queue makes of tickets. */
export const deviceEvents = defineLogEvents({
  "scanner.ready": { level: "info", sentence: "The scanner is ready", facts: { path: "place" } },
  "scanner.gone": {
    level: "warn",
    sentence: "The scanner is gone; it is looked for again and again",
    facts: { path: "place" },
    action: "Check cable and power of the scanner",
  },
  "scanner.unopened": {
    level: "warn",
    sentence: "The scanner can't be opened; it is tried again and again",
    facts: { path: "place", fault: "trace" },
    action: "Check the scanner's path in the settings, and that the kiosk's user may open it",
  },
  "scanner.fault": {
    level: "warn",
    sentence: "The scanner's connection has a fault",
    facts: { path: "place", fault: "trace" },
    action: "Check cable and speed of the scanner",
  },
  "scanner.scan": { level: "info", sentence: "Something was scanned", facts: { kind: "code" } },
  "speech.searched": {
    level: "info",
    sentence: "The program that speaks was looked for",
    facts: { program: "place", there: "flag" },
  },
  "speech.failed": {
    level: "warn",
    sentence: "A prompt could not be spoken",
    facts: { language: "code" },
    action: "Install the program that speaks, with a voice of that language",
  },
  "tickets.job": {
    level: "info",
    sentence: "The state of a print job has changed",
    facts: { job: "id", state: "code", status: "code?", bytes: "count?", copy: "flag?" },
  },
  "tickets.patient-answered": {
    level: "info",
    sentence: "The patient has said whether the ticket came out",
    facts: { job: "id", yes: "flag" },
  },
  "tickets.roll-changed": {
    level: "info",
    sentence: "Whoever serves the kiosk told that a new roll is in the printer",
  },
  "tickets.journal-unwritable": {
    level: "error",
    sentence: "The print journal can't be written",
    facts: { job: "id", code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "tickets.answers-unkept": {
    level: "warn",
    sentence: "What the printer answers can't be kept; it is found out anew after a restart",
    facts: { code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "tickets.texts-unusable": {
    level: "warn",
    sentence: "The ticket texts of a language can't be used; its tickets are in Russian",
    facts: { language: "code", why: "trace" },
    action: "Restore assets/locales from the package",
  },
});

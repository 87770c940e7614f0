import { defineLogEvents } from "#contract/base/log.ts";
import { setAsideKinds } from "#contract/base/set-aside.ts";
import { centralFaults } from "#contract/central/central.ts";

const lostWith = "docs/data-folder.md says what is lost with it";

/** Stored schedules and other files, what they are compared with, and maintenance. */
export const storeEvents = defineLogEvents({
  "schedules.damaged": {
    level: "error",
    sentence: "The stored schedule is damaged; it is loaded anew from the central API",
    facts: { why: "trace" },
    action: "If it repeats, have the disk checked",
  },
  "schedules.rows-not-offered": {
    level: "warn",
    sentence: "Rows of the central API can be read but not offered to patients",
    facts: { of: "code", kind: setAsideKinds, count: "count", examples: "examples" },
    action: "Have the named rows corrected in the register; docs/fhir.md says what each kind means",
  },
  "schedules.slot-unstorable": {
    level: "warn",
    sentence: "A slot that was just read can't be stored",
    facts: { error: "code" },
    action: "If it repeats, check the disk",
  },
  "store.unwritable": {
    level: "error",
    sentence: "A store can't be written; it is kept in memory until the next start",
    facts: { store: ["outbox", "printJournal", "hubRecords"], detail: "trace" },
    action: `Make room on the disk, and let the kiosk's user write in the data folder; ${lostWith}`,
  },
  "store.damaged": {
    level: "error",
    sentence: "A store is damaged; it is begun anew and what it held is lost",
    facts: { store: ["outbox", "printJournal", "hubRecords"], detail: "trace" },
    action: `Have the disk checked; ${lostWith}`,
  },
  "kiosk-state.damaged": {
    level: "error",
    sentence: "The file of the kiosk's state is damaged and begun anew; journal and mirror know what it held",
    facts: { code: "code" },
    action: "Have the disk checked; the damaged file is in the set-aside folder",
  },
  "kiosk-state.not-set-aside": {
    level: "warn",
    sentence: "A damaged file of the kiosk's state can't be set aside",
    facts: { code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "self-test.passed": { level: "info", sentence: "The self-test is passed and booking is open" },
  "self-test.failed": {
    level: "error",
    sentence: "The self-test has failed and booking is closed",
    facts: { findings: "examples" },
    action: "Run `infomat doctor` and give its findings to the operator of the central API",
  },
  "self-test.unfinished": {
    level: "warn",
    sentence: "The self-test could not be finished; it is tried again",
    facts: { fault: centralFaults, detail: "trace", retryIn: "ms" },
    action: "If it lasts, check the network and the central API with `infomat doctor`",
  },
  "maintenance.switched": {
    level: "info",
    security: true,
    sentence: "The kiosk was switched into or out of service",
    facts: { service: ["open", "closed"] },
  },
  "maintenance.unswitched": {
    level: "error",
    sentence: "The kiosk could not be switched into or out of service",
    facts: { service: ["open", "closed"], code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "maintenance.no-folder": {
    level: "error",
    sentence: "The folder of the service switch can't be made; the kiosk can't be switched",
    facts: { code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "maintenance.unwatched": {
    level: "warn",
    sentence: "The system tells of no changes of the service switch; it is looked at instead",
    facts: { code: "code?" },
    action: "Nothing, unless switching takes too long: then raise the system's limit of watched files",
  },
});

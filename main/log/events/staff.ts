import { defineLogEvents } from "#contract/base/log.ts";
import { centralFaults } from "#contract/central/central.ts";

const proofs = ["pin", "card"] as const;

/** The people at the counter. No line tells who: the audit does. */
export const staffEvents = defineLogEvents({
  "staff.sign-in-failed": {
    level: "warn",
    security: true,
    sentence: "A PIN or a staff card that nobody has was tried",
    facts: { by: proofs },
    action: "Nothing, unless it comes often: then look whether somebody tries PINs at the kiosk",
  },
  "staff.sign-in-throttled": {
    level: "warn",
    security: true,
    sentence: "A sign-in of staff was refused because of too many wrong tries",
    facts: { by: proofs, minutes: "count" },
    action: "If it lasts, look whether somebody guesses PINs at the kiosk",
  },
  "staff.locked": {
    level: "info",
    sentence: "The screens of staff were locked",
    facts: { reason: ["asked", "untouched", "removed", "windowLost", "ended", "helping"] },
  },
  "staff.restart": {
    level: "info",
    sentence: "A technician starts the kiosk's program anew",
  },
  "staff.left": {
    level: "info",
    security: true,
    sentence: "A technician ends the kiosk and leaves to the system",
  },
  "staff.unleft": {
    level: "error",
    sentence: "The kiosk could not be ended, because the system would start it again",
    facts: { code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "staff.visit-unread": {
    level: "warn",
    sentence: "The central API did not answer what reception asked about a visit",
    facts: { fault: centralFaults, code: "count?" },
    action: "If it lasts, check the network and the central API with `npm run doctor`",
  },
  "staff.file-broken": {
    level: "error",
    sentence: "The file of staff can't be read; nobody of them can sign in",
    action: "Restore staff.json in the data folder from a backup, or remove it and run `infomat staff add`",
  },
  "audit.recorded": {
    level: "info",
    security: true,
    sentence: "An act of staff was recorded in the audit",
    facts: { record: "count", hash: "code" },
  },
  "audit.unwritable": {
    level: "error",
    security: true,
    sentence: "The audit can't be written; staff can do nothing until it can",
    facts: { code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "audit.tail-cut": {
    level: "warn",
    security: true,
    sentence: "A part of a record at the end of the audit, as a power cut leaves it, was cut off",
    facts: { bytes: "count" },
  },
  "audit.tampered": {
    level: "error",
    security: true,
    sentence: "The audit ends before the record that it ended with last",
    facts: { records: "count", expected: "count" },
    action: "Run `infomat audit`: it names what is missing; find out who touched the data folder",
  },
});

import { defineLogEvents } from "#contract/base/log.ts";
import { centralFaults } from "#contract/central/central.ts";

const unanswered = { fault: centralFaults, code: "count?" } as const;
const checkCentral = "If it lasts, check the network and the central API with `infomat doctor`";
const relations = ["self", "child", "other"] as const;

/** Looking people up, their cards and messages. No line tells of whom. */
export const patientEvents = defineLogEvents({
  "patients.look-up-failed": {
    level: "warn",
    security: true,
    sentence: "Nobody was found by what was given at a sign-in",
    action: "Nothing, unless it comes often: then look whether somebody tries numbers at the kiosk",
  },
  "patients.look-up-throttled": {
    level: "warn",
    security: true,
    sentence: "A sign-in was refused because of too many wrong tries",
    facts: { minutes: "count" },
    action: "If it lasts, look whether somebody guesses policy numbers at the kiosk",
  },
  "patients.look-up-ambiguous": {
    level: "warn",
    sentence: "Several patients fit what was given at a sign-in",
    facts: { count: "count" },
    action: "Have duplicates merged in the register",
  },
  "patients.look-up-unanswered": {
    level: "warn",
    sentence: "The central API did not answer a sign-in",
    facts: unanswered,
    action: checkCentral,
  },
  "patients.attachment-unknown": {
    level: "warn",
    sentence: "A patient is attached to a clinic that the central API does not list",
    action: "Have the register's attachments refer to clinics that it has",
  },
  "patients.messages-unlisted": {
    level: "warn",
    sentence: "A patient's messages can't be listed",
    facts: unanswered,
    action: checkCentral,
  },
  "cards.added": {
    level: "info",
    sentence: "A card was added",
    facts: { relation: relations, linked: "flag" },
  },
  "cards.removed": { level: "info", sentence: "A card was removed", facts: { relation: relations } },
  "cards.consent-unrecorded": {
    level: "warn",
    sentence: "The consent to a card could not be recorded",
    facts: { known: "flag" },
    action: "Have the reception take the consent on paper",
  },
  "cards.waiting-unsearched": {
    level: "warn",
    sentence: "The person of a waiting card could not be looked for",
    facts: unanswered,
    action: checkCentral,
  },
  "cards.unanswered": {
    level: "warn",
    sentence: "The central API did not answer about a card",
    facts: { ...unanswered, during: ["list", "self", "offers", "add", "change", "remove", "person"] },
    action: checkCentral,
  },
  "sign-in-limits.damaged": {
    level: "error",
    security: true,
    sentence: "The file of sign-in limits is damaged and made anew",
    facts: { detail: "trace" },
    action: "Find out who touches the data folder's files",
  },
  "sign-in-limits.unwritable": {
    level: "error",
    sentence: "Sign-in limits can't be written; they are counted in memory",
    facts: { code: "code" },
    action: "Make room on the disk, and let the kiosk's user write in the data folder",
  },
  "sign-in-limits.writable": { level: "info", sentence: "Sign-in limits are written again" },
});

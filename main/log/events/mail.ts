import { defineLogEvents } from "#contract/base/log.ts";

const checkDisk = "Make room on the disk, and let the kiosk's user write in the data folder";
const checkServer = "Check the mail server and its settings; the step E-mail of `infomat doctor` helps";

export const mailEvents = defineLogEvents({
  "mail.sent": { level: "info", sentence: "An e-mail was sent", facts: { tries: "count" } },
  "mail.postponed": {
    level: "warn",
    sentence: "An e-mail is not sent yet; it is tried again",
    facts: { why: "trace", tries: "count", nextTryIn: "ms" },
    action: checkServer,
  },
  "mail.refused": {
    level: "warn",
    sentence: "The mail server refused an e-mail for good; it is dropped",
    facts: { code: "count", refused: "count" },
    action: checkServer,
  },
  "mail.expired": {
    level: "warn",
    sentence: "An e-mail could not be sent within a day; it is dropped",
    facts: { tries: "count", expired: "count" },
    action: checkServer,
  },
  "mail.unreadable": {
    level: "error",
    sentence: "A waiting e-mail can't be read any more; it is dropped",
    action: "Find out who touches the data folder's files",
  },
  "mail.not-kept": {
    level: "error",
    sentence: "An e-mail can't be kept and is not sent",
    facts: { error: "code" },
    action: checkDisk,
  },
  "mail.not-changed": {
    level: "error",
    sentence: "A waiting e-mail can't be changed",
    facts: { error: "code" },
    action: checkDisk,
  },
  "mail.waiting-unread": {
    level: "error",
    sentence: "Waiting e-mails can't be read",
    facts: { error: "code" },
    action: checkDisk,
  },
  "mail.outbox-unusable": {
    level: "error",
    sentence: "No e-mail is sent because the outbox can't be used",
    facts: { code: "code" },
    action: checkDisk,
  },
  "mail.outbox-unwritable": {
    level: "error",
    sentence: "An e-mail can't be kept because the outbox takes no writes",
    action: checkDisk,
  },
  "mail.texts-unusable": {
    level: "warn",
    sentence: "The e-mail texts of a language can't be used; its e-mails are in Russian",
    facts: { language: "code", why: "trace" },
    action: "Restore assets/locales from the package",
  },
});

import { defineLogEvents } from "#contract/base/log.ts";
import { setAsideKinds } from "#contract/base/set-aside.ts";
import { centralFaults } from "#contract/central/central.ts";

const kinds = ["book", "cancel", "move"] as const;
const states = ["intended", "sending", "fencing", "showing", "review", "settled"] as const;
const unanswered = { fault: centralFaults, code: "count?" } as const;
const checkDisk = "Make room on the disk, and let the kiosk's user write in the data folder";
const checkCentral = "If it lasts, check the network and the central API with `infomat doctor`";

/** Bookings, cancels and moves: docs/exactly-once.md tells their states. */
export const bookingEvents = defineLogEvents({
  "booking.booked": { level: "info", sentence: "A visit is booked", facts: { key: "id" } },
  "booking.closed-not-atomic": {
    level: "error",
    sentence: "Booking is closed because transactions of the central API are not atomic",
    action: "Tell the operator of the central API; run `infomat doctor` once it is mended",
  },
  "booking.refusal-unrecorded": {
    level: "warn",
    sentence: "A refused consent could not be recorded because the central API did not answer",
    facts: unanswered,
    action: checkCentral,
  },
  "booking.refusal-failed": {
    level: "warn",
    sentence: "A refused consent could not be recorded because of a bug",
    facts: { error: "trace" },
    action: "Report it to the developers",
  },
  "booking.unanswered": {
    level: "warn",
    sentence: "The central API did not answer while a patient waits; it is asked again",
    facts: { ...unanswered, round: "count", sent: "flag" },
    action: checkCentral,
  },
  "booking.rules-unchecked": {
    level: "warn",
    sentence: "A patient's visits could not be read to check the rules of booking",
    facts: unanswered,
    action: checkCentral,
  },
  "booking.time-unchecked": {
    level: "warn",
    sentence: "The chosen time could not be asked for again",
    facts: unanswered,
    action: checkCentral,
  },
  "booking.not-shown": {
    level: "warn",
    sentence: "Nobody is known to have seen what was booked, cancelled or moved",
    facts: { key: "id" },
    action: "Have the reception tell the patient: the entry is on the review list",
  },
  "booking.interrupted": {
    level: "warn",
    sentence: "The last run of the kiosk ended in the middle of an operation; it is being settled",
    facts: { key: "id", kind: kinds, was: states, state: states, outcome: "code?", reason: "code?" },
  },
  "booking.settled": {
    level: "info",
    sentence: "An operation is settled",
    facts: { key: "id", kind: kinds, state: states, outcome: "code?", reason: "code?", rounds: "count" },
  },
  "booking.settling-unanswered": {
    level: "warn",
    sentence: "The central API can't be asked about an operation that is being settled",
    facts: { ...unanswered, key: "id", kind: kinds },
    action: checkCentral,
  },
  "booking.settling-failed": {
    level: "error",
    sentence: "An operation can't be settled because of a bug; it is tried again",
    facts: { key: "id", kind: kinds, error: "trace" },
    action: "Report it to the developers",
  },
  "booking.settler-broke": {
    level: "error",
    sentence: "Settling broke on a bug; it goes on with the next round",
    facts: { error: "trace" },
    action: "Report it to the developers",
  },
  "review-list.entry-done": {
    level: "info",
    sentence: "People have seen to an entry of the review list",
    facts: { key: "id" },
  },
  "review-list.unreadable-entry-done": {
    level: "info",
    sentence: "People have seen to an entry of the review list that can't be read",
    facts: { key: "id" },
  },
  "visits.cancelled": { level: "info", sentence: "A visit is cancelled", facts: { key: "id" } },
  "visits.moved": { level: "info", sentence: "A visit is moved", facts: { key: "id" } },
  "visits.unlisted": {
    level: "warn",
    sentence: "A patient's visits can't be listed",
    facts: unanswered,
    action: checkCentral,
  },
  "journal.open": {
    level: "info",
    sentence: "The booking journal is in order and booking is open again",
  },
  "journal.closed": {
    level: "error",
    sentence: "Booking is closed because the booking journal is not in order",
    facts: { journal: ["unwritable", "setAside", "gone"] },
    action: "See docs/data-folder.md for what each state of the journal asks for",
  },
  "journal.lost": {
    level: "error",
    security: true,
    sentence: "The booking journal was deleted or emptied; booking is closed",
    action: "Follow the text file that lies in the data folder's set-aside folder",
  },
  "journal.damaged": {
    level: "error",
    sentence: "The booking journal is damaged; booking is closed",
    facts: { copied: "count", lost: "count" },
    action: "Follow the text file that lies in the data folder's set-aside folder",
  },
  "journal.foreign": {
    level: "error",
    security: true,
    sentence: "Another journal stands in the place of this kiosk's; booking is closed",
    action: "Follow the text file that lies in the data folder's set-aside folder",
  },
  "journal.entries-unreadable": {
    level: "error",
    sentence: "Entries of the booking journal can't be read; they are on the review list",
    facts: { kind: setAsideKinds, count: "count", examples: "examples" },
    action: "Have people see to the entries of the review list",
  },
  "journal.write-failed": {
    level: "error",
    sentence: "The booking journal could not be written; it is tried again",
    facts: { key: "id", error: "trace" },
    action: checkDisk,
  },
  "journal.state-unwritable": {
    level: "warn",
    sentence: "The file of the kiosk's state can't be written",
    facts: { code: "code" },
    action: checkDisk,
  },
});

import {
  centralFaults,
  defineLogEvents,
  type LogOf,
  referenceTypes,
  selfTestFaults,
  setAsideKinds,
} from "#contract/index.ts";

/** Why a search can't be shown to be complete: sync/fhir/complete-search.ts explains each. */
const unprovenReasons = [
  "unsorted",
  "filterIgnored",
  "pagesRepeatRows",
  "manyAtOneInstant",
  "fewerThanTotal",
] as const;

const checkCentral = "If it lasts, check the network and the central API with `infomat doctor`";

/** What the pull and the connectors log. */
export const syncEvents = defineLogEvents({
  "sync.first-load": {
    level: "info",
    sentence: "The first load of the schedule begins",
    facts: { software: "trace?" },
  },
  "sync.fresh": {
    level: "info",
    sentence: "The stored schedule is up to date",
    facts: { before: ["online", "stale", "never"], schedules: "count" },
  },
  "sync.pull-failed": {
    level: "warn",
    sentence: "The central API could not be pulled from; screens show what is stored",
    facts: { fault: centralFaults, detail: "trace", nextTryIn: "ms" },
    action: "Check the network and the central API if it lasts; `infomat doctor` names the step that fails",
  },
  "sync.store-busy": {
    level: "warn",
    sentence: "The store could not be written because another program holds it",
    facts: { nextTryIn: "ms" },
    action: "If it lasts, end the program that has the data folder's files open",
  },
  "sync.refresh-not-stored": {
    level: "warn",
    sentence: "A refreshed schedule could not be stored; a later pull stores it",
    facts: { scheduleId: "id" },
    action: "If it lasts, check the disk and end the program that has the data folder's files open",
  },
  "sync.refresh-failed": {
    level: "debug",
    sentence: "A schedule that a patient looks at could not be refreshed",
    facts: { scheduleId: "id", fault: centralFaults },
  },
  "sync.interrupted": {
    level: "debug",
    sentence: "Work beyond the increment was given up; the next increment goes on with it",
    facts: { fault: centralFaults, detail: "trace" },
  },
  "sync.part-unreadable": {
    level: "warn",
    sentence: "A part of the central API can't be read; all else goes on without it",
    facts: { part: "id", fault: centralFaults, detail: "trace", nextTryIn: "ms", failures: "count" },
    action: "Tell the operator of the central API which schedule or type of resource it is",
  },
  "sync.part-still-unreadable": {
    level: "debug",
    sentence: "A part of the central API still can't be read",
    facts: { part: "id", fault: centralFaults, detail: "trace", nextTryIn: "ms", failures: "count" },
  },
  "sync.part-readable": {
    level: "info",
    sentence: "A part of the central API can be read again",
    facts: { part: "id" },
  },
  "sync.rows-left-out": {
    level: "warn",
    sentence: "Rows of the central API can't be read and are left out",
    facts: { of: "code", kind: setAsideKinds, count: "count", examples: "examples" },
    action: "Have the named rows corrected in the register; docs/fhir.md says what each kind means",
  },
  "sync.pulled-anew": {
    level: "warn",
    sentence: "All schedules are pulled anew because the times that are stored can't be trusted",
    facts: { why: ["storedTimesImplausible", "clockRegressed", "clockStepped"] },
    action: "Check the clocks of the servers behind the central API's address",
  },
  "sync.changes-doubtful": {
    level: "warn",
    sentence: "A search may have passed changes over; all schedules are pulled anew",
    action: "If it repeats, tell the operator of the central API that its searches skip rows",
  },
  "sync.search-incomplete": {
    level: "warn",
    sentence: "A search can't be shown to be complete; nothing is removed on the strength of it",
    facts: { of: "code", why: unprovenReasons, found: "count" },
    action: "Tell the operator of the central API; docs/fhir.md says what a complete search needs",
  },
  "sync.search-incomplete-again": {
    level: "debug",
    sentence: "A search still can't be shown to be complete",
    facts: { of: "code", why: unprovenReasons, found: "count" },
  },
  "sync.conflicts-asked": {
    level: "debug",
    sentence: "Rows that differ from what is stored were asked for one by one",
    facts: { conflicts: "count", resolved: "count" },
  },
  "sync.conflict-unanswered": {
    level: "debug",
    sentence: "A row that differs from what is stored could not be asked for",
    facts: { of: [...referenceTypes, "slot"], fault: centralFaults },
  },
  "central.unidentified": {
    level: "warn",
    sentence: "The central API does not say what software it is; it is used all the same",
    facts: { fault: centralFaults, detail: "trace" },
    action: "Tell the operator of the central API that its /metadata can't be read",
  },
  "central.answered": {
    level: "debug",
    sentence: "The central API answered",
    facts: {
      method: ["GET", "POST", "PUT", "DELETE"],
      path: "place",
      code: "count",
      chars: "count",
      ms: "ms",
    },
  },
  "central.refused": {
    level: "debug",
    sentence: "The central API answered with an error",
    facts: { method: ["GET", "POST", "PUT", "DELETE"], path: "place", code: "count" },
  },
  "central.visit-left-out": {
    level: "warn",
    sentence: "A visit of a patient can't be read and is not shown",
    facts: { visitId: "id", detail: "trace" },
    action: "Have the named Appointment corrected in the register",
  },
  "booking.refused": {
    level: "warn",
    sentence: "The central API refused a booking",
    facts: { key: "id", code: "count" },
    action: "If it repeats, look the code up in the log of the central API",
  },
  "booking.indeterminate": {
    level: "warn",
    sentence: "The outcome of a booking is not known yet; it is looked up",
    facts: { key: "id", why: "trace" },
    action: checkCentral,
  },
  "booking.partial-commit": {
    level: "error",
    sentence: "The central API kept a part of a booking's transaction",
    facts: { key: "id", codes: "codes" },
    action: "Tell the operator of the central API; see to the entry on the review list",
  },
  "booking.slot-withdrawn": {
    level: "warn",
    sentence: "The slot of a booking had been withdrawn; the booking is taken back",
    facts: { key: "id" },
  },
  "booking.change-refused": {
    level: "warn",
    sentence: "The central API refused a cancel or a move",
    facts: { key: "id", code: "count" },
    action: "If it repeats, look the code up in the log of the central API",
  },
  "booking.change-indeterminate": {
    level: "warn",
    sentence: "The outcome of a cancel or a move is not known yet; it is looked up",
    facts: { key: "id", why: "trace" },
    action: checkCentral,
  },
  "booking.change-partial-commit": {
    level: "error",
    sentence: "The central API kept a part of the transaction of a cancel or a move",
    facts: { key: "id", codes: "codes" },
    action: "Tell the operator of the central API; see to the entry on the review list",
  },
  "booking.move-slot-withdrawn": {
    level: "warn",
    sentence: "The new slot of a move had been withdrawn; the move is taken back",
    facts: { key: "id" },
  },
  "booking.withdrawn-slot-free": {
    level: "error",
    sentence: "A slot that had been withdrawn is free again and could not be closed",
    facts: { key: "id" },
    action: "Have the clinic close that slot again: nobody receives patients then",
  },
  "central.unauthorized": {
    level: "error",
    sentence: "The central API refuses the kiosk's access",
    facts: { during: "code", code: "count?", key: "id?" },
    action: "Put token, certificate or rights right; the step Access of `infomat doctor` names the requests",
  },
  "hub.answered": {
    level: "debug",
    sentence: "The hub answered",
    facts: {
      operation: "code",
      answer: ["succeeded", "refused", "fault", "unreadable"],
      code: "count",
      errors: "counts",
      ms: "ms",
    },
  },
  "hub.unanswered": {
    level: "debug",
    sentence: "The hub gave no answer that could be read",
    facts: { operation: "code", fault: centralFaults, detail: "trace", ms: "ms" },
  },
  "hub.members-unreadable": {
    level: "warn",
    sentence: "A clinic's system writes members that can't be read; they are taken for absent",
    facts: { operation: "code", members: "codes", count: "count" },
    action: "Tell the operator of the hub; docs/n3.md says how each kind of value is read",
  },
  "hub.budget-spent": {
    level: "warn",
    sentence: "The requests that the hub is asked in a day are used up",
    facts: { perDay: "count" },
    action: "Raise `budget.perDay` if the operator of the hub agrees",
  },
  "hub.patient-needs-more": {
    level: "info",
    sentence: "Clinics look for no patient by what was told: by numbers alone, or by numbers and a name",
    facts: { clinics: "count", moreTold: "flag" },
    action:
      "Nothing where `moreTold` is false: the kiosk asks for the name; else ask the operator of the hub which criteria those clinics' systems take",
  },
  "hub.visits-left-out": {
    level: "warn",
    sentence: "Visits of a patient's history tell no start and are not shown",
    facts: { count: "count" },
    action: "Tell the operator of the hub",
  },
  "self-test.promise-broken": {
    level: "warn",
    sentence: "The self-test found that the central API breaks a promise that booking needs",
    facts: { fault: selfTestFaults, detail: "trace" },
    action: "Run `infomat doctor` and give its findings to the operator of the central API",
  },
});

export type SyncLog = LogOf<typeof syncEvents>;

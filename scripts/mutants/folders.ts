/** What is mutated together, and the tests that have to notice. Globs from the project's root. */
export type Folder = { readonly mutate: readonly string[]; readonly tests: readonly string[] };

/** Test files of one folder by their names. */
const tests = (folder: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `tests/${folder}/${name}.test.ts`);

/**
 * The folders of `npm run mutants`, by the name on its command line. Tests that start the kiosk in a process of its
 * own can't notice a mutant, which lives in the test's process alone: they are left out, and so are most that start a
 * kiosk at all or take seconds, for each mutant would wait for it. Procedures and wiring, which only a kiosk runs, aren't
 * mutated.
 */
export const folders: Readonly<Record<string, Folder>> = {
  booking: {
    mutate: [
      "main/booking/**/*.ts",
      "sync/fhir/booking/**/*.ts",
      "main/visits/**/*.ts",
      "!main/booking/rules/**",
      "!main/{booking,visits}/{module,procedures}.ts",
    ],
    tests: [
      ...tests("once", [
        "machine",
        "asked-again",
        "visit-as-told",
        "journal",
        "booking-answered",
        "booking-in-doubt",
        "change-in-doubt",
        "change-fenced",
        "fence",
        "success-screen",
        "any-protocol",
      ]),
      ...tests("store", ["journal-harmed"]),
      ...tests("once", ["time-watched", "visit-moved", "visit-cancelled", "offer-changed"]),
    ],
  },
  rules: {
    mutate: ["main/booking/rules/**/*.ts"],
    tests: tests("rules", [
      "checked",
      "service-as-configured",
      "not-for-this-person",
      "other-visit-in-the-way",
    ]),
  },
  session: {
    mutate: [
      "main/sessions/{session,writes,booking-subject,patient-view}.ts",
      "main/patients/{boot,identify,look-up,sign-in,sign-in-throttle,throttle-file}.ts",
    ],
    tests: tests("core", [
      "session-clock",
      "session-work",
      "too-many-tries",
      "sign-in-limits-kept",
      "found-or-not",
      "who-agrees",
    ]),
  },
  printing: {
    mutate: ["main/tickets/**/*.ts", "!main/tickets/{module,procedures}.ts"],
    tests: [
      ...tests("printing", ["as-configured", "ticket-number", "journal", "session-over"]),
      ...tests("printer", ["tickets"]),
      ...tests("printing", [
        "state-and-moment",
        "moved-visit",
        "told-to-wait",
        "proof",
        "disk-full",
        "machine",
      ]),
    ],
  },
  sync: {
    // What runs in the worker thread holds no mutant: it begins with the modules as they are.
    mutate: ["sync/pull/**/*.ts", "main/sync/**/*.ts", "!main/sync/{worker,thread,messages}.ts"],
    tests: tests("sync", [
      "set-aside-and-told",
      "mirrored-part",
      "implausible-date",
      "wrong-clock",
      "first-load-index",
      "read-anew",
      "slot-given-away",
      "just-booked",
      "increments",
      "branch-leaves",
      "first-load",
      "withdrawn",
      "cut-in-the-middle",
      "late-commits",
      "many-changes-at-once",
      "poisoned-cursor",
      "central-clock-jumps",
      "one-part-unreadable",
    ]),
  },
  fhir: {
    mutate: ["sync/fhir/**/*.ts", "!sync/fhir/booking/**"],
    tests: [
      ...tests("sync", [
        "rows-of-a-register",
        "posts-of-a-register",
        "slots-of-a-register",
        "people-of-a-register",
        "cards-of-a-register",
        "visits-of-a-register",
        "room-names",
        "service-limits",
        "patient-lookup",
        "cards-in-doubt",
        "booking-outcome",
        "failed-search",
        "not-what-was-asked",
        "access",
        "links-end-early",
        "as-registers-write",
      ]),
      ...tests("fhir-servers", ["promise-not-kept"]),
    ],
  },
  printer: {
    // The spooler of Windows runs there alone.
    mutate: ["printer/**/*.ts", "!printer/transports/windows-raw-print.ts"],
    tests: [
      ...tests("printing", ["replies", "ticket-number"]),
      ...tests("encode", ["real-time-command-in-picture", "odd-names-as-text", "logo"]),
      ...tests("printer", [
        "escpos-bytes",
        "profiles",
        "profile-facts",
        "ticket-fields",
        "tickets",
        "whole-words",
        "virtual-printer",
        "picture",
      ]),
      ...tests("printing", ["proof", "broken-off", "another-name"]),
    ],
  },
  scanner: {
    mutate: ["main/scanner/**/*.ts", "!main/scanner/procedures.ts"],
    tests: ["tests/scanner/!(mutated-scans|scan-at-the-kiosk|typed-or-scanned).test.ts"],
  },
  contract: {
    mutate: ["contract/**/*.ts"],
    tests: ["tests/contract/*.test.ts", "tests/flow/*.test.ts", "tests/shell/keys.test.ts"],
  },
  flow: { mutate: ["renderer/flow/**/*.ts"], tests: ["tests/flow/*.test.ts"] },
  state: {
    mutate: ["renderer/state/**/*.ts"],
    tests: ["tests/renderer/*.test.ts", "tests/renderer/state/*.test.ts"],
  },
};

/** What is mutated together, and the tests that have to notice. Globs from the project's root. */
export type Folder = { readonly mutate: readonly string[]; readonly tests: readonly string[] };

/**
 * The folders of `npm run mutants`, by the name on its command line. Tests that start the kiosk in a process of its
 * own can't notice a mutant, which lives in the test's process alone: they are left out.
 */
export const folders: Readonly<Record<string, Folder>> = {
  booking: {
    mutate: ["main/booking/**/*.ts", "main/visits/**/*.ts", "!main/booking/rules/**"],
    tests: ["tests/once/*.test.ts", "tests/rules/*.test.ts", "tests/core/*.test.ts"],
  },
  rules: { mutate: ["main/booking/rules/**/*.ts"], tests: ["tests/rules/*.test.ts"] },
  session: { mutate: ["main/sessions/**/*.ts", "main/patients/**/*.ts"], tests: ["tests/core/*.test.ts"] },
  printing: {
    mutate: ["main/tickets/**/*.ts"],
    tests: ["tests/printing/!(killed).test.ts", "tests/core/*ticket*.test.ts"],
  },
  sync: { mutate: ["sync/pull/**/*.ts", "main/sync/**/*.ts"], tests: ["tests/sync/*.test.ts"] },
  fhir: {
    mutate: ["sync/fhir/**/*.ts"],
    tests: ["tests/sync/*.test.ts", "tests/once/*.test.ts"],
  },
  printer: {
    mutate: ["printer/**/*.ts"],
    tests: ["tests/printer/*.test.ts", "tests/encode/*.test.ts", "tests/printing/!(killed).test.ts"],
  },
  scanner: { mutate: ["main/scanner/**/*.ts"], tests: ["tests/scanner/*.test.ts"] },
  contract: {
    mutate: ["contract/**/*.ts"],
    tests: ["tests/contract/*.test.ts", "tests/flow/*.test.ts", "tests/scanner/*.test.ts"],
  },
  flow: { mutate: ["renderer/flow/**/*.ts"], tests: ["tests/flow/*.test.ts"] },
  state: {
    mutate: ["renderer/state/**/*.ts"],
    tests: ["tests/flow/*.test.ts", "tests/state/*.test.ts", "tests/renderer/*.test.ts"],
  },
};

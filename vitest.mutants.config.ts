import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { shared } from "./vitest.config.ts";

const tests = (process.env.MUTANT_TESTS ?? "tests/**/*.test.ts").split(",");

/** As scripts/mutants/folders.ts lists them, the quick ones first: the first test that fails ends a mutant's run. */
class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      tests.findIndex((name) => moduleId.endsWith(`/${name}`));
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    ...shared,
    include: tests,
    // A mutant often keeps a test waiting for what never comes.
    env: { LONGEST_WAIT: "8000" },
    testTimeout: 15_000,
    expect: { poll: { interval: 20, timeout: 8000 } },
    sequence: { sequencer: AsListed },
    // Node reads the sources itself, several times as fast; only what imports screens needs Vite's transforms.
    experimental: { viteModuleRunner: tests.some((glob) => /tests\/(?:renderer|\*\*)/.test(glob)) },
    isolate: false,
  },
});

import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

const tests = (process.env.MUTANT_TESTS ?? "tests/**/*.test.ts").split(",");

export default defineConfig({
  test: {
    ...base.test,
    include: tests,
    // Node reads the sources itself, several times as fast; only what imports screens needs Vite's transforms.
    experimental: { viteModuleRunner: tests.some((glob) => /tests\/(?:renderer|\*\*)/.test(glob)) },
    isolate: false,
  },
});

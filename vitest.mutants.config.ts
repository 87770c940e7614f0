import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

export default defineConfig({
  test: {
    ...base.test,
    include: (process.env.MUTANT_TESTS ?? "tests/**/*.test.ts").split(","),
    experimental: { viteModuleRunner: false },
  },
});

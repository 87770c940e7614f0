import type { KnipConfig } from "knip";

/** What nobody uses: files, exports, packages. Any finding fails `npm run check`. */
const config: KnipConfig = {
  // What the bundles, a child process or a script's runner start; the commands of package.json and the tests
  // are found by themselves.
  entry: [
    "bench/kiosks/{demo-central,fleet}.ts",
    "bench/parts/*.ts",
    "bench/region/lean-central.ts",
    "bench/region/rewrite.ts",
    "demo-central/identity/main.ts",
    "main/app/core.ts",
    "main/installed/main.ts",
    "main/sync/worker.ts",
    "main/shell/electron/main.ts",
    "renderer/main.tsx",
    "renderer/guard.ts",
    "renderer/reception/main.tsx",
    "scripts/{browser,display,serial-lines}.ts",
    "scripts/check-words.ts",
    "scripts/icons.ts",
    "scripts/mutants/{ignore-log-texts,report-as-they-come}.mjs",
    "tests/faults/main.ts",
    "tests/faults/hub/main.ts",
    "tests/faults/proxy/main.ts",
    "tests/printing/fakes/{file-printer,queue-process}.ts",
    "tests/start/{fake-browser.mjs,fake-central.ts,fake-core.ts,start-with-fakes.ts}",
    "tests/usb/guest.ts",
  ],
  vite: {
    config: ["vite.config.ts", "vite.reception.config.ts", "vite.shell.config.ts", "vite.program.config.ts"],
  },
  vitest: { config: ["vitest.config.ts", "vitest.mutants.config.ts"] },
  project: ["**/*.{ts,tsx,mjs,cjs}"],
  includeEntryExports: true,
  ignoreDependencies: [
    // `tsc` of TypeScript 7 is started by its path, Stryker loads its runner by its name.
    "@typescript/native",
    "@stryker-mutator/vitest-runner",
    // `npm run pack` starts it by its path.
    "electron-builder",
    // Of electron-builder, whose configuration a test checks by its schema.
    "app-builder-lib",
  ],
  // Programs of Debian that tests and scripts start.
  exclude: ["binaries"],
};

export default config;

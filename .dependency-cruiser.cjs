// Who may import whom. `scripts/check-boundaries.ts` runs this and fails when too few modules were seen.
const only = (...allowed) => `^(${allowed.join("|")})/`;
const ours = "^(assets|bench|contract|demo-central|main|printer|renderer|scripts|sync|tests)/";

/** The modules of main/ from the lowest level up (docs/decisions/019-modules-of-main.md): each imports from lower ones only. */
const levels = [
  ["command-line", "files", "rpc", "time"],
  ["log"],
  ["http", "sessions", "shell(?!/electron)", "store"],
  [
    "conformance",
    "consents",
    "identity-provider",
    "mail",
    "maintenance",
    "page",
    "scanner",
    "schedules",
    "speech",
    "tickets",
  ],
  ["booking", "demo", "patients", "sync"],
  ["monitoring", "staff"],
  ["counter-access"],
  ["config", "control", "visits"],
  ["app", "diagnostics", "launcher", "reception"],
  ["commands"],
  ["installed", "shell/electron"],
];
const modules = (some) => `^main/(${some.flat().join("|")})/`;
const downwards = levels.map((level, index) => ({
  name: "main-imports-downwards",
  comment: "a module knows the modules of lower levels; what it causes in others goes through a callback",
  severity: "error",
  from: { path: modules(level) },
  to: { path: modules(levels.slice(index)), pathNot: "^main/$1/" },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolvable",
      comment: "@medplum/fhirtypes holds types alone: there is nothing to resolve at run time",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^@medplum/fhirtypes$" },
    },
    {
      name: "fhir-names-in-its-connector",
      comment: "whoever else needs a name of FHIR's has a connector's knowledge in it",
      severity: "error",
      from: { path: ours, pathNot: ["^(bench|demo-central|tests)/", "^sync/fhir/", "^contract/fhir/"] },
      to: { path: "^contract/fhir/names\\.ts$" },
    },
    {
      name: "contract-stands-alone",
      comment: "contract/ is plain types and schemas: nothing of ours, no Node, no DOM",
      severity: "error",
      from: { path: only("contract") },
      to: { pathNot: ["^contract/", "node_modules/zod/", "node_modules/@orpc/contract/"] },
    },
    {
      name: "contract-base-knows-no-module",
      comment: "every module of contract/ builds on these two",
      severity: "error",
      from: { path: "^contract/(base|time)/" },
      to: { path: "^contract/", pathNot: "^contract/$1/" },
    },
    {
      name: "renderer-knows-contract",
      severity: "error",
      from: { path: only("renderer") },
      to: { path: ours, pathNot: only("renderer", "contract", "assets") },
    },
    {
      name: "renderer-without-node",
      comment: "the screens run sandboxed",
      severity: "error",
      from: { path: only("renderer"), pathNot: "^renderer/vite\\.config\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "sync-knows-contract",
      severity: "error",
      from: { path: only("sync") },
      to: { path: ours, pathNot: only("sync", "contract") },
    },
    {
      name: "printer-knows-contract",
      severity: "error",
      from: { path: only("printer") },
      to: { path: ours, pathNot: only("printer", "contract", "assets") },
    },
    {
      name: "demo-central-knows-contract",
      severity: "error",
      from: { path: only("demo-central") },
      to: { path: ours, pathNot: only("demo-central", "contract", "assets") },
    },
    {
      name: "main-knows-no-screens",
      severity: "error",
      from: { path: only("main") },
      to: { path: only("renderer", "scripts", "bench") },
    },
    ...downwards,
    {
      name: "main-module-has-a-level",
      comment: "a new folder of main/ takes its place in `levels` above",
      severity: "error",
      from: { path: "^main/", pathNot: modules(levels) },
      to: {},
    },
    {
      name: "electron-in-its-shell-only",
      severity: "error",
      from: { pathNot: only("main/shell/electron") },
      to: { path: ["node_modules/electron/", "^electron$"] },
    },
    {
      name: "electron-shell-behind-its-door",
      comment: "whoever imports the Electron shell would need Electron to run",
      severity: "error",
      from: { pathNot: only("main/shell/electron", "tests") },
      to: { path: "^main/shell/electron/" },
    },
    {
      name: "product-imports-no-tests",
      comment: "measurements and screenshots drive the kiosk with the tests' helpers",
      severity: "error",
      from: { pathNot: only("tests", "bench", "scripts") },
      to: { path: only("tests") },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|test-results|playwright-report|\\.data|\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
    },
  },
};

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkBoundaries } from "../../scripts/checks/boundaries.ts";

const project = resolve(import.meta.dirname, "../..");
let root = "";

function makeRoot(): void {
  root = mkdtempSync(join(tmpdir(), "infomat-boundaries-"));
  for (const name of ["package.json", "tsconfig.base.json", "node_modules"]) {
    symlinkSync(join(project, name), join(root, name));
  }
}

/** Writes source files, each with the imports it has. */
function plant(files: Readonly<Record<string, readonly string[]>>): void {
  for (const [file, imports] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    const lines = imports.map(
      (from, index) => `import type * as part${index} from "${from}";\nexport type { part${index} };`,
    );
    writeFileSync(join(root, file), `${lines.join("\n")}\nexport const here = 1;\n`);
  }
}

describe("a tree of its own", () => {
  beforeEach(makeRoot);
  afterEach(() => rmSync(root, { recursive: true }));

  test("that keeps the rules has no faults, and every file was looked at", () => {
    plant({
      "contract/base/scalars.ts": ["zod"],
      "sync/pull.ts": ["#contract/base/scalars.ts"],
      "main/app/core.ts": ["#sync/pull.ts", "#contract/base/scalars.ts"],
    });
    expect(checkBoundaries(root)).toEqual({ files: 3, faults: [] });
  });

  test("that has a cycle", () => {
    plant({ "main/store/a.ts": ["./b.ts"], "main/store/b.ts": ["./a.ts"] });
    expect(checkBoundaries(root).faults.some((fault) => fault.startsWith("no-cycles: "))).toBe(true);
  });
});

/** Each stands in a file of its own, so that one look finds them all. */
const crossings = [
  ["screens that reach into the core", "renderer/app.tsx", "#main/app/core.ts", "renderer-knows-contract"],
  ["screens that use Node", "renderer/files.tsx", "node:fs", "renderer-without-node"],
  ["a contract that knows Node", "contract/base/files.ts", "node:fs", "contract-stands-alone"],
  ["a contract that knows the core", "contract/base/core.ts", "#main/app/core.ts", "contract-stands-alone"],
  [
    "a building block that knows a module",
    "contract/base/scalars.ts",
    "#contract/visits/visit.ts",
    "contract-base-knows-no-module",
  ],
  ["sync that opens the core's store", "sync/pull.ts", "#main/app/core.ts", "sync-knows-contract"],
  ["the printer that knows the core", "printer/queue.ts", "#main/app/core.ts", "printer-knows-contract"],
  [
    "the demo central API that knows sync",
    "demo-central/server.ts",
    "#sync/rows.ts",
    "central-knows-contract",
  ],
  ["Electron outside its shell", "main/store/window.ts", "electron", "electron-in-its-shell-only"],
  [
    "the product that leans on its tests",
    "main/store/fakes.ts",
    "#tests/fakes.ts",
    "product-imports-no-tests",
  ],
  [
    "a module that imports from a higher one",
    "main/store/up.ts",
    "#main/app/core.ts",
    "main-imports-downwards",
  ],
  [
    "a module that imports from its neighbour",
    "main/log/log.ts",
    "#main/store/open.ts",
    "main-imports-downwards",
  ],
  ["a module without a level", "main/attic/chest.ts", "#main/store/open.ts", "main-module-has-a-level"],
  ["a file that is not there", "main/store/gone.ts", "./nowhere.ts", "no-unresolvable"],
] as const;

describe("a tree in which each rule is broken once", () => {
  let faults: readonly string[] = [];
  beforeAll(() => {
    makeRoot();
    plant({
      "contract/visits/visit.ts": [],
      "main/app/core.ts": [],
      "main/store/open.ts": [],
      "sync/rows.ts": [],
      "tests/fakes.ts": [],
      ...Object.fromEntries(crossings.map(([, file, imported]) => [file, [imported]])),
    });
    faults = checkBoundaries(root).faults;
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.each(crossings)("%s", (_name, file, _imported, rule) => {
    const told = faults.filter((fault) => fault.includes(`: ${file} → `));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`${rule}: ${file} → `);
  });

  test("has no other faults", () => {
    expect(faults).toHaveLength(crossings.length);
  });
});

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePackage } from "../../scripts/pack/edition.ts";
import type { Architecture } from "../../scripts/pack/options.ts";
import { buildSqliteModule } from "../../scripts/pack/sqlite-module.ts";
import { stage } from "../../scripts/pack/stage.ts";
import { nfpm } from "../../scripts/pack/tools.ts";
import { runScript } from "../../scripts/run.ts";

export type Packages = {
  /** This source. */
  readonly first: string;
  /** The same source packed again: the next version. */
  readonly next: string;
  /** A version that keeps the journal in a form which this source doesn't know. */
  readonly future: string;
  /** A version whose core doesn't come up. */
  readonly broken: string;
  readonly rpm: string;
};

/** Packs this checkout, without compression, into a folder. */
export function makePackages(out: string, arch: Architecture): Packages {
  if (!runScript("scripts/build.ts", ["screens", "reception", "program"]))
    throw new Error("the build failed");
  const folder = join(out, "stage");
  stage({ arch, sqliteModule: buildSqliteModule(arch), folder, electron: null });
  const packager = nfpm();
  const facts = { arch, out, folder, quick: true, edition: "chromium" as const };
  const first = makePackage(packager, { ...facts, format: "deb", release: 1 });
  const next = makePackage(packager, { ...facts, format: "deb", release: 2 });
  const rpm = makePackage(packager, { ...facts, format: "rpm", release: 1 });

  const changed = join(out, "future");
  cpSync(folder, changed, { recursive: true });
  const forms = join(changed, "usr/lib/infomat/data-forms");
  writeFileSync(forms, readFileSync(forms, "utf8").replace(/^journal\.sqlite \d+$/m, "journal.sqlite 99"));
  const future = makePackage(packager, { ...facts, folder: changed, format: "deb", release: 3 });
  cpSync(join(folder, "usr/lib/infomat/data-forms"), forms);
  writeFileSync(join(changed, "usr/lib/infomat/dist/program/core.js"), 'throw new Error("broken");\n');
  const broken = makePackage(packager, { ...facts, folder: changed, format: "deb", release: 4 });
  rmSync(changed, { recursive: true });
  return { first, next, future, broken, rpm };
}

import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { configJsonSchema } from "#main/config/json-schema.ts";
import { installedPort } from "#main/installed/places.ts";
import { managedPolicies } from "#main/shell/chromium/index.ts";
import { root } from "../run.ts";
import { buildBooks } from "./books.ts";
import { type PackedPackage, packagesInside } from "./contents.ts";
import { dataForms } from "./data-forms.ts";
import { copyModules, licenceOf, modulesHome, packedModules } from "./modules.ts";
import type { Architecture } from "./options.ts";
import { udevRules } from "./udev-rules.ts";

export type Staging = {
  readonly arch: Architecture;
  /** The database's module, built for the oldest supported system. */
  readonly sqliteModule: string;
  /** Emptied first. */
  readonly folder: string;
  /** The folder that electron-builder assembled; null for the edition with Chromium. */
  readonly electron: string | null;
};

/** Lays out all files of an edition as they lie on an installed machine. The command `infomat` runs on Node in both. */
export function stage({ arch, sqliteModule, folder, electron }: Staging): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, "packaging/root"), folder, { recursive: true });
  const program = join(folder, "usr/lib/infomat");
  write(join(program, "infomat.schema.json"), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  const copy = (from: string, to = from): void =>
    cpSync(join(root, from), join(program, to), { recursive: true });
  for (const part of [
    ...["dist/program", "dist/renderer", "dist/reception"],
    ...["assets/locales", "assets/services"],
  ])
    copy(part);
  mkdirSync(join(program, "printer/profiles"), { recursive: true });
  for (const name of readdirSync(join(root, "printer/profiles")).filter((file) => file.endsWith(".json"))) {
    copy(`printer/profiles/${name}`);
  }

  const home = modulesHome(arch);
  mkdirSync(join(program, "bin"));
  copyFileSync(join(home, `node_modules/node-linux-${arch}/bin/node`), join(program, "bin/node"));
  chmodSync(join(program, "bin/node"), 0o755);
  copyModules(home, packedModules(arch), program, arch);
  copyFileSync(sqliteModule, join(program, `node_modules/better-sqlite3/prebuilds/linux-${arch}.node`));
  // The bundles are modules; without this a file of theirs would be taken for CommonJS.
  write(
    join(program, "package.json"),
    `${JSON.stringify({ name: "infomat", type: "module", private: true })}\n`,
  );

  write(
    join(program, "data-forms"),
    [...dataForms()].map(([file, number]) => `${file} ${number}\n`).join(""),
  );
  write(join(folder, "usr/lib/udev/rules.d/70-infomat.rules"), udevRules());
  if (electron) {
    cpSync(electron, join(program, "electron"), { recursive: true });
  } else {
    const policies = managedPolicies(installedPort);
    const file = join(folder, "etc/chromium/policies/managed/infomat.json");
    write(file, `${JSON.stringify(policies, null, 2)}\n`);
  }
  stageDocuments(
    join(folder, "usr/share/doc/infomat"),
    home,
    packagesInside(arch, electron ? "electron" : "chromium"),
  );
  setModes(folder);
}

function stageDocuments(folder: string, home: string, inside: readonly PackedPackage[]): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ["README.md", "CHANGELOG.md"]) copyFileSync(join(root, file), join(folder, file));
  const docs = join(root, "docs");
  for (const name of readdirSync(docs, { recursive: true, encoding: "utf8" })) {
    if (!/\.md$/.test(name) || name.startsWith("decisions/")) continue;
    mkdirSync(dirname(join(folder, "docs", name)), { recursive: true });
    copyFileSync(join(docs, name), join(folder, "docs", name));
  }
  buildBooks(join(folder, "docs"), join(folder, "html"));
  cpSync(join(docs, "screenshots"), join(folder, "html/screenshots"), { recursive: true });
  cpSync(join(root, "packaging/monitoring"), join(folder, "monitoring"), { recursive: true });
  const licences = inside.map(({ path, name, version, licence }) => {
    const text = licenceOf(
      join(path.includes("node-linux-") || home !== root ? homeOf(path, home) : root, path),
    );
    return `${name} ${version} (${licence})\n${"-".repeat(72)}\n${text}\n`;
  });
  write(
    join(folder, "copyright"),
    `Infomat: MIT licence, Infomat engineers.\n\nIt holds these works of others under their own licences:\n\n${licences.join("\n")}`,
  );
}

/** Packages that only other machines have lie in a folder of their own, all others in the checkout. */
const homeOf = (path: string, home: string): string => {
  try {
    readdirSync(join(root, path));
    return root;
  } catch {
    return home;
  }
};

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Programs, by the names of their files; Electron's sandbox starts as root where name spaces are off. */
const programs = ["node", "session", "update", "infomat", "chrome_crashpad_handler"];
const asRoot = "chrome-sandbox";

/** Whatever the umask of who packs: everybody may read, root alone writes, programs may be run. */
function setModes(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const isProgram = programs.includes(entry.name) && /\/(bin|infomat|electron)$/.test(entry.parentPath);
    const mode = entry.isDirectory() || isProgram ? 0o755 : 0o644;
    chmodSync(file, entry.name === asRoot ? 0o4755 : mode);
  }
  chmodSync(folder, 0o755);
}

/** The forms of the databases as the staged tree states them. */
export const stagedDataForms = (folder: string): string =>
  readFileSync(join(folder, "usr/lib/infomat/data-forms"), "utf8")
    .trim()
    .replaceAll(" ", "=")
    .replaceAll("\n", " ");

import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "..");

type Part = {
  readonly config: string;
  /** What it is made of: it is built again when one of these files has changed. */
  readonly sources: readonly string[];
  readonly made: string;
};

const parts: Readonly<Record<string, Part>> = {
  screens: {
    config: "vite.config.ts",
    sources: [
      "renderer/**/*",
      "contract/**/*.ts",
      "assets/**/*",
      "vite.config.ts",
      "tsconfig*.json",
      "package-lock.json",
    ],
    made: "dist/renderer/index.html",
  },
  reception: {
    config: "vite.reception.config.ts",
    sources: [
      "renderer/**/*",
      "contract/**/*.ts",
      "assets/locales/*",
      "vite.reception.config.ts",
      "tsconfig*.json",
      "package-lock.json",
    ],
    made: "dist/reception/index.html",
  },
  shell: {
    config: "vite.shell.config.ts",
    sources: [
      "main/**/*.ts",
      "sync/**/*.ts",
      "printer/**/*.ts",
      "contract/**/*.ts",
      "vite.shell.config.ts",
      "package-lock.json",
    ],
    made: "dist/shell/main.js",
  },
  program: {
    config: "vite.program.config.ts",
    sources: [
      "main/**/*.ts",
      "sync/**/*.ts",
      "printer/**/*.ts",
      "contract/**/*.ts",
      "vite.{program,shell}.config.ts",
      "package.json",
      "package-lock.json",
    ],
    made: "dist/program/infomat.js",
  },
};

function fingerprint(sources: readonly string[]): string {
  const hash = createHash("sha256");
  const files = globSync([...sources], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files)
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Builds a part if its sources have changed since it was built last. */
async function buildPart(name: string, part: Part): Promise<void> {
  const stamp = join(root, `dist/.${name}-stamp`);
  const print = fingerprint(part.sources);
  if (existsSync(join(root, part.made)) && existsSync(stamp) && readFileSync(stamp, "utf8") === print) return;
  process.stdout.write(`Building the ${name} …\n`);
  await build({ configFile: join(root, part.config), logLevel: "warn" });
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, print);
}

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await buildPart(name, part);
}

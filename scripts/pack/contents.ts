import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { bundledPackagesFile } from "../bundled-packages.ts";
import { root } from "../run.ts";
import { packedModules } from "./modules.ts";
import type { Architecture, Edition } from "./options.ts";
import { PackError } from "./run-tool.ts";

/** A work of others that is inside a package of ours. */
export type PackedPackage = {
  /** `node_modules/…` */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** As in the lock file: `sha512-…`. */
  readonly integrity: string | null;
};

const entrySchema = z.object({
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  name: z.string().optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });

/** All that an edition holds of others: in its bundles, beside them, and what runs them. */
export function packagesInside(arch: Architecture, edition: Edition): readonly PackedPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const paths = new Set([
    ...["program", "renderer", "reception", ...(edition === "electron" ? ["shell"] : [])].flatMap(
      bundledPackages,
    ),
    ...(edition === "electron" ? ["node_modules/electron"] : []),
    ...packedModules(arch),
    `node_modules/node-linux-${arch}`,
  ]);
  return [...paths].sort().map((path) => {
    const entry = entrySchema.parse(packages[path]);
    const name = entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return {
      path,
      name,
      version: entry.version,
      licence: entry.license ?? "NOASSERTION",
      integrity: entry.integrity ?? null,
    };
  });
}

function bundledPackages(bundle: string): readonly string[] {
  const file = bundledPackagesFile(bundle);
  if (!existsSync(file)) throw new PackError(`The bundle ${bundle} is not built. Run: npm run build`);
  return z.array(z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The version of SQLite that is compiled into better-sqlite3. */
export function sqliteVersion(): string {
  const header = readFileSync(join(root, "node_modules/better-sqlite3/deps/sqlite3/sqlite3.h"), "utf8");
  return /#define SQLITE_VERSION\s+"([\d.]+)"/.exec(header)?.[1] ?? "unknown";
}

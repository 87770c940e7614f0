import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.ts";
import { glibcFloor } from "./elf.ts";
import type { Architecture } from "./options.ts";
import { PackError, runTool } from "./run-tool.ts";
import { zig } from "./tools.ts";

const cache = join(root, ".cache/pack");

/**
 * better-sqlite3's module, built against the oldest C library that is supported and with its own C++ library inside:
 * the one that comes with the package asks for glibc 2.34. Definitions and flags are those of its binding.gyp.
 * @returns the file; built once for a version
 */
export function buildSqliteModule(arch: Architecture): string {
  const home = join(root, "node_modules/better-sqlite3");
  const gyp = readFileSync(join(home, "deps/defines.gypi"), "utf8");
  const definitions = [...gyp.matchAll(/^ {4}'([A-Z0-9_]+(?:=[-\w]+)?)',$/gm)].map(([, text]) => `-D${text}`);
  if (definitions.length < 20)
    throw new PackError("deps/defines.gypi of better-sqlite3 has another form than known.");

  const target = `${arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu.${glibcFloor}`;
  const print = createHash("sha256").update(readFileSync(import.meta.filename));
  for (const file of ["package.json", "deps/defines.gypi"]) print.update(readFileSync(join(home, file)));
  const folder = join(cache, `better-sqlite3-${target}-${print.digest("hex").slice(0, 12)}`);
  const made = join(folder, "better_sqlite3.node");
  if (existsSync(made)) return made;

  process.stdout.write(`Building better-sqlite3 for ${target} (once, some minutes) …\n`);
  mkdirSync(folder, { recursive: true });
  const compiler = zig();
  const env = {
    ZIG_GLOBAL_CACHE_DIR: join(root, ".cache/zig"),
    ZIG_LOCAL_CACHE_DIR: join(root, ".cache/zig"),
  };
  const run = (...words: string[]): void => void runTool(compiler, words, { env, cwd: folder });
  const common = ["-target", target, "-O3", "-DNDEBUG", "-fPIC", "-fvisibility=hidden"];
  const sqlite = join(home, "deps/sqlite3");
  run("cc", ...common, "-std=c99", "-w", ...definitions, "-c", join(sqlite, "sqlite3.c"), "-o", "sqlite3.o");
  run(
    ...["c++", ...common, "-std=c++20", "-fvisibility-inlines-hidden"],
    ...["-DBUILDING_NODE_EXTENSION", "-DNODE_GYP_MODULE_NAME=better_sqlite3", "-DNAPI_VERSION=10"],
    ...["-DNAPI_DISABLE_CPP_EXCEPTIONS", "-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
    ...[join(root, "node_modules/node-addon-api"), nodeHeaders(), sqlite].map((path) => `-I${path}`),
    ...["-c", join(home, "src/better_sqlite3.cpp"), "-o", "module.o"],
  );
  run(
    "c++",
    "-target",
    target,
    "-shared",
    "-s",
    "-Wl,-Bsymbolic",
    "module.o",
    "sqlite3.o",
    "-o",
    "half.node",
  );
  renameSync(join(folder, "half.node"), made);
  return made;
}

/** The headers of Node are the same for every machine. */
function nodeHeaders(): string {
  const found = ["x64", "arm64"]
    .map((arch) => join(root, `node_modules/node-linux-${arch}/include/node`))
    .find(existsSync);
  if (!found)
    throw new PackError("The pinned Node with its headers is not installed: packages are made on Linux.");
  return found;
}

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { outsideOfBundles } from "../../vite.shell.config.ts";
import { root } from "../run.ts";
import type { Architecture } from "./options.ts";
import { PackError, runTool } from "./run-tool.ts";

const fonts = "@fontsource-variable/golos-text";
/** Needed to build a module, not to run it. */
const onlyToBuild = ["node-addon-api"];

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat())
  .optional();
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      os: oneOrMore,
      cpu: oneOrMore,
      libc: oneOrMore,
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** The paths (`node_modules/…`) of what the bundles leave outside, with all that it needs on this machine. */
export function packedModules(arch: Architecture): readonly string[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const found = new Set<string>();
  const follow = (name: string, from: string): void => {
    if (onlyToBuild.includes(name) || name.startsWith("@types/")) return;
    const path = resolved(name, from);
    const entry = packages[path];
    if (!entry)
      throw new PackError(`${name}, which ${from || "Infomat"} needs, is not in package-lock.json.`);
    const fits = (wanted: readonly string[] | undefined, own: string): boolean =>
      wanted?.includes(own) ?? true;
    if (!fits(entry.os, "linux") || !fits(entry.cpu, arch) || !fits(entry.libc, "glibc") || found.has(path))
      return;
    found.add(path);
    for (const next of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
      follow(next, path);
  };
  const resolved = (name: string, from: string): string => {
    for (let at = from; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
      if (packages[`${at}/node_modules/${name}`]) return `${at}/node_modules/${name}`;
    }
    return `node_modules/${name}`;
  };
  for (const name of [...outsideOfBundles, fonts]) follow(name, "");
  return [...found].sort();
}

/** The folder whose node_modules hold the packages of this kind of machine: the checkout's own, else one made for it. */
export function modulesHome(arch: Architecture): string {
  if (existsSync(join(root, "node_modules", `node-linux-${arch}`, "bin/node"))) return root;
  const home = join(root, ".cache/pack", `modules-${arch}`);
  const lock = readFileSync(join(root, "package-lock.json"));
  const copy = join(home, "package-lock.json");
  if (existsSync(join(home, "node_modules")) && existsSync(copy) && readFileSync(copy).equals(lock))
    return home;
  process.stdout.write(`Fetching the packages for ${arch} …\n`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), readFileSync(join(root, "package.json")));
  writeFileSync(copy, lock);
  const words = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  runTool("npm", [...words, "--os=linux", `--cpu=${arch}`, "--libc=glibc"], { cwd: home });
  if (!existsSync(join(home, "node_modules", `node-linux-${arch}`, "bin/node"))) {
    rmSync(copy);
    throw new PackError(`npm has no Node for linux-${arch}.`);
  }
  return home;
}

/** Copies these packages without what only their builders, readers and other systems need. */
export function copyModules(from: string, paths: readonly string[], to: string, arch: Architecture): void {
  for (const path of paths) {
    const source = join(from, path);
    if (!existsSync(source)) throw new PackError(`${path} is not installed.`);
    cpSync(source, join(to, path), {
      recursive: true,
      filter: (file) => file === source || isNeeded(file.slice(source.length + 1), path, arch),
    });
  }
}

function isNeeded(file: string, path: string, arch: Architecture): boolean {
  const [top = ""] = file.split("/");
  if (["node_modules", "src", "deps", "build", "binding.gyp", "include", "docs", "test"].includes(top))
    return false;
  if (/^licen[cs]e/i.test(top)) return true;
  if (/\.(map|d\.ts|ts|mts|cts|md|css|scss|unicode\.json)$/.test(file)) return false;
  if (path.endsWith(fonts))
    return !file.startsWith("files/") || /-(cyrillic|latin)(-ext)?-wght-normal\.woff2$/.test(file);
  if (top !== "prebuilds") return !/^lib\/(darwin|win32|linuxmusl)-/.test(file);
  const name = file.slice("prebuilds/".length);
  if (name === "" || name === file) return true;
  if (basename(name).includes("musl")) return false;
  return (dirname(name) === "." ? name.replace(/\.node$/, "") : name.split("/")[0]) === `linux-${arch}`;
}

/** The texts of a package's licence, as its authors wrote them. */
export function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(join(folder, file), "utf8").trim() : "";
}

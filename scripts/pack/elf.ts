import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join, relative } from "node:path";
import type { Architecture } from "./options.ts";
import { runTool } from "./run-tool.ts";

/** The oldest C library that a kiosk may have: Debian 10 and what is built on it (Astra 1.7), RED OS 7.3. */
export const glibcFloor = "2.28";

/** The newest versions of that time: glibc's own, and those of the C++ library of its compiler, GCC 8. */
const newest: Readonly<Record<string, string>> = { GLIBC: glibcFloor, GLIBCXX: "3.4.25", CXXABI: "1.3.11" };
const machines: Readonly<Record<Architecture, string>> = { x64: "X86-64", arm64: "AArch64" };

/** Every program, library and module with machine code below a folder, by relative path. */
export function elfFilesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isElf)
    .map((file) => relative(folder, file))
    .sort();
}

function isElf(file: string): boolean {
  const head = Buffer.alloc(4);
  const opened = openSync(file, "r");
  try {
    return readSync(opened, head, 0, 4, 0) === 4 && head.toString("latin1") === "\x7fELF";
  } finally {
    closeSync(opened);
  }
}

/** What keeps a file with machine code from running on the oldest supported system of this kind; in words. */
export function elfFaults(file: string, arch: Architecture): readonly string[] {
  const told = runTool("readelf", ["--wide", "-h", "-d", "-V", file], { env: { LC_ALL: "C" } });
  const faults: string[] = [];
  const machine = /Machine:\s+(.*)/.exec(told)?.[1]?.trim() ?? "unknown";
  if (!machine.endsWith(machines[arch])) faults.push(`is for ${machine}`);
  for (const [, name = ""] of told.matchAll(/\(NEEDED\).*\[(.*)\]/g)) {
    if (name.includes("musl") || name === "libc.so") faults.push(`needs ${name}`);
  }
  for (const [family, limit] of Object.entries(newest)) {
    const asked = [...told.matchAll(new RegExp(`Name: ${family}_([\\d.]+)`, "g"))].map(
      ([, version = ""]) => version,
    );
    const highest = asked.sort(compareVersions).at(-1);
    if (highest !== undefined && compareVersions(highest, limit) > 0) {
      faults.push(`asks for ${family}_${highest}, above ${limit}`);
    }
  }
  return faults;
}

function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => text.split(".").map(Number));
  for (let part = 0; part < 4; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

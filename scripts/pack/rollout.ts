import { spawnSync } from "node:child_process";

/**
 * The list of an apt repository (`Packages`), with the newest version of each package for so many machines in a hundred:
 * `Phased-Update-Percentage`, which apt and the kiosk's nightly update know. It needs dpkg, which compares versions.
 */
export function phased(packages: string, percent: number): string {
  const entries = packages.split(/\n{2,}/).filter((entry) => entry.trim() !== "");
  const field = (entry: string, name: string): string =>
    new RegExp(`^${name}: *(.*)$`, "m").exec(entry)?.[1] ?? "";
  const isNewest = (entry: string): boolean =>
    entries.every(
      (other) =>
        field(other, "Package") !== field(entry, "Package") ||
        field(other, "Architecture") !== field(entry, "Architecture") ||
        !isNewer(field(other, "Version"), field(entry, "Version")),
    );
  const told = entries.map((entry) =>
    isNewest(entry) ? `${entry.trimEnd()}\nPhased-Update-Percentage: ${percent}` : entry.trimEnd(),
  );
  return `${told.join("\n\n")}\n`;
}

const isNewer = (version: string, than: string): boolean =>
  spawnSync("dpkg", ["--compare-versions", version, "gt", than]).status === 0;

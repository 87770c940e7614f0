import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Installs a package of Debian's where that can be done without asking: by root, where there is apt-get.
 * @param why what it is for, shown to whoever waits
 * @returns whether it was tried
 */
export function installOnDebian(name: string, why: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  process.stdout.write(`Installing ${name} ${why} (apt-get) …\n`);
  const run = (...words: string[]): void => {
    spawnSync("apt-get", words, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  };
  run("update", "-q");
  run("install", "-y", "-q", "--no-install-recommends", name);
  return true;
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Makes sure that there is socat, which gives the tests of serial scanners and printers real pseudo terminals. */
function prepareSocat(): boolean {
  const there = (): boolean => spawnSync("socat", ["-V"]).status === 0;
  if (there()) return true;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  process.stdout.write("Installing socat for the tests (apt-get) …\n");
  const run = (...words: string[]): void => {
    spawnSync("apt-get", words, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  };
  run("update", "-q");
  run("install", "-y", "-q", "--no-install-recommends", "socat");
  return there();
}

// The other tests are worth running without it; those that need it fail and say why.
if (!prepareSocat()) {
  process.stderr.write("No socat: tests of serial devices will fail (Debian: apt-get install socat).\n");
}

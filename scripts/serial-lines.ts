import { spawnSync } from "node:child_process";
import { installOnDebian } from "./debian.ts";

/** Makes sure that there is socat, which gives the tests of serial scanners and printers real pseudo terminals. */
function prepareSocat(): boolean {
  const there = (): boolean => spawnSync("socat", ["-V"]).status === 0;
  return there() || (installOnDebian("socat", "for the tests") && there());
}

// The other tests are worth running without it; those that need it fail and say why.
if (!prepareSocat()) {
  process.stderr.write("No socat: tests of serial devices will fail (Debian: apt-get install socat).\n");
}

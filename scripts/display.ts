import { spawnSync } from "node:child_process";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { installOnDebian } from "./debian.ts";

/** Makes sure that there is Xvfb, a display in memory on which the kiosk's window is looked at from outside. */
function prepareDisplay(): boolean {
  const there = (): boolean => spawnSync("Xvfb", ["-help"]).error === undefined;
  return there() || (installOnDebian("xvfb", "for the tests") && there());
}

if (process.platform === "linux" && !prepareDisplay()) {
  process.stderr.write("No Xvfb: tests of the kiosk's window will fail (Debian: apt-get install xvfb).\n");
}

// The tests in Electron look at all windows of the monitor, under the window manager of the packages.
for (const name of electronBinary() && process.platform === "linux" ? ["openbox", "xdotool"] : [])
  if (spawnSync(name, ["--version"]).error) installOnDebian(name, "for the tests in Electron");

import { join } from "node:path";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { root, runScript } from "../run.ts";
import type { PackOptions } from "./options.ts";
import { PackError } from "./run-tool.ts";

/** `npm run pack -- --edition electron`: electron-builder makes deb, rpm and AppImage, by electron-builder.yml. @throws {PackError} */
export function packElectron({ arch, out }: PackOptions, say: (line: string) => void): void {
  if (!runScript("scripts/build.ts", ["screens", "shell"])) throw new PackError("The build failed.");
  if (electronBinary() === null)
    say("Electron's program is not here: electron-builder tries to download it.");
  const words = ["--config", "electron-builder.yml", "--linux", `--${arch}`, "--publish", "never"];
  const output = `-c.directories.output=${join(out, "electron")}`;
  if (!runScript(join(root, "node_modules/electron-builder/cli.js"), [...words, output])) {
    throw new PackError(
      "electron-builder made no package; its reason stands above. It downloads Electron and its packagers from github.com: where that is closed, name Electron's folder with ELECTRON_OVERRIDE_DIST_PATH, or make the edition with Chromium.",
    );
  }
}

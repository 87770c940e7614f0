import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { root, runScript } from "../run.ts";
import type { Architecture } from "./options.ts";
import { PackError } from "./run-tool.ts";

/**
 * Has electron-builder assemble the kiosk with Electron and set its fuses, by electron-builder.yml; answers with the
 * folder. Its own packagers are downloads too, and nfpm makes the same packages of both editions. @throws {PackError}
 */
export function assembleElectron(
  arch: Architecture,
  sqliteModule: string,
  say: (line: string) => void,
): string {
  const native = join(root, "dist/native", arch);
  mkdirSync(native, { recursive: true });
  copyFileSync(sqliteModule, join(native, `linux-${arch}.node`));
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!own && electronBinary() === null)
    say("Electron's program is not here: electron-builder tries to download it.");
  const output = join(root, "dist/stage", `electron-${arch}-builder`);
  const words = ["--linux", "dir", `--${arch}`, "--publish", "never", "--config", "electron-builder.yml"];
  const given = own ? [`-c.electronDist=${own}`, `-c.electronVersion=${versionIn(own)}`] : [];
  const builder = join(root, "node_modules/electron-builder/cli.js");
  if (!runScript(builder, [...words, `-c.directories.output=${output}`, ...given])) {
    throw new PackError(
      "electron-builder assembled nothing; its reason stands above. It downloads Electron from github.com: where that is closed, name the folder of an unpacked Electron with ELECTRON_OVERRIDE_DIST_PATH, or make the edition with Chromium.",
    );
  }
  return join(output, arch === "x64" ? "linux-unpacked" : `linux-${arch}-unpacked`);
}

/** Of an Electron that lies in this folder: its file `version`, as releases hold it. */
function versionIn(folder: string): string {
  const file = join(folder, "version");
  if (!existsSync(file)) throw new PackError(`${folder} holds no Electron: there is no file version in it.`);
  return readFileSync(file, "utf8").trim().replace(/^v/, "");
}

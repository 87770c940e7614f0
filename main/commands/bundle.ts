import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { exitCodes } from "../command-line/exit-codes.ts";
import { exitingWith } from "../command-line/options.ts";
import { codeOf, writeWholeFile } from "../files/whole-file.ts";
import { silentLog } from "../log/silent.ts";
import type { Environment } from "./environment.ts";
import { placesOf, withPlaces } from "./place-options.ts";

export function addBundleCommand(program: Command, environment: Environment): void {
  const bundle = withPlaces(
    program
      .command("bundle [file]")
      .description(
        "an archive for whoever helps from afar: log, settings without secrets, doctor's report; nothing of a patient. Into the data folder, into FILE, or with - to standard output",
      ),
    environment,
  );
  bundle.action(
    exitingWith(async (named: string | undefined) => {
      const { clock, ids, signal, version, console, folder } = environment;
      const { config, dataDir } = placesOf(bundle, environment);
      // Loaded only here: the kiosk itself needs none of it, and starts sooner.
      const { collectBundle } = await import("../diagnostics/bundle/collect.ts");
      const { tarGz } = await import("../diagnostics/bundle/tar.ts");
      try {
        const files = await collectBundle({
          ...{ config, dataDir, version, clock, ids, signal },
          log: silentLog,
        });
        const archive = tarGz(files, clock.now());
        if (named === "-") {
          await new Promise((resolve) => process.stdout.write(archive, resolve));
          return exitCodes.well;
        }
        const file = named === undefined ? ownPlace(dataDir, clock.now()) : resolve(folder, named);
        writeWholeFile(file, archive);
        console.say(`${file} (${Math.ceil(archive.length / 1024)} KiB)`);
        return exitCodes.well;
      } catch (error) {
        const code = codeOf(error);
        if (code === "") throw error;
        console.complain(`The archive can't be written (${code}). Name another place: infomat bundle FILE`);
        return exitCodes.failed;
      }
    }),
  );
}

/** In the data folder, which every kiosk's user may write. The former archive goes: it would fill the disk. */
function ownPlace(dataDir: string, now: number): string {
  const folder = join(dataDir, "support");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const time = new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
  return join(folder, `infomat-support-${time}.tar.gz`);
}

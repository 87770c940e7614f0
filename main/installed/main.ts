import packageJson from "../../package.json" with { type: "json" };
import { keptConsole } from "../command-line/console.ts";
import { endOfProgram } from "../commands/end-of-program.ts";
import { infomat } from "../commands/program.ts";
import { systemClock, systemIds } from "../time/clock.ts";
import { bundledPlaces, installedFiles } from "./places.ts";
import { addRunCommand } from "./run-command.ts";

/** The command `infomat` of an installed kiosk. */
process.exitCode = await infomat(process.argv.slice(2), {
  name: "infomat",
  version: packageJson.version,
  places: bundledPlaces(),
  config: installedFiles.config,
  dataDir: installedFiles.dataDir,
  folder: process.cwd(),
  console: keptConsole(),
  clock: systemClock,
  ids: systemIds,
  addRun: addRunCommand,
  get signal() {
    return endOfProgram();
  },
});

import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { keptConsole } from "../command-line/console.ts";
import type { Places } from "../command-line/places.ts";
import { silentLog } from "../log/silent.ts";
import { serviceCommand } from "../maintenance/command.ts";
import { systemClock, systemIds } from "../time/clock.ts";
import { installedConfig, installedFiles } from "./places.ts";
import { runInstalled } from "./run.ts";

const usage = `infomat COMMAND [options]: the kiosk in a clinic lobby

  doctor                     checks configuration, data folder, central API, booking and printer, step by step
  printer list|status|test   the ticket printer (stop the kiosk first: a printer serves one program)
  service on|off|status      takes the kiosk out of service, and puts it back
  run                        the kiosk itself; the system's unit starts it
  version                    of this program
  help                       this text; after a command --help tells its options

Configuration: ${installedFiles.config}. Data: ${installedFiles.dataDir}. Start and stop: systemctl start infomat.
`;

/** The command `infomat` of an installed kiosk. Answers with the exit code: 2 for wrong words, else the command's own. */
export async function infomatCommand(words: readonly string[], places: Places): Promise<number> {
  const { say, complain } = keptConsole();
  const [command = "help", ...rest] = words;
  const folder = process.cwd();
  const { dataDir } = installedFiles;
  switch (command) {
    case "run":
      return runInstalled({
        words: rest,
        folder,
        places,
        clock: systemClock,
        say,
        complain,
        signal: ending(),
      });
    case "doctor": {
      // Loaded only here, and so is the printer's part: the kiosk itself needs neither, and starts sooner.
      const { examine } = await import("../diagnostics/doctor/examine.ts");
      const { readDoctorOptions, usage: doctorUsage } = await import("../diagnostics/doctor/options.ts");
      const read = readDoctorOptions(rest, folder);
      if (read.kind === "help") say(doctorUsage);
      if (read.kind === "wrong") complain(`${read.text}\nAll options: infomat doctor --help`);
      if (read.kind !== "options") return read.kind === "help" ? 0 : 2;
      return examine({
        options: { ...read.options, config: read.options.config ?? installedConfig() },
        defaultDataDir: dataDir,
        clock: systemClock,
        ids: systemIds,
        log: silentLog,
        say,
        signal: ending(),
      });
    }
    case "printer": {
      const { printerCommand } = await import("../diagnostics/printer/command.ts");
      const config = installedConfig();
      const named = rest.some((word) => word === "--config" || word.startsWith("--config="));
      const more = rest.length === 0 || named || config === null ? [] : ["--config", config];
      return printerCommand([...rest, ...more], { dataDir, assetsDir: join(places.root, "assets") });
    }
    case "service":
      return serviceCommand(rest, { dataDir, folder, say, complain });
    case "version":
    case "--version":
      say(packageJson.version);
      return 0;
    case "help":
    case "--help":
    case "-h":
      say(usage);
      return 0;
    default:
      complain(`There is no command "${command}". All commands: infomat help`);
      return 2;
  }
}

/** Aborted when the system asks the program to end. */
function ending(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());
  return controller.signal;
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Console } from "../command-line/console.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { explain } from "../command-line/remedies.ts";
import { loadSettings } from "../config/load.ts";
import { ConfigError } from "../files/config-error.ts";
import { createLog } from "../log/log.ts";
import { logFile } from "../log/log-file.ts";
import { openSecurityStream } from "../log/security-stream.ts";
import { DataFolderError, openDataFolder } from "../store/data-folder.ts";
import { takeDataFolder } from "../store/data-lock.ts";
import { openReception } from "./module.ts";
import { receptionSettingsSchema } from "./settings.ts";

export type ReceptionRun = {
  /** Null where none is named and none is at its usual place. */
  readonly config: string | null;
  readonly dataDir: string;
  readonly pageDir: string;
  readonly console: Console;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Aborted = end cleanly. */
  readonly signal: AbortSignal;
};

/** `infomat reception`. @returns the exit code: ended as asked, could not start, or isn't set up */
export async function runReception(run: ReceptionRun): Promise<number> {
  const { config, dataDir, pageDir, clock, ids, signal } = run;
  const { say, complain } = run.console;
  if (config === null || !existsSync(config)) {
    complain(
      `There are no settings${config === null ? "" : ` in ${config}`}: the page at the counter is not set up. An example: docs/reception.md`,
    );
    return exitCodes.notSetUp;
  }
  if (!existsSync(join(pageDir, "index.html"))) {
    complain(explain("SCREENS_MISSING", `no page in ${pageDir}`, { dataDir }));
    return exitCodes.failed;
  }
  const taken = takeDataFolder(dataDir);
  if (!taken.ok) {
    complain(explain(taken.code, "", { dataDir }));
    return exitCodes.failed;
  }
  // Timers don't keep the process alive, and an address that can't be opened yet doesn't either.
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    const settings = loadSettings(receptionSettingsSchema, config);
    const folder = openDataFolder(dataDir);
    const security = openSecurityStream(settings.log.security, {
      now: clock.now,
      onLost: (fault) => log.write("log.security-lost", { fault }),
    });
    const log = createLog({
      level: settings.log.level,
      destination: logFile(folder.logFile),
      security: security?.write,
    });
    const scheme = settings.tls ? "https" : "http";
    const [host = settings.address] = settings.hosts;
    const name = host.includes(":") ? `[${host}]` : host;
    const reception = await openReception({
      ...{ settings, folder, pageDir, clock, ids, log },
      onListening: (port) => say(`The page at the counter is ready: ${scheme}://${name}:${port}/`),
    });
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await reception.close();
    await security?.close();
    return exitCodes.well;
  } catch (error) {
    if (error instanceof ConfigError) {
      complain(error.message);
      return exitCodes.notSetUp;
    }
    if (!(error instanceof DataFolderError)) throw error;
    complain(explain(error.code, error.message, { dataDir }));
    return exitCodes.failed;
  } finally {
    clearInterval(alive);
    taken.value.release();
  }
}

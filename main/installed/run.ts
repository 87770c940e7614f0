import { readFileSync } from "node:fs";
import type { Clock } from "#contract/index.ts";
import type { Places } from "../command-line/places.ts";
import { type Config, loadConfig } from "../config/load.ts";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn } from "../files/language-files.ts";
import { launch } from "../launcher/launch.ts";
import { readOptions, type StartOptions } from "../launcher/options.ts";
import { installedFiles, installedPort } from "./places.ts";

/** Exit code of a kiosk that isn't set up: sysexits' EX_CONFIG. The system's unit doesn't start it again then. */
export const notSetUp = 78;

const runUsage = `infomat run [options]: the kiosk itself; the system's unit starts it

  --config FILE                 default: ${installedFiles.config}
  --data DIR                    default: ${installedFiles.dataDir}
  --port N                      default: the configuration's, else ${installedPort}
  --central URL                 in place of the configuration's
  --preset NAME                 in place of the configuration's flow
  --shell chromium|none         none: no window, the printed address works in any browser on this machine
`;

type Run = {
  readonly words: readonly string[];
  /** Where relative paths start. */
  readonly folder: string;
  readonly places: Places;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly signal: AbortSignal;
  readonly files?: { readonly config: string; readonly dataDir: string; readonly policies: string };
};

/** `infomat run`. Exit codes: 0 ended as asked, 1 could not start, 2 wrong options, {@link notSetUp}. */
export async function runInstalled(run: Run): Promise<number> {
  const { words, folder, places, say, complain, files = installedFiles } = run;
  const read = readOptions(words, folder);
  if (read.kind === "help") {
    say(runUsage);
    return 0;
  }
  if (read.kind === "wrong") {
    complain(`${read.text}\nAll options: infomat run --help`);
    return 2;
  }
  const file = read.options.config ?? files.config;
  const ready = settingsIn(file, languagesIn(places.locales), read.options);
  if (typeof ready === "string") {
    complain(`${ready}\nThe kiosk is not set up. When it is: systemctl restart infomat`);
    return notSetUp;
  }
  const port = read.options.port ?? (ready.port === undefined ? installedPort : null);
  warnOfPolicies(files.policies, port ?? ready.port ?? installedPort, complain);
  return launch({
    options: {
      ...read.options,
      config: file,
      data: read.options.data ?? files.dataDir,
      port,
      shell: read.options.shell === "none" ? "none" : "chromium",
    },
    places,
    clock: run.clock,
    say,
    complain,
    signal: run.signal,
  });
}

/** The configuration, or in words what keeps this kiosk from being one. */
function settingsIn(file: string, languages: readonly string[], options: StartOptions): Config | string {
  try {
    const config = loadConfig(file, languages);
    if (config.central || options.central) return config;
    return `${file} names no central API: set central.url.`;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** A browser whose policies allow another port shows an error page in place of the first screen. */
function warnOfPolicies(file: string, port: number, complain: (line: string) => void): void {
  let policies: string;
  try {
    policies = readFileSync(file, "utf8");
  } catch {
    // Without managed policies the browser opens any address.
    return;
  }
  if (policies.includes(`"127.0.0.1:${port}"`)) return;
  complain(
    `Warning: the browser may not open port ${port}. Put 127.0.0.1:${port} into URLAllowlist in ${file}.`,
  );
}

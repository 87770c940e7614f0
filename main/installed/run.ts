import { readFileSync } from "node:fs";
import { exitCodes } from "../command-line/exit-codes.ts";
import { type Config, loadConfig } from "../config/load.ts";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn } from "../files/language-files.ts";
import { type Launch, launch } from "../launcher/launch.ts";
import type { StartOptions } from "../launcher/options.ts";
import { installedFiles, installedPort } from "./places.ts";

type Run = Launch & {
  readonly files?: { readonly config: string; readonly dataDir: string; readonly policies: string };
};

/** `infomat run`. @returns the exit code: ended as asked, could not start, or isn't set up */
export async function runInstalled(run: Run): Promise<number> {
  const { options, places, say, complain, files = installedFiles } = run;
  const file = options.config ?? files.config;
  const ready = settingsIn(file, languagesIn(places.locales), options);
  if (typeof ready === "string") {
    complain(`${ready}\nThe kiosk is not set up. When it is: systemctl restart infomat`);
    return exitCodes.notSetUp;
  }
  const port = options.port ?? (ready.port === undefined ? installedPort : null);
  warnOfPolicies(files.policies, port ?? ready.port ?? installedPort, complain);
  return launch({
    options: {
      ...options,
      config: file,
      data: options.data ?? files.dataDir,
      port,
      shell: options.shell === "none" ? "none" : "chromium",
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

import { existsSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "../../launcher/options.ts";
import type { CoreOptions } from "../messages.ts";

export type Installed =
  | { readonly kind: "options"; readonly options: CoreOptions }
  | { readonly kind: "stop"; readonly text: string; readonly exitCode: number };

/** Where an installed kiosk looks for its configuration. */
export function systemConfigFile(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  if (platform === "win32")
    return join(environment.ProgramData ?? "C:\\ProgramData", "Infomat", "infomat.yaml");
  return platform === "darwin"
    ? "/Library/Application Support/Infomat/infomat.yaml"
    : "/etc/infomat/infomat.yaml";
}

/**
 * The core's options for a kiosk that was installed and started without a launcher: from its command line and
 * the system's configuration file. `userData` is where data goes when no folder is named.
 */
export function installedOptions(words: readonly string[], userData: string, configFile: string): Installed {
  const read = readOptions(words, process.cwd(), "infomat");
  if (read.kind === "help") return { kind: "stop", text: read.text, exitCode: 0 };
  if (read.kind === "wrong") return { kind: "stop", text: read.text, exitCode: 2 };
  const { config, data, port, central } = read.options;
  const found = config ?? (existsSync(configFile) ? configFile : null);
  if (found === null && central === null) {
    const text = `There is no configuration yet. Write one to ${configFile}, or name another file with --config.`;
    return { kind: "stop", text, exitCode: 1 };
  }
  return {
    kind: "options",
    options: {
      configFile: found,
      dataDir: data ?? userData,
      port,
      centralUrl: central,
      demo: null,
      tokenReusable: false,
      expectsWindow: true,
    },
  };
}

import { accessSync, constants } from "node:fs";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn } from "../files/language-files.ts";
import { codeOf } from "../files/whole-file.ts";
import { readAccessFiles } from "../monitoring/access.ts";
import { type Config, loadConfig } from "./load.ts";

/** What is wrong with a configuration file, a line each; empty where a kiosk can start with it. */
export function checkConfigFile(file: string, localesDir: string): readonly string[] {
  try {
    const config = loadConfig(file, languagesIn(localesDir));
    const missing = config.central ? [] : [`${file} names no central API: set central.url.`];
    const unreadable = namedFiles(config).flatMap(([setting, path]) => {
      const fault = unreadableFor(path);
      return fault === null ? [] : [`${setting}: ${path} can't be read (${fault})`];
    });
    if (unreadable.length === 0)
      for (const section of ["monitoring", "reception"] as const)
        if (config[section]) readAccessFiles(section, config[section]);
    return [...missing, ...unreadable];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
}

/** Files that a configuration names, by their setting: every section calls them `…File`, `file` or `logo`. */
export function namedFiles(config: Config): readonly (readonly [setting: string, path: string])[] {
  const inside = (value: unknown, path: string): readonly (readonly [string, string])[] => {
    if (typeof value === "string") return /(File|\bfile|\blogo)$/.test(path) ? [[path, value]] : [];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, one]) => inside(one, path === "" ? key : `${path}.${key}`));
  };
  return inside(config, "");
}

function unreadableFor(path: string): string | null {
  try {
    accessSync(path, constants.R_OK);
    return null;
  } catch (error) {
    return codeOf(error) || "unknown fault";
  }
}

/** Of {@link namedFiles} those that hold certificates, which end one day. */
export const namedCertificates = (config: Config): ReturnType<typeof namedFiles> =>
  namedFiles(config).filter(([setting]) => /(certFile|[cC]aFile)$/.test(setting));

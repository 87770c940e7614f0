import { accessSync, constants, statSync } from "node:fs";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn } from "../files/language-files.ts";
import { codeOf } from "../files/whole-file.ts";
import { unusableClientFiles } from "../identity-provider/client-files.ts";
import type { UnusableFile } from "../log/events/identity-provider.ts";
import { readAccessFiles } from "../monitoring/access.ts";
import { type Config, loadConfig } from "./load.ts";

/** What is wrong with a configuration file, a line each; empty where a kiosk can start with it. */
export function checkConfigFile(file: string, localesDir: string): readonly string[] {
  try {
    const config = loadConfig(file, languagesIn(localesDir));
    const missing = config.central ? [] : [`${file} names no central API: set central.url.`];
    const unusable = unusableFiles(config).map(toldOf);
    if (unusable.length === 0)
      for (const section of ["monitoring", "reception"] as const)
        if (config[section]) readAccessFiles(section, config[section]);
    return [...missing, ...unusable];
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

/** A file that the configuration names and that can't be used. */
export type FileFault = {
  /** As the configuration writes it, such as `signIn.gosuslugi.keyFile`. */
  readonly setting: string;
  readonly path: string;
  readonly why: UnusableFile;
  /** Of the system, where the file can't be read. */
  readonly code?: string;
};

/** Of {@link namedFiles} those that can't be used: not to be read, or without what the identity provider's need. */
export function unusableFiles(config: Config): readonly FileFault[] {
  const unreadable = namedFiles(config).flatMap(([setting, path]): FileFault[] => {
    const code = unreadableFor(path);
    return code === null ? [] : [{ setting, path, why: "unreadable", code }];
  });
  const { gosuslugi } = config.signIn;
  const without = gosuslugi === undefined ? [] : unusableClientFiles(gosuslugi);
  return [
    ...unreadable,
    ...without
      .filter(({ why }) => why !== "unreadable")
      .map(({ setting, path, why }) => ({ setting: `signIn.gosuslugi.${setting}`, path, why })),
  ];
}

const faults: Readonly<Record<UnusableFile, string>> = {
  unreadable: "can't be read",
  empty: "is empty",
  noKey: "holds no private key that can sign (PEM, PKCS #8)",
  noCertificate: "holds no certificate (PEM)",
};

/** The fault in words: setting, file, and what is wrong with it. */
export const toldOf = ({ setting, path, why, code }: FileFault): string =>
  `${setting}: ${path} ${faults[why]}${code === undefined ? "" : ` (${code})`}`;

function unreadableFor(path: string): string | null {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isDirectory() ? "EISDIR" : null;
  } catch (error) {
    return codeOf(error) || "unknown fault";
  }
}

/** Of {@link namedFiles} those that hold certificates, which end one day. */
export const namedCertificates = (config: Config): ReturnType<typeof namedFiles> =>
  namedFiles(config).filter(([setting]) => /(certFile|[cC]aFile)$/.test(setting));

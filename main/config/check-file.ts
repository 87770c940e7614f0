import { accessSync, constants } from "node:fs";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn } from "../files/language-files.ts";
import { codeOf } from "../files/whole-file.ts";
import { readMonitoringFiles } from "../monitoring/access.ts";
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
    if (unreadable.length === 0 && config.monitoring) readMonitoringFiles(config.monitoring);
    return [...missing, ...unreadable];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
}

/** Files that a configuration names, by their setting. */
export function namedFiles({
  central,
  serviceNames,
  mail,
  monitoring,
  printer,
}: Config): readonly (readonly [setting: string, path: string])[] {
  const auth = central?.auth;
  const files: readonly (readonly [string, string | undefined])[] = [
    ["central.caFile", central?.caFile],
    ["central.auth.tokenFile", auth?.kind === "bearer" ? auth.tokenFile : undefined],
    ["central.auth.certFile", auth?.kind === "mtls" ? auth.certFile : undefined],
    ["central.auth.keyFile", auth?.kind === "mtls" ? auth.keyFile : undefined],
    ["serviceNames.file", serviceNames.file],
    ["mail.passwordFile", mail?.passwordFile],
    ["mail.caFile", mail?.caFile],
    ["printer.logo", printer.logo],
    ["monitoring.tokenFile", monitoring?.tokenFile],
    ["monitoring.tls.certFile", monitoring?.tls?.certFile],
    ["monitoring.tls.keyFile", monitoring?.tls?.keyFile],
    ["monitoring.tls.clientCaFile", monitoring?.tls?.clientCaFile],
  ];
  return files.flatMap(([setting, path]) => (path === undefined ? [] : [[setting, path] as const]));
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

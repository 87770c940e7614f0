import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "../files/config-error.ts";
import { codeOf } from "../files/whole-file.ts";
import { isLoopback, type MonitoringSettings } from "./settings.ts";

/** What the files of the `monitoring` section hold. */
export type MonitoringFiles = {
  readonly token: string | null;
  readonly tls: { readonly cert: string; readonly key: string; readonly ca: string | null } | null;
};

/** Whoever guesses tries over a network: nobody gets through so many. */
const shortestToken = 16;

/** @throws {ConfigError} where a file can't be read, or the token is too short to be one. */
export function readMonitoringFiles({ tokenFile, tls }: MonitoringSettings): MonitoringFiles {
  const token = tokenFile === undefined ? null : read("monitoring.tokenFile", tokenFile).trim();
  if (token !== null && (token.length < shortestToken || /\s/.test(token)))
    throw new ConfigError(
      `monitoring.tokenFile: ${tokenFile} holds no token: one line of at least ${shortestToken} characters is expected, such as \`openssl rand -hex 32\` prints`,
    );
  return {
    token,
    tls: tls
      ? {
          cert: read("monitoring.tls.certFile", tls.certFile),
          key: read("monitoring.tls.keyFile", tls.keyFile),
          ca: tls.clientCaFile === undefined ? null : read("monitoring.tls.clientCaFile", tls.clientCaFile),
        }
      : null,
  };
}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`${setting}: ${file} can't be read (${codeOf(cause) || "unknown fault"})`, {
      cause,
    });
  }
}

/** Whether a request bears the token. Hashes are compared, so that the time tells nothing of token or length. */
export function bearsToken(authorization: string | undefined, token: string): boolean {
  const offered = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization ?? "")?.[1] ?? "";
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(offered), hash(token));
}

/**
 * Whether a request names this address as its Host: a page of a browser whose name was bound to our address (DNS
 * rebinding) names another.
 * @param local the address that the connection came in by
 */
export function isKnownHost(
  host: string | undefined,
  at: { readonly local: string; readonly port: number; readonly hosts: readonly string[] },
): boolean {
  if (host === undefined) return false;
  const address = at.local.replace(/^::ffff:/, "");
  const names = [
    address.includes(":") ? `[${address}]` : address,
    ...(isLoopback(address) ? ["localhost"] : []),
    ...at.hosts.map((name) => name.toLowerCase()),
  ];
  const asked = host.toLowerCase();
  return names.some((name) => asked === `${name}:${at.port}` || asked === name);
}

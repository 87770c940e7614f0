import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "../files/config-error.ts";
import { codeOf } from "../files/whole-file.ts";
import type { RemoteTls } from "../http/remote-server.ts";
import { isLoopback, type MonitoringSettings } from "./settings.ts";

/** What the files of a section hold by which other machines ask. */
export type AccessFiles = { readonly token: string | null; readonly tls: RemoteTls | null };

/** Whoever guesses tries over a network: nobody gets through so many. */
const shortestToken = 16;

/** @throws {ConfigError} where a file can't be read, or the token is too short to be one. */
export function readAccessFiles(
  section: string,
  { tokenFile, tls }: Pick<MonitoringSettings, "tokenFile" | "tls">,
): AccessFiles {
  const at = `${section}.tls`;
  return {
    token: tokenFile === undefined ? null : readToken(`${section}.tokenFile`, tokenFile),
    tls: tls
      ? {
          cert: readNamed(`${at}.certFile`, tls.certFile),
          key: readNamed(`${at}.keyFile`, tls.keyFile),
          ca: tls.clientCaFile === undefined ? null : readNamed(`${at}.clientCaFile`, tls.clientCaFile),
        }
      : null,
  };
}

/** @throws {ConfigError} as {@link readAccessFiles} */
export function readToken(setting: string, file: string): string {
  const token = readNamed(setting, file).trim();
  if (token.length >= shortestToken && !/\s/.test(token)) return token;
  throw new ConfigError(
    `${setting}: ${file} holds no token: one line of at least ${shortestToken} characters is expected, such as \`openssl rand -hex 32\` prints`,
  );
}

/** The text of a file that a setting names. @throws {ConfigError} */
export function readNamed(setting: string, file: string): string {
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

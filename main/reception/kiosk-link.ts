import { connect } from "node:tls";
import { Agent, fetch } from "undici";
import { z } from "zod";
import { counterPrefix, counterProtocol } from "#contract/counter/base.ts";
import type { KioskFault } from "#contract/reception/lobby.ts";
import { codeOf } from "../files/whole-file.ts";
import { readNamed, readToken } from "../monitoring/access.ts";
import type { KioskSettings } from "./settings.ts";

/** The largest answer that is read, bytes: 500 tickets take half a megabyte, a ticket's picture a tenth. */
const largestAnswer = 4 * 1024 * 1024;

/**
 * What a kiosk answered: a value of the contract, a failure that the contract foresees (with its code and unread data),
 * or why there is no answer.
 */
type KioskAnswer<T> =
  | { readonly kind: "answered"; readonly value: T }
  | { readonly kind: "failed"; readonly code: string; readonly data: unknown }
  | { readonly kind: "unheard"; readonly fault: KioskFault };

export type KioskLink = {
  /** Calls a procedure of the counter's contract. It never throws, and takes at most `wait` ms. */
  ask<T>(path: string, input: object, output: z.ZodType<T>, wait: number): Promise<KioskAnswer<T>>;
  close(): Promise<void>;
};

/**
 * The way to one kiosk: its address, how it proves who it is, and how this process does.
 * @param setting names the kiosk in faults, as `kiosks.0`
 * @throws {ConfigError} for a file that can't be used
 */
export function createKioskLink(settings: KioskSettings, setting: string): KioskLink {
  const { url, tokenFile, caFile, certFile, keyFile } = settings;
  const file = (name: string, path: string | undefined): object =>
    path === undefined ? {} : { [name]: readNamed(`${setting}.${name}File`, path) };
  const token = tokenFile === undefined ? null : readToken(`${setting}.tokenFile`, tokenFile);
  const agent = new Agent({
    connect: { ...file("ca", caFile), ...file("cert", certFile), ...file("key", keyFile), timeout: 3000 },
    connections: 4,
    keepAliveTimeout: 10_000,
  });
  const { origin, protocol } = new URL(url);
  const isTls = protocol === "https:";
  return {
    async ask(path, input, output, wait) {
      try {
        const answer = await fetch(`${origin}${counterPrefix}/${path}`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({ json: input }),
          redirect: "manual",
          dispatcher: agent,
          signal: AbortSignal.timeout(wait),
        });
        const text = await readBounded(answer.body);
        return text === null ? unheard("invalid") : readAnswer(answer.status, text, output);
      } catch (error) {
        const fault = faultOf(error, isTls);
        return unheard(fault === "away" && !isTls && (await speaksTls(origin, error)) ? "speaksTls" : fault);
      }
    },
    close: () => agent.destroy(),
  };
}

const unheard = (fault: KioskFault): KioskAnswer<never> => ({ kind: "unheard", fault });

const failureSchema = z.object({
  json: z.object({ defined: z.literal(true), code: z.string(), data: z.unknown() }),
});
const versionSchema = z.object({ json: z.object({ protocol: z.int() }) });

function readAnswer<T>(status: number, text: string, output: z.ZodType<T>): KioskAnswer<T> {
  // Before a call is read: the token is not the kiosk's, or its address is another name.
  if ((status === 401 || status === 403) && text === "") return unheard("refused");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return unheard("invalid");
  }
  if (status === 200) {
    const read = z.object({ json: output }).safeParse(body);
    if (read.success) return { kind: "answered", value: read.data.json };
    const version = versionSchema.safeParse(body);
    return unheard(
      version.success && version.data.json.protocol !== counterProtocol ? "otherVersion" : "invalid",
    );
  }
  const failure = failureSchema.safeParse(body);
  if (failure.success) {
    const { code, data } = failure.data.json;
    return { kind: "failed", code, data };
  }
  // A procedure that it doesn't have, or an input that it doesn't know.
  return unheard(status === 404 || status === 400 ? "otherVersion" : "invalid");
}

type Body = AsyncIterable<Uint8Array>;

/** Null where it is larger than any answer. Leaving the loop ends the stream. */
async function readBounded(body: Body | null): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString("utf8");
}

/** How long a handshake is tried, ms. */
const handshakeTime = 1000;

/** Whether a server that closed a connection of HTTP without a word speaks TLS. Nothing is sent to it. */
async function speaksTls(origin: string, error: unknown): Promise<boolean> {
  if (!(error instanceof Error && codeOf(error.cause) === "UND_ERR_SOCKET")) return false;
  const { hostname, port } = new URL(origin);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || 80),
    timeout: handshakeTime,
    // Whose certificate it is doesn't matter: the way there has to be configured anew.
    rejectUnauthorized: false,
  });
  socket.once("secureConnect", () => resolve(true));
  socket.once("timeout", () => resolve(false));
  // It may ask for a certificate, which it says by an alert of TLS.
  socket.once("error", (failed) => resolve(/ALERT/.test(codeOf(failed))));
  socket.once("close", () => resolve(false));
  const speaks = await promise;
  socket.destroy();
  return speaks;
}

/** OpenSSL's and Node's codes of a handshake that failed: node:tls, "TLS/SSL error codes". */
const tlsCode = /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

function faultOf(error: unknown, isTls: boolean): KioskFault {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (tlsCode.test(codeOf(at))) return "refused";
    // TLS 1.3 judges the client's certificate after the handshake: whoever refuses it closes before any answer.
    const { socket } = at as { socket?: { bytesRead?: number } };
    if (isTls && codeOf(at) === "UND_ERR_SOCKET" && socket?.bytesRead === 0) return "refused";
  }
  return "away";
}

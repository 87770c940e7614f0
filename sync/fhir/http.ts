import { type BodyInit, fetch, type Headers, type Response } from "undici";
import type { CentralSettings } from "#contract/fhir/settings.ts";
import { CentralError, type Clock } from "#contract/index.ts";
import { type Access, type AccessListener, createAccess } from "../http/access.ts";
import { discard, readText } from "../http/body.ts";
import { type CentralClock, createCentralClock } from "../http/central-clock.ts";
import { networkFault, retryAfter, statusFault } from "../http/faults.ts";
import type { SyncLog } from "../log-events.ts";

export type Ask = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base address ("" is the base itself), or a whole address on the same origin. No personal data: that goes in `form`. */
  readonly path: string;
  /** A parameter with several values is sent several times: all of them must hold (R4 §3.1.1.4.3). */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = {
  /** 2xx. Another status is a {@link CentralError}. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly url: URL;
  /** The central API's clock when it answered, ms. */
  readonly serverTime: number | null;
};

/** Requests to one FHIR server: access, deadline, cap, JSON. */
export interface Http {
  /** @throws {CentralError} for everything but a 2xx answer with a JSON body; to a DELETE it may be empty (null). */
  send(ask: Ask, signal: AbortSignal): Promise<Answer>;
  /** The absolute address of a path; one on another origin is `invalidResponse`. */
  address(path: string, from?: URL): URL;
  now(): number;
  tellsTime(): boolean;
  close(): Promise<void>;
}

type HttpDeps = { settings: CentralSettings; log: SyncLog; clock: Clock; onAccess?: AccessListener };

export function createHttp({ settings, log, clock, onAccess = () => undefined }: HttpDeps): Http {
  const root = settings.url.replace(/\/+$/, "");
  const base = new URL(`${root}/`);
  const access: Access = createAccess(settings);
  const centralClock: CentralClock = createCentralClock(clock);

  const address = (path: string, from: URL = base): URL => {
    if (path === "") return new URL(root);
    if (!URL.canParse(path, from.href))
      throw new CentralError("invalidResponse", "a link that is no address");
    const url = new URL(path, from);
    // A link to elsewhere would carry our token there, and lets a central API send the kiosk into its own network.
    if (url.origin !== base.origin)
      throw new CentralError("invalidResponse", "a link leads to another origin");
    return url;
  };

  const once = async (ask: Ask, url: URL, signal: AbortSignal): Promise<Response> => {
    const authorization = await access.authorization();
    const dispatcher = await access.dispatcher();
    try {
      return await fetch(url.href, {
        method: ask.method,
        headers: {
          accept: "application/fhir+json",
          "cache-control": "no-cache",
          ...contentType(ask),
          ...(authorization === null ? {} : { authorization }),
          ...ask.headers,
        },
        body: content(ask),
        dispatcher,
        signal,
        redirect: "manual",
      });
    } catch (error) {
      throw networkFault(error, signal);
    }
  };

  const asOneWhoMay = async (ask: Ask, url: URL, signal: AbortSignal): Promise<Response> => {
    const response = await once(ask, url, signal);
    // 403 as well: by now the file may hold a token with more rights.
    if (response.status !== 401 && response.status !== 403) return response;
    if (!(await access.renew())) return response;
    await discard(response);
    return once(ask, url, signal);
  };

  const noted = async (ask: Ask, asked: () => Promise<Response>): Promise<Response> => {
    try {
      const response = await asked();
      const fault = response.ok ? null : statusFault(response.status, null);
      if (fault?.fault === "unauthorized") onAccess(requestKind(ask), fault);
      // A server that is overloaded, or a proxy's own page, has not looked at who asks.
      else if (response.status < 500) onAccess(requestKind(ask), null);
      return response;
    } catch (error) {
      if (error instanceof CentralError && error.fault === "unauthorized") onAccess(requestKind(ask), error);
      throw error;
    }
  };

  return {
    address,
    async send(ask, giveUp) {
      const url = address(ask.path);
      const started = clock.monotonic();
      const signal = AbortSignal.any([giveUp, AbortSignal.timeout(settings.timeout)]);
      const response = await noted(ask, () => asOneWhoMay(ask, url, signal));
      const serverTime = centralClock.note(response.headers.get("date"));
      const facts = { method: ask.method, path: url.pathname, code: response.status };
      if (!response.ok) {
        await discard(response);
        log.write("central.refused", facts);
        const wait = retryAfter(response.headers.get("retry-after"), centralClock.now());
        throw statusFault(response.status, wait);
      }
      const text = await readText(response, settings.maxAnswer, signal);
      log.write("central.answered", {
        ...facts,
        chars: text.length,
        ms: Math.round(clock.monotonic() - started),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: ask.method === "DELETE" && text === "" ? null : parse(response, text),
        url,
        serverTime,
      };
    },
    now: centralClock.now,
    tellsTime: centralClock.isKnown,
    close: access.close,
  };
}

function requestKind({ method, path }: Ask): string {
  if (path === "") return `${method} transaction`;
  // A whole address is a further page of a search.
  const type = /^[A-Za-z]+/.exec(path)?.[0] ?? "";
  return `${method} ${type === "http" || type === "https" ? "next page" : type}`;
}

function contentType(ask: Ask): Record<string, string> {
  if (ask.form) return { "content-type": "application/x-www-form-urlencoded" };
  return ask.json === undefined ? {} : { "content-type": "application/fhir+json" };
}

function content(ask: Ask): BodyInit | null {
  if (ask.form) {
    const fields = Object.entries(ask.form).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    return new URLSearchParams(fields).toString();
  }
  return ask.json === undefined ? null : JSON.stringify(ask.json);
}

function parse(response: Response, text: string): unknown {
  const type = (response.headers.get("content-type") ?? "none").split(";")[0]?.trim().toLowerCase() ?? "none";
  if (type !== "application/json" && type !== "application/fhir+json") {
    throw new CentralError("invalidResponse", `an answer of type ${type}`, { code: response.status });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new CentralError("invalidResponse", "an answer that is not JSON, or cut short", {
      code: response.status,
    });
  }
}

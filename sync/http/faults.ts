import { CentralError } from "#contract/index.ts";

/** The kiosk's own access is wrong: at the central API, or at a proxy before it (407). */
const accessStatuses: ReadonlySet<number> = new Set([401, 403, 407]);

const passing = new Set([408, 425, 429]);
/** By which a server, or what stands before it, says that it is not there for anything. */
const absent: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The fault that a status outside 2xx stands for. */
export function statusFault(status: number, wait: number | null): CentralError {
  const told = { code: status, isAway: absent.has(status) };
  const more = wait === null ? told : { ...told, retryAfter: wait };
  if (accessStatuses.has(status)) return new CentralError("unauthorized", `status ${status}`, more);
  if (status >= 500 || passing.has(status)) return new CentralError("unavailable", `status ${status}`, more);
  if (status >= 300 && status < 400)
    return new CentralError("rejected", "a redirect, which is not followed", more);
  return new CentralError("rejected", `status ${status}`, more);
}

/** A `Retry-After` header (RFC 9110 §10.2.3: seconds or a date) as ms from `now`, or null. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** What `fetch` or a body threw. The texts of network errors hold addresses: only their codes are kept. */
export function networkFault(error: unknown, signal: AbortSignal): CentralError {
  if (signal.aborted) {
    const timedOut = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
    return new CentralError("unavailable", timedOut ? "no answer in time" : "given up");
  }
  const byProxy = proxyRefusal(error);
  if (byProxy !== null) return new CentralError("unauthorized", `status ${byProxy}`, { code: byProxy });
  const code = deepestCode(error);
  const refusesUs = /^ERR_SSL_.*ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test(code);
  return new CentralError(refusesUs ? "unauthorized" : "unavailable", `connection: ${code}`);
}

/**
 * The status with which a proxy kept a request from the central API. undici makes network errors of them and leaves the
 * status nowhere but in their texts: its ProxyAgent of whatever answers CONNECT, and Fetch (§4.4, HTTP-network-or-cache
 * fetch) of every 407, as an error that says nothing at all, which no other of our requests meets.
 */
function proxyRefusal(error: unknown): number | null {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return null;
  const { cause } = error;
  if (cause.message === "" && cause.name === "Error" && !("code" in cause) && !cause.cause) return 407;
  for (let at: unknown = cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const status = Number(/^Proxy response \((\d{3})\)/.exec(at.message)?.[1]);
    if (accessStatuses.has(status)) return status;
  }
  return null;
}

/**
 * Whether a request certainly never reached a program that could have acted on it: no connection came about. Of anything
 * else, a reset among them, nobody knows.
 */
export function neverArrived(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted) return false;
  return (
    proxyRefusal(error) !== null ||
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(
      deepestCode(error),
    ) ||
    /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_SSL_WRONG_VERSION)/.test(deepestCode(error))
  );
}

function deepestCode(error: unknown): string {
  let code = error instanceof Error ? error.name : "unknown";
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") code = at.code;
  }
  return code;
}

/**
 * What one request may cost the core. The screens send small JSON bodies over one or two sockets; anything
 * beyond these limits is a fault or an attack from another program of this machine.
 */
export const httpLimits = {
  /** Bytes of a call's body. The largest real one is a page's fault report. */
  rpcBody: 256 * 1024,
  /** Bytes of the body that swaps the token. */
  authBody: 1024,
  /** Bytes of the request line and all headers together; Node answers 431 beyond. */
  headers: 16 * 1024,
  /** Time until the headers are complete, and until the whole request is, ms. Node answers 408 beyond. */
  headersTimeout: 5000,
  requestTimeout: 10_000,
  /** How often Node looks for requests that are over time, ms. */
  checkEvery: 1000,
  /** Idle time of a kept connection, ms. */
  keepAlive: 30_000,
  /** Sockets at once; one more ends the one that is idle for longest. */
  sockets: 128,
  /** Requests over one socket, so that none lives for ever. */
  requestsPerSocket: 10_000,
  /** Levels of arrays and objects in a call's body. */
  depth: 32,
} as const;

/** Keys by which a parsed body could reach an object's prototype. */
const prototypeKeys = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Whether a parsed body is one that the RPC layer may read: no deeper than `depth` levels, and no key or path
 * segment (oRPC's `meta` holds paths into `json`) that names a prototype. Iterative: a hostile depth must not
 * overflow the stack here either.
 */
export function isPlainBody(body: unknown, depth: number = httpLimits.depth): boolean {
  const waiting: { value: unknown; level: number; isPath: boolean }[] = [
    { value: body, level: 0, isPath: false },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, level, isPath } = next;
    if (isPath && typeof value === "string" && prototypeKeys.has(value)) return false;
    if (typeof value !== "object" || value === null) continue;
    if (level >= depth) return false;
    for (const key of Object.keys(value)) {
      if (prototypeKeys.has(key)) return false;
      const inMeta = isPath || (level === 0 && key === "meta");
      waiting.push({ value: Reflect.get(value, key), level: level + 1, isPath: inMeta });
    }
  }
  return true;
}

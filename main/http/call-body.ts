import { isPlainBody } from "./limits.ts";

/** oRPC's mark for a field that is undefined (its RPC protocol, `meta`): the only one that the screens send. */
const undefinedMark = 3;

/**
 * Whether a parsed body is a call as the screens' client writes it: `{ json?, meta? }`, where `meta` marks fields of
 * `json` that are undefined. oRPC itself throws bugs at other marks and at paths that lead nowhere.
 */
export function isCallBody(body: unknown): boolean {
  if (typeof body !== "object" || body === null || Array.isArray(body) || !isPlainBody(body)) return false;
  const { json, meta = [] } = body as { json?: unknown; meta?: unknown };
  return Array.isArray(meta) && meta.every((mark) => Array.isArray(mark) && marksUndefined(json, mark));
}

function marksUndefined(json: unknown, [mark, ...path]: readonly unknown[]): boolean {
  if (mark !== undefinedMark) return false;
  let at = json;
  for (const segment of path) {
    if (typeof segment !== "string" && typeof segment !== "number") return false;
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, segment)) return false;
    at = Reflect.get(at, segment);
  }
  return at === null;
}

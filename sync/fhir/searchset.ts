import { CentralError, type CentralFault, loggedId, type SetAside } from "#contract/index.ts";
import type { Answer } from "./http.ts";
import { isJson, type Json } from "./json.ts";

/** One page of a search. */
export type Searchset = {
  readonly resources: readonly Json[];
  /** Entries that can't be used, where the search goes on without them. */
  readonly setAside: readonly SetAside[];
  readonly next: string | null;
  readonly total: number | null;
};

/**
 * Takes a searchset apart. An OperationOutcome among the entries tells about the search itself (R4 §3.1.1.4.16):
 * warnings are left out; an error means that nothing was found out, whatever else the page holds.
 *
 * @param lenient entries without a resource of this type are set aside; else one makes the whole answer
 * `invalidResponse`, for a look-up must not pass over anything.
 * @throws {CentralError} for anything but a searchset of `type`, and for one that says that the search failed.
 */
export function searchset(
  { body, status }: Pick<Answer, "body" | "status">,
  type: string,
  { lenient = false }: { readonly lenient?: boolean } = {},
): Searchset {
  const refuse = (detail: string) => new CentralError("invalidResponse", detail, { code: status });
  if (isJson(body) && body.resourceType === "OperationOutcome")
    throw failureIn(body, status) ?? refuse("no searchset");
  if (!isJson(body) || body.resourceType !== "Bundle" || body.type !== "searchset") {
    throw refuse("not the answer to a search");
  }
  const entries = body.entry ?? [];
  if (!Array.isArray(entries)) throw refuse("a search without a list of entries");
  const resources: Json[] = [];
  const setAside: SetAside[] = [];
  for (const entry of entries as readonly unknown[]) {
    const { resource, outcome } = entryOf(entry);
    const failure = outcome === null ? null : failureIn(outcome, status);
    if (failure !== null) throw failure;
    if (resource?.resourceType === type) resources.push(resource);
    else if (resource?.resourceType === "OperationOutcome") continue;
    else if (resource === null) {
      if (!lenient) throw refuse("an entry without a resource");
      setAside.push({ id: "?", kind: "malformed", detail: "an entry without a resource" });
    } else {
      if (!lenient) throw refuse(`another resource than ${type}`);
      setAside.push({ id: loggedId(resource.id), kind: "notAsked", detail: `another resource than ${type}` });
    }
  }
  if (setAside.length > 0 && resources.length === 0) throw refuse(`no entry holds a ${type}`);
  const total = typeof body.total === "number" ? body.total : null;
  const next = nextLink(body.link);
  if (!lenient && total !== null && total > 0 && entries.length === 0 && next === null) {
    throw refuse("nothing of what a search says that it found");
  }
  return { resources, setAside, next, total };
}

function entryOf(entry: unknown): { readonly resource: Json | null; readonly outcome: Json | null } {
  if (!isJson(entry)) return { resource: null, outcome: null };
  const resource = isJson(entry.resource) ? entry.resource : null;
  if (resource?.resourceType === "OperationOutcome") return { resource, outcome: resource };
  const told = isJson(entry.response) ? entry.response.outcome : null;
  return { resource, outcome: isJson(told) ? told : null };
}

const harmless: ReadonlySet<unknown> = new Set(["information", "warning", "success"]);
/** IssueType codes (R4) of faults that pass, and of a kiosk that may not read. */
const passing: ReadonlySet<unknown> = new Set([
  "transient",
  "lock-error",
  "no-store",
  "exception",
  "timeout",
  "incomplete",
  "throttled",
]);
const refusing: ReadonlySet<unknown> = new Set(["security", "login", "unknown", "expired", "forbidden"]);

/** The failure that an OperationOutcome tells of; null where it only warns. One that says nothing is a failure. */
function failureIn({ issue }: Json, status: number): CentralError | null {
  const issues = Array.isArray(issue) ? (issue as readonly unknown[]) : [];
  const bad = issues.find((one) => !isJson(one) || !harmless.has(one.severity));
  if (bad === undefined && issues.length > 0) return null;
  const code = isJson(bad) ? bad.code : undefined;
  const fault: CentralFault = passing.has(code)
    ? "unavailable"
    : refusing.has(code)
      ? "unauthorized"
      : "invalidResponse";
  // Of an outcome only its code is logged: its texts may repeat what was asked for.
  return new CentralError(fault, `the search failed: ${loggedId(code)}`, { code: status });
}

function nextLink(links: unknown): string | null {
  if (!Array.isArray(links)) return null;
  for (const link of links as readonly unknown[]) {
    if (isJson(link) && link.relation === "next" && typeof link.url === "string") return link.url;
  }
  return null;
}

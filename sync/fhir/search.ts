import { CentralError, type Page, type Reading, readEach } from "#contract/index.ts";
import type { Answer, Ask, Http } from "./http.ts";
import { isJson, type Json } from "./json.ts";

/** More pages than any region has: a centre that goes on for ever is broken. */
const mostPages = 20_000;

/**
 * Walks through a search page by page, following `next` links as the centre wrote them.
 * @throws {CentralError} `rubbish` for anything but a searchset of `type`, or links that go in a circle.
 */
export async function* pages<Row>(
  http: Http,
  first: Ask,
  type: string,
  read: (resource: Json) => Reading<Row>,
  signal: AbortSignal,
): AsyncGenerator<Page<Row>> {
  const seen = new Set<string>();
  let ask: Ask | null = first;
  while (ask !== null) {
    const answer: Answer = await http.send(ask, signal);
    const { resources, next, total } = searchset(answer, type);
    const { rows, setAside: rejected } = readEach(resources, ({ id }) => id, read);
    yield { rows, rejected, serverTime: answer.serverTime, total };
    if (next === null) return;
    const address = http.address(next, answer.url).href;
    if (seen.has(address) || seen.size >= mostPages)
      throw new CentralError("rubbish", "paging goes in a circle");
    seen.add(address);
    ask = { method: "GET", path: address, headers: first.headers };
  }
}

type Searchset = {
  readonly resources: readonly Json[];
  readonly next: string | null;
  readonly total: number | null;
};

/** Takes a searchset apart. Entries that tell about the search itself (OperationOutcome) are left out. */
export function searchset({ body, status }: Pick<Answer, "body" | "status">, type: string): Searchset {
  if (!isJson(body) || body.resourceType !== "Bundle" || body.type !== "searchset") {
    throw new CentralError("rubbish", "not the answer to a search", { status });
  }
  const entries = body.entry ?? [];
  if (!Array.isArray(entries))
    throw new CentralError("rubbish", "a search without a list of entries", { status });
  const resources: Json[] = [];
  for (const entry of entries as readonly unknown[]) {
    const resource = isJson(entry) ? entry.resource : undefined;
    if (!isJson(resource)) throw new CentralError("rubbish", "an entry without a resource", { status });
    if (resource.resourceType === type) resources.push(resource);
    else if (resource.resourceType !== "OperationOutcome") {
      throw new CentralError("rubbish", `another resource than ${type}`, { status });
    }
  }
  return { resources, next: nextLink(body.link), total: typeof body.total === "number" ? body.total : null };
}

function nextLink(links: unknown): string | null {
  if (!Array.isArray(links)) return null;
  for (const link of links as readonly unknown[]) {
    if (isJson(link) && link.relation === "next" && typeof link.url === "string") return link.url;
  }
  return null;
}

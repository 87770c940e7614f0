import { CentralError, type Page, type Reading, readEach } from "#contract/index.ts";
import type { Answer, Ask, Http } from "./http.ts";
import type { Json } from "./json.ts";
import { searchset } from "./searchset.ts";

/** More pages than any region has: a central API that goes on for ever is broken. */
const mostPages = 20_000;

/** Pages in a row that bring nothing new: links that lead to ever new addresses and to the same rows. */
const mostStalePages = 20;

/** A page with the resources that it was read from, also those that were set aside. */
export type RawPage<Row> = { readonly page: Page<Row>; readonly resources: readonly Json[] };

/**
 * Walks through a search page by page, following `next` links as the central API wrote them.
 * @param lenient as {@link searchset} has it
 * @throws {CentralError} as {@link searchset} does; `invalidResponse` for links that go in a circle.
 */
export async function* rawPages<Row>(
  http: Http,
  first: Ask,
  type: string,
  read: (resource: Json) => Reading<Row>,
  signal: AbortSignal,
  { lenient = false }: { readonly lenient?: boolean } = {},
): AsyncGenerator<RawPage<Row>> {
  const seen = new Set<string>();
  const ids = new Set<unknown>();
  let stalePages = 0;
  let ask: Ask | null = first;
  while (ask !== null) {
    const answer: Answer = await http.send(ask, signal);
    const { resources, setAside: without, next, total } = searchset(answer, type, { lenient });
    const { rows, setAside } = readEach(resources, ({ id }) => id, read);
    const rejected = [...setAside, ...without];
    yield { page: { rows, rejected, serverTime: answer.serverTime, total }, resources };
    if (next === null) return;
    const address = http.address(next, answer.url).href;
    const known = ids.size;
    for (const { id } of resources) ids.add(id);
    stalePages = ids.size > known ? 0 : stalePages + 1;
    if (seen.has(address) || seen.size >= mostPages || stalePages >= mostStalePages)
      throw new CentralError("invalidResponse", "paging goes in a circle");
    seen.add(address);
    ask = { method: "GET", path: address, headers: first.headers };
  }
}

/** The pages of a look-up, of which nothing may be passed over. @throws {CentralError} */
export async function* pages<Row>(
  http: Http,
  first: Ask,
  type: string,
  read: (resource: Json) => Reading<Row>,
  signal: AbortSignal,
): AsyncGenerator<Page<Row>> {
  for await (const { page } of rawPages(http, first, type, read, signal)) yield page;
}

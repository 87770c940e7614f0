import type { Page, Reading } from "#contract/index.ts";
import type { Ask, Http } from "./http.ts";
import { isJson, type Json } from "./json.ts";
import { rawPages } from "./search.ts";

/** A search in the order of an instant, so that it can be taken up again at any of its rows. */
export type OrderedSearch = {
  readonly type: string;
  /** The search from the beginning. */
  readonly first: Ask;
  /** The instant in ms by which the search is sorted, ascending; null where a resource has none. */
  readonly key: (resource: Json) => number | null;
  /** The rest of the search: from an instant on (`ge`), or behind it (`gt`). */
  readonly from: (prefix: "ge" | "gt", key: number) => Ask;
  /** How many rows a page was asked to hold. */
  readonly pageSize: number;
};

/**
 * Why a search can't be shown to be whole.
 * - `unsorted`: the central API doesn't keep the order that was asked for.
 * - `filterIgnored`: it passes over the instant from which it was asked to go on.
 * - `pagesRepeatRows`: a row comes on two pages, again and again, so that others come on none.
 * - `manyAtOneInstant`: as many rows as it ever tells in one go have the same instant.
 * - `fewerThanTotal`: it says that there are more rows, and tells none.
 */
export type Unproven =
  | "unsorted"
  | "filterIgnored"
  | "pagesRepeatRows"
  | "manyAtOneInstant"
  | "fewerThanTotal";

/** A single page of fewer rows is taken for whole, unless its length is one at which servers cut. */
const smallPage = 100;
/** Links are known to end early only behind so many rows; fewer of one instant are all that there are. */
const leastCut = 500;
/** How often a part whose pages repeat rows is read again. */
const mostRereads = 2;
/** Servers that search by whole seconds answer with what lies before in the same second. */
const second = 1000;

/**
 * Walks through a search until it is known to be whole. Links that end prove nothing: a server may stop telling
 * `next` at some number of rows (HAPI JPA with `max_page_size`), and pages by offset skip rows under writes. So
 * where the central API tells no total that was reached, the search is taken up again at its last row until that
 * brings nothing new. What can't be shown to be whole ends with an empty page that is marked `unproven`.
 *
 * A row may come more than once. Entries that can't be used are set aside.
 * @throws {CentralError}
 */
export async function* completePages<Row>(
  http: Http,
  search: OrderedSearch,
  read: (resource: Json) => Reading<Row>,
  signal: AbortSignal,
  onUnproven: (why: Unproven, found: number) => void = () => undefined,
): AsyncGenerator<Page<Row>> {
  const versions = new Map<string, string>();
  let longest = 0;
  let rereads = 0;
  let ask = search.first;
  let asked: { readonly prefix: "ge" | "gt"; readonly key: number } | null = null;

  for (;;) {
    const chain = createChain(search.key);
    for await (const { page, resources } of rawPages(http, ask, search.type, read, signal, {
      lenient: true,
    })) {
      chain.add(page, resources, versions);
      yield page;
    }
    const next = continueChain(chain, { search, asked, longest, found: versions.size });
    if (next === "whole") return;
    if (chain.fresh === 0 && chain.repeats > 0) rereads++;
    const why = typeof next === "string" ? next : rereads > mostRereads ? "pagesRepeatRows" : next.unproven;
    if (why !== null) {
      onUnproven(why, versions.size);
      yield { rows: [], rejected: [], serverTime: null, total: null, unproven: true };
    }
    if (typeof next === "string" || why === "pagesRepeatRows") return;
    longest = Math.max(longest, chain.rows);
    asked = next;
    ask = search.from(next.prefix, next.key);
  }
}

/** What came from one first address to the end of its links. */
type Chain = {
  rows: number;
  pages: number;
  /** Rows that had not been seen in this version. */
  fresh: number;
  /** Rows that came on this walk already. */
  repeats: number;
  sorted: boolean;
  earliest: number | null;
  last: number | null;
  /** As the first page tells it. */
  total: number | null;
  add(page: Page<unknown>, resources: readonly Json[], versions: Map<string, string>): void;
};

function createChain(keyOf: OrderedSearch["key"]): Chain {
  const here = new Map<string, string>();
  const chain: Chain = {
    rows: 0,
    pages: 0,
    fresh: 0,
    repeats: 0,
    sorted: true,
    earliest: null,
    last: null,
    total: null,
    add(page, resources, versions) {
      if (++chain.pages === 1) chain.total = page.total;
      for (const resource of resources) {
        const id = String(resource.id);
        const version = versionOf(resource);
        const key = keyOf(resource);
        chain.rows++;
        if (here.get(id) === version) chain.repeats++;
        if (versions.get(id) !== version) chain.fresh++;
        here.set(id, version);
        versions.set(id, version);
        if (key === null || (chain.last !== null && key < chain.last)) chain.sorted = false;
        else chain.last = key;
        if (key !== null) chain.earliest = Math.min(chain.earliest ?? key, key);
      }
    },
  };
  return chain;
}

type Next = { readonly prefix: "ge" | "gt"; readonly key: number; readonly unproven: Unproven | null };

function continueChain(
  chain: Chain,
  {
    search,
    asked,
    longest,
    found,
  }: {
    search: OrderedSearch;
    asked: { readonly prefix: "ge" | "gt"; readonly key: number } | null;
    longest: number;
    found: number;
  },
): "whole" | Unproven | Next {
  const { rows, pages, repeats, fresh, total, last } = chain;
  const isFirst = asked === null;
  if (isFirst && total === rows && repeats === 0) return "whole";
  const missing = isFirst && total !== null && total > found;
  if (rows === 0) return missing ? "fewerThanTotal" : "whole";
  if (isFirst && !missing && isPlainlyWhole(chain, search.pageSize)) return "whole";
  if (asked !== null && (chain.earliest ?? 0) < asked.key - second) return "filterIgnored";
  if (!chain.sorted || last === null) {
    if (missing) return "fewerThanTotal";
    return pages > 1 || rows >= search.pageSize ? "unsorted" : "whole";
  }
  if (fresh > 0 || repeats > 0) return { prefix: "ge", key: last, unproven: null };
  // Fewer rows than the central API tells in one go: there is no more at this instant.
  if (asked?.prefix === "gt" || rows < longest) return "whole";
  // What else this instant holds can't be asked for; what follows it can.
  return { prefix: "gt", key: last, unproven: rows >= leastCut ? "manyAtOneInstant" : null };
}

/** One short page: no cut is known to look like it. Cuts are at round numbers. */
const isPlainlyWhole = ({ rows, pages, repeats }: Chain, pageSize: number): boolean =>
  pages === 1 && repeats === 0 && rows < smallPage && rows < pageSize && rows % 10 !== 0;

const versionOf = ({ meta }: Json): string => (isJson(meta) ? String(meta.versionId) : "");

import { z } from "zod";
import type { CursorSeal } from "../store/cursor.ts";
import { countMatches, searchPage } from "../store/search.ts";
import type { Store } from "../store/store.ts";
import { FhirError } from "./outcome.ts";
import type { ResourceType } from "./resources.ts";
import { parseSearch } from "./search-query.ts";

/** The parameter of a `next` link. It stands alone: the cursor holds the whole search. */
const cursorParam = "_cursor";

const cursorSchema = z.object({
  type: z.string(),
  params: z.array(z.tuple([z.string(), z.string()])),
  /** How many the search held when its first page was made. */
  total: z.int().nonnegative(),
  /** How many rows earlier pages held. */
  told: z.int().nonnegative(),
  after: z.object({ value: z.union([z.string(), z.number()]), no: z.int() }),
});

export type SearchRequest = {
  readonly type: ResourceType;
  readonly params: readonly (readonly [string, string])[];
  /** Address of the server as the caller knows it, without a slash at its end. */
  readonly base: string;
  /** Sent as a POST: its parameters may be personal and are not repeated in the `self` link. */
  readonly posted: boolean;
};

/** Answers one page of a search as the text of a searchset Bundle. */
export function answerSearch(store: Store, seal: CursorSeal, request: SearchRequest): string {
  const { type, base } = request;
  const cursor = openCursor(seal, request);
  const params = cursor?.params ?? request.params.map(([name, value]): [string, string] => [name, value]);
  const asked = parseSearch(type, params, store.timeZone);
  const query = { ...asked, count: Math.min(asked.count, store.dialect.mostRows) };
  const total = cursor?.total ?? countMatches(store, query);
  const found =
    query.count === 0 ? { rows: [], next: null } : searchPage(store, query, cursor?.after ?? null);
  const links = [{ relation: "self", url: selfLink(request) }];
  const told = (cursor?.told ?? 0) + found.rows.length;
  if (found.next && told < store.dialect.mostLinked) {
    const sealed = seal.seal({ type, params, total, told, after: found.next });
    links.push({ relation: "next", url: `${base}/${type}?${cursorParam}=${sealed}` });
  }
  const address = JSON.stringify(`${base}/${type}/`).slice(0, -1);
  const entries = found.rows.map(
    ({ id, json }) => `{"fullUrl":${address}${id}","resource":${json},"search":{"mode":"match"}}`,
  );
  const entry = entries.length > 0 ? `,"entry":[${entries.join(",")}]` : "";
  const totalField = store.dialect.tellsTotal ? `"total":${total},` : "";
  return `{"resourceType":"Bundle","type":"searchset",${totalField}"link":${JSON.stringify(links)}${entry}}`;
}

function openCursor(seal: CursorSeal, { type, params }: SearchRequest): z.infer<typeof cursorSchema> | null {
  const sent = params.find(([name]) => name === cursorParam)?.[1];
  if (sent === undefined) return null;
  const cursor = cursorSchema.safeParse(seal.open(sent));
  if (!cursor.success || cursor.data.type !== type || params.length > 1) {
    throw new FhirError(400, {
      code: "invalid",
      diagnostics: `${cursorParam} is not of this central API: search again`,
    });
  }
  return cursor.data;
}

function selfLink({ type, params, base, posted }: SearchRequest): string {
  if (posted) return `${base}/${type}/_search`;
  const query = new URLSearchParams(
    params.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  return query === "" ? `${base}/${type}` : `${base}/${type}?${query}`;
}

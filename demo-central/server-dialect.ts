/** What FHIR R4 leaves open, or what servers are known to do otherwise: how this central API behaves there. */
export type ServerDialect = {
  /** The status that refuses a stale `If-Match`, and the words that go with it. */
  readonly stale: { readonly status: 409 | 412; readonly words: (place: string) => string };
  /** Whether `PUT` with `If-Match` to an id that never was creates the resource. Else it is refused as stale. */
  readonly createsUnderMatch: boolean;
  /** Whether an update that changes nothing makes a new version all the same. */
  readonly countsUnchanged: boolean;
  /** Pages are never longer than this, whatever `_count` asks for. */
  readonly mostRows: number;
  /** `next` links end behind so many rows of a search, with more to come. */
  readonly mostLinked: number;
  /** Whether a page tells how many rows the whole search holds. */
  readonly tellsTotal: boolean;
  /** Whether the entries of a transaction's answer tell ETags. */
  readonly tellsEtags: boolean;
  /** Whether a transaction is all or nothing. Where it isn't, it answers 200 around what became of each entry. */
  readonly atomic: boolean;
};

const plain: ServerDialect = {
  stale: { status: 412, words: () => "If-Match names another version than the current one" },
  createsUnderMatch: false,
  countsUnchanged: true,
  mostRows: 5000,
  mostLinked: Number.POSITIVE_INFINITY,
  tellsTotal: true,
  tellsEtags: true,
  atomic: true,
};

const hapi: ServerDialect = {
  stale: {
    status: 409,
    words: (place) => `HAPI-0989: Trying to update ${place} but this is not the current version`,
  },
  createsUnderMatch: true,
  countsUnchanged: false,
  mostRows: 200,
  mostLinked: Number.POSITIVE_INFINITY,
  tellsTotal: true,
  tellsEtags: false,
  atomic: true,
};

/**
 * - `plain`: by the book.
 * - `hapi`: as HAPI FHIR (JPA) 5–8 does.
 * - `hapi-capped`: as HAPI FHIR does with `max_page_size` set, on PostgreSQL: links end early (there
 *   near 2,200 rows, here sooner: the regions are small), and no total is told.
 * - `nonAtomic`: a server that calls transactions what are none (Medplum without its `transaction-bundles` setting).
 */
export const dialects = {
  plain,
  hapi,
  "hapi-capped": { ...hapi, mostLinked: 400, tellsTotal: false },
  nonAtomic: { ...plain, atomic: false },
} as const satisfies Readonly<Record<string, ServerDialect>>;
export const dialectNames = [
  "plain",
  "hapi",
  "hapi-capped",
  "nonAtomic",
] as const satisfies readonly (keyof typeof dialects)[];
export type DialectName = (typeof dialectNames)[number];

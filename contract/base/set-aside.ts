/**
 * Why an entry of a list isn't used. Closed: a reader that meets something else calls it `malformed`.
 * - `malformed`: a field that is needed is missing or isn't what its schema says.
 * - `unreadable`: damaged, sealed under another key, or its reader failed on it.
 * - `unknownStatus`: a status code that the standard doesn't know.
 * - `modified`: carries a modifierExtension, which changes its meaning in a way that isn't known here.
 * - `nameless`: nothing by which a person could be shown it.
 * - `withoutTime`: no start, no end after it, a time without a zone, or a day rather than a time.
 * - `withoutReference`: doesn't say, by a reference that leads anywhere, what it belongs to.
 * - `ambiguous`: belongs to several where one is meant.
 * - `notAsked`: belongs to something else than was asked for.
 * - `notFound`: what it belongs to isn't there, or is switched off.
 * - `notBegun`, `ended`: its period has not begun yet, or is over.
 * - `withoutService`, `withoutSchedule`, `withoutDoctor`: it has nothing that could be booked.
 */
export const setAsideKinds = [
  "malformed",
  "unreadable",
  "unknownStatus",
  "modified",
  "nameless",
  "withoutTime",
  "withoutReference",
  "ambiguous",
  "notAsked",
  "notFound",
  "notBegun",
  "ended",
  "withoutService",
  "withoutSchedule",
  "withoutDoctor",
] as const;
export type SetAsideKind = (typeof setAsideKinds)[number];

/** An entry that isn't used. It goes into logs: `id` and `detail` (the field, in words of ours) hold no personal data. */
export type SetAside = { readonly id: string; readonly kind: SetAsideKind; readonly detail: string };

type Reason = { readonly kind: SetAsideKind; readonly detail?: string | undefined };
/**
 * What a reader makes of one entry: a row, with what of the entry is set aside, why there is none, or null for what is
 * nobody's data, as a self-test's: it is neither used nor counted.
 */
export type Reading<Row> =
  | { readonly row: Row; readonly partly?: readonly Reason[] | undefined }
  | Reason
  | null;

/**
 * Reads a list entry by entry. An entry that can be read in part is used, and its fault named. One that can't be used
 * is set aside and named, and the rest goes on. Where `read` throws, the fault is the error's name alone: its message
 * may quote the input.
 */
export function readEach<Entry, Row>(
  entries: Iterable<Entry>,
  idOf: (entry: Entry) => unknown,
  read: (entry: Entry) => Reading<Row>,
): { readonly rows: Row[]; readonly setAside: SetAside[] } {
  const rows: Row[] = [];
  const setAside: SetAside[] = [];
  for (const entry of entries) {
    const reading = readOne(entry, read);
    if (reading === null) continue;
    const reasons = "row" in reading ? (reading.partly ?? []) : [reading];
    for (const { kind, detail } of reasons)
      setAside.push({ id: loggedId(idOf(entry)), kind, detail: detail ?? "" });
    if ("row" in reading) rows.push(reading.row);
  }
  return { rows, setAside };
}

function readOne<Entry, Row>(entry: Entry, read: (entry: Entry) => Reading<Row>): Reading<Row> {
  try {
    return read(entry);
  } catch (error) {
    return { kind: "unreadable", detail: error instanceof Error ? error.name : "" };
  }
}

/** An id as it may stand in a log: what isn't shaped like one could be anything. */
export const loggedId = (id: unknown): string =>
  (typeof id === "string" || typeof id === "number") && /^[A-Za-z0-9\-._:]{1,64}$/.test(String(id))
    ? String(id)
    : "?";

/** How many entries of a list were set aside for one reason, the first few by id. */
export type SetAsideCount = {
  /** The list: a kind of resource or of journal row. */
  readonly of: string;
  readonly kind: SetAsideKind;
  readonly count: number;
  readonly examples: readonly { readonly id: string; readonly detail: string }[];
};

/** Counts what was set aside, by list and kind. */
export type SetAsideTally = {
  add(of: string, entries: Iterable<SetAside>): void;
  /** The most frequent first. */
  counts(): SetAsideCount[];
};

/** @param mostExamples that are kept of each kind */
export function createTally(mostExamples = 5): SetAsideTally {
  const counts = new Map<string, SetAsideCount>();
  return {
    add(of, entries) {
      for (const { id, kind, detail } of entries) {
        const key = `${of}/${kind}`;
        const { count, examples } = counts.get(key) ?? { count: 0, examples: [] };
        counts.set(key, {
          of,
          kind,
          count: count + 1,
          examples: examples.length < mostExamples ? [...examples, { id, detail }] : examples,
        });
      }
    },
    counts: () => [...counts.values()].sort((a, b) => b.count - a.count),
  };
}

/** One line for people: `3 role notFound (r1: practitioner; r2: practitioner; …)`. */
export const countText = ({ of, kind, count, examples }: SetAsideCount): string => {
  const named = examples.map(({ id, detail }) => (detail === "" ? id : `${id}: ${detail}`));
  return `${count} ${of} ${kind} (${named.join("; ")}${count > examples.length ? "; …" : ""})`;
};

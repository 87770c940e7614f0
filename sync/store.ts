import type { IdentifierKey, ReferenceRow, ReferenceType, RoleRow, SlotRow } from "#contract/index.ts";

/** What has a cursor of its own: each kind of reference row, and slots. */
type CursorKind = ReferenceType | "slot";

/** All rows of a type that the central API holds, as one finished pull saw them. */
export type CompleteReference = {
  readonly type: ReferenceType;
  readonly rows: readonly ReferenceRow[];
  /** Rows that were seen but not fit to be stored: they exist, so what is stored of them is not missing. */
  readonly rejected: readonly string[];
  /** The search couldn't be shown to be whole: what it doesn't hold is not missing. */
  readonly unproven?: boolean;
};

/** All slots of one schedule with `from` ≤ start < `until`, as one finished pull saw them. Instants in ms. */
export type Window = {
  readonly scheduleId: string;
  readonly from: number;
  readonly until: number;
  /** The central API's clock when the pull began; null for a part of a window of which more follows. */
  readonly at: number | null;
  /** The search couldn't be shown to be whole: what it doesn't hold is not missing. */
  readonly unproven?: boolean;
  /** No id twice. */
  readonly rows: readonly SlotRow[];
  readonly rejected: readonly string[];
};

/**
 * A stored row that a search contradicts. The row itself is read to resolve it.
 * - `missing`: a complete pull did not show it. Searches never tell of deletes, and paging may skip a row.
 * - `disputed`: another version came that isn't newer. Versions are opaque, so neither is known to be the last.
 */
export type Conflict = {
  readonly why: "missing" | "disputed";
  readonly id: string;
  /** The version that is stored. */
  readonly version: string;
} & (
  | { readonly of: ReferenceType }
  | { readonly of: "slot"; readonly scheduleId: string; readonly start: number }
);

/** How a conflict was resolved: what the central API holds now, that it is gone, or that the stored row stays as it is. */
export type Resolution = {
  readonly conflict: Conflict;
  readonly now: ReferenceRow | SlotRow | "gone" | "kept";
};

/** Everything that is written in one transaction: all of it, or nothing. */
export type Batch = {
  /** Rows that changed. One that is stored already (same id and version) costs no write. */
  readonly reference?: readonly ReferenceRow[];
  readonly slots?: readonly SlotRow[];
  /** Stored rows that belong to somebody else's clinic now. They are removed, a schedule with its slots. */
  readonly left?: readonly { readonly type: ReferenceType; readonly ids: readonly string[] }[];
  /** Finished pulls. A stored row that is missing for the second time in a row is removed. */
  readonly complete?: readonly CompleteReference[];
  readonly windows?: readonly Window[];
  readonly resolutions?: readonly Resolution[];
  /** Instants of the central API's clock up to which everything has been seen. */
  readonly cursors?: Partial<Readonly<Record<CursorKind, number>>>;
  /** When what is stored was last known to be what the central API holds: the central API's clock. */
  readonly freshAt?: number;
  /** When the last complete pull of reference rows began. */
  readonly fullAt?: number;
};

/** What a batch did. */
export type Effect = {
  /** Schedules whose slots are not what they were. */
  readonly scheduleIds: readonly string[];
  readonly catalogChanged: boolean;
  readonly conflicts: readonly Conflict[];
};

export type StoredSchedule = {
  readonly id: string;
  readonly active: boolean;
  /** When its whole window was last pulled, by the central API's clock; null if never. */
  readonly windowAt: number | null;
};

/** Another connection held the store for so long that a transaction was given up. It may be tried again. */
export class StoreBusy extends Error {
  override readonly name = "StoreBusy";
}

/**
 * Where a pull puts what it brings. Every call is one transaction; one that throws has changed nothing. Writes may
 * throw {@link StoreBusy}.
 * A slot entered in error is not kept; slots of schedules that aren't stored are passed over.
 */
export interface SyncStore {
  /** Names the central API and the part of it that is mirrored. What is stored of another one is forgotten. */
  attach(central: string): void;
  cursor(kind: CursorKind): number | null;
  freshAt(): number | null;
  fullAt(): number | null;
  schedules(): readonly StoredSchedule[];
  ids(type: ReferenceType): readonly string[];
  /** Whom and which room each stored role refers to. */
  roleReferences(): readonly Pick<RoleRow, "id" | "practitionerId" | "roomLocationId">[];
  /** By what stored rows can be referred to beside their ids. */
  identifiers(): readonly {
    readonly type: ReferenceType;
    readonly id: string;
    readonly key: IdentifierKey;
  }[];
  commit(batch: Batch): Effect;
  /**
   * Forgets when everything was last pulled, for what is stored of the central API's clock isn't to be relied on: instants
   * that lie ahead of it would keep changes from being seen. Rows stay. @param now instant of the central API's clock, the
   * new slot cursor, and the latest that the store can be fresh as of.
   */
  invalidateCursors(now: number): void;
  /** Removes slots that start before an instant, in several transactions. */
  prune(before: number): void;
  /** Switches between bulk writes (true) and single ones. Leaving bulk mode cleans up after it. */
  bulk(on: boolean): void;
}

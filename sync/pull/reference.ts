import {
  atMostNow,
  CentralError,
  type ReferenceRow,
  type ReferenceType,
  referenceTypes,
} from "#contract/index.ts";
import { aheadAtMost, believable } from "./clock-watch.ts";
import type { PullDeps } from "./deps.ts";
import { createScope, type Scope, scopedOrder } from "./scope.ts";

type Pulled = {
  readonly rows: readonly ReferenceRow[];
  readonly rejected: readonly string[];
  readonly at: number | null;
  readonly unproven: boolean;
};

/** A type that the central API could not tell. Whether that is its own fault or the central API's shows by what follows. */
export type Unread = { readonly type: ReferenceType; readonly error: CentralError };

/** Keeps clinics, services, doctors and schedules up to date. */
export type ReferencePull = {
  /**
   * Brings what changed since the cursors, or everything where a cursor is missing or `complete` is asked for. A type
   * that can't be read is passed over where an older state of it is stored; then the others still come.
   * @param onType told after each finished type, with how many are done
   * @throws {CentralError} where nothing can be shown without the type
   */
  pull(options: { complete: boolean; onType: (done: number) => void }): Promise<readonly Unread[]>;
};

/** The kiosk works without these: a doctor's room is not told then. */
const dispensable: ReadonlySet<ReferenceType> = new Set(["location"]);

export const typeTotal = referenceTypes.length;

export function createReferencePull(deps: PullDeps): ReferencePull {
  const { store, settings, quarantine } = deps;
  /** Types that were passed over in a complete pull: the next one of each is complete. */
  const owed = new Set<ReferenceType>();

  /** @returns whether the pull has shown that rows belong here, or no longer do, on which others hang. */
  const pullOne = async (type: ReferenceType, complete: boolean, scope: Scope): Promise<boolean> => {
    const cursor = complete || owed.has(type) ? null : store.cursor(type);
    const since = cursor === null ? null : Math.max(0, cursor - settings.overlap * 1000);
    const { rows, rejected, at, unproven } = await pullType(deps, type, since);
    const { admitted, left } = scope.divide(type, rows);
    const cursors = at === null ? {} : { [type]: at };
    const known = new Set(admitted.length > 0 ? store.ids(type) : []);
    const isGround = type === "organization" || type === "role";
    const moved = left.length > 0 || (isGround && admitted.some(({ id }) => !known.has(id)));
    const gone = left.length > 0 ? { left: [{ type, ids: left }] } : {};
    if (since === null) {
      await deps.save({ ...gone, complete: [{ type, rows: admitted, rejected, unproven }], cursors });
      owed.delete(type);
      return false;
    }
    await deps.save({ ...gone, reference: admitted, cursors });
    return moved;
  };

  const mayMiss = (type: ReferenceType): boolean =>
    dispensable.has(type) || store.cursor(type) !== null || store.ids(type).length > 0;

  const pull: ReferencePull["pull"] = async ({ complete, onType }) => {
    const scope = createScope(settings, store);
    const startedAt = deps.central.now();
    const unread: Unread[] = [];
    let moved = false;
    let done = 0;
    // What could not be read the last time comes last: while it hangs, nothing waits behind it.
    const order = scopedOrder.toSorted((a, b) => Number(quarantine.has(a)) - Number(quarantine.has(b)));
    for (const type of order) {
      if (complete) owed.add(type);
      // One question is enough to find out that a central API doesn't answer at all.
      const silent = unread.some(({ error }) => error.isAway);
      if (!silent && quarantine.isDue(type)) {
        try {
          moved = (await pullOne(type, complete, scope)) || moved;
          quarantine.succeeded(type);
        } catch (error) {
          if (!(error instanceof CentralError) || deps.signal.aborted || !mayMiss(type)) throw error;
          unread.push({ type, error });
        }
      }
      onType(++done);
    }
    if (complete) await deps.save({ fullAt: startedAt });
    // What a new branch or doctor refers to may have been there, unchanged, since long before the cursor; what hung
    // on one that has left has not changed either.
    if (scope.narrow && (moved || scope.admitsMore()) && unread.length === 0)
      return pull({ complete: true, onType });
    return unread;
  };
  return { pull };
}

async function pullType(deps: PullDeps, type: ReferenceType, since: number | null): Promise<Pulled> {
  const rows = new Map<string, ReferenceRow>();
  const rejected: string[] = [];
  let at: number | null = null;
  let unproven = false;
  for await (const page of deps.central.reference(type, since, deps.signal)) {
    at ??= page.serverTime;
    unproven ||= page.unproven === true;
    const now = deps.central.now();
    for (const told of page.rows) {
      const row = believable(told, now);
      const other = rows.get(row.id);
      if (!other || row.lastUpdated >= other.lastUpdated) rows.set(row.id, row);
    }
    deps.rejections.note(type, page.rejected);
    rejected.push(...page.rejected.map(({ id }) => id));
  }
  const now = deps.central.now();
  if (at === null) {
    for (const { lastUpdated } of rows.values())
      at = Math.max(at ?? 0, atMostNow(lastUpdated, now, aheadAtMost));
  }
  return { rows: [...rows.values()], rejected, at, unproven };
}

import type { ReferenceRow, ReferenceType } from "#contract/index.ts";
import type { PullParts } from "./parts.ts";
import { createScope, scopedOrder } from "./scope.ts";

type Pulled = {
  readonly rows: readonly ReferenceRow[];
  readonly rejected: readonly string[];
  readonly at: number | null;
};

/**
 * Brings clinics, services, doctors and schedules up to date: what changed since the cursors, or everything
 * where a cursor is missing or `complete` is asked for.
 * @param onType told after each finished type, with how many are done.
 */
export async function pullReference(
  parts: PullParts,
  { complete, onType }: { complete: boolean; onType: (done: number) => void },
): Promise<void> {
  const { store, settings } = parts;
  const scope = createScope(settings, store);
  const startedAt = parts.central.now();
  let widened = false;
  let done = 0;
  for (const type of scopedOrder) {
    const cursor = complete ? null : store.cursor(type);
    const since = cursor === null ? null : cursor - settings.overlap * 1000;
    const { rows, rejected, at } = await pullType(parts, type, since);
    const admitted = scope.admit(type, rows);
    const cursors = at === null ? {} : { [type]: at };
    if (since === null) {
      await parts.save({ complete: [{ type, rows: admitted, rejected }], cursors });
    } else {
      const known = new Set(admitted.length > 0 ? store.ids(type) : []);
      widened ||= (type === "organization" || type === "role") && admitted.some(({ id }) => !known.has(id));
      await parts.save({ reference: admitted, cursors });
    }
    onType(++done);
  }
  if (complete) await parts.save({ fullAt: startedAt });
  // What a new branch or doctor refers to may have been there, unchanged, since long before the cursor.
  if (scope.narrow && widened) await pullReference(parts, { complete: true, onType });
}

async function pullType(parts: PullParts, type: ReferenceType, since: number | null): Promise<Pulled> {
  const rows = new Map<string, ReferenceRow>();
  const rejected: string[] = [];
  let at: number | null = null;
  for await (const page of parts.central.reference(type, since, parts.signal)) {
    at ??= page.serverTime;
    for (const row of page.rows) {
      const other = rows.get(row.id);
      if (!other || row.lastUpdated >= other.lastUpdated) rows.set(row.id, row);
    }
    parts.rejections.note(type, page.rejected);
    rejected.push(...page.rejected.map(({ id }) => id));
  }
  if (at === null) for (const { lastUpdated } of rows.values()) at = Math.max(at ?? 0, lastUpdated);
  return { rows: [...rows.values()], rejected, at };
}

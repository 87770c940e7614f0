import type { Batch, Resolution, SyncStore } from "../../store.ts";

/**
 * Writes a batch and tells what it changed. Lists of a hub are whole, and the last one that was read counts: what is
 * missing is gone, and of two versions the one just read is stored. @throws {StoreBusy}
 */
export function createSave(deps: {
  readonly store: Pick<SyncStore, "commit">;
  readonly onSchedules: (scheduleIds: readonly string[]) => void;
  readonly onCatalog: () => void;
}): (batch: Batch) => void {
  const commit = (batch: Batch): void => {
    const { scheduleIds, catalogChanged, conflicts } = deps.store.commit(batch);
    if (catalogChanged) deps.onCatalog();
    if (scheduleIds.length > 0) deps.onSchedules(scheduleIds);
    if (conflicts.length === 0) return;
    const reference = [...(batch.reference ?? []), ...(batch.complete ?? []).flatMap(({ rows }) => rows)];
    const slots = new Map((batch.windows ?? []).flatMap(({ rows }) => rows.map((row) => [row.id, row])));
    const resolutions = conflicts.map((conflict): Resolution => {
      const row =
        conflict.of === "slot"
          ? slots.get(conflict.id)
          : reference.find(({ type, id }) => type === conflict.of && id === conflict.id);
      return { conflict, now: row ?? "gone" };
    });
    commit({ resolutions });
  };
  return commit;
}

import type { Conflict } from "#sync/store.ts";

/** What a transaction has done so far. */
export type Changes = { readonly scheduleIds: Set<string>; catalog: boolean; readonly conflicts: Conflict[] };

export const noChanges = (): Changes => ({ scheduleIds: new Set(), catalog: false, conflicts: [] });

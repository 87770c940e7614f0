import { CentralError, type ReferenceRow, type SlotRow } from "#contract/index.ts";
import type { Conflict, Resolution } from "../store.ts";
import { believable } from "./clock-watch.ts";
import type { PullDeps } from "./deps.ts";
import { createScope } from "./scope.ts";

type Asking = Pick<PullDeps, "central" | "store" | "settings" | "log" | "signal" | "horizon">;

/** How many rows of one schedule or type are asked for one by one. */
const mostAsked = 20;

/**
 * Reads each row in conflict at the central API. The conflict of a row that can't be read stays for a later pull.
 */
export async function resolveConflicts(
  deps: Asking,
  conflicts: readonly Conflict[],
): Promise<readonly Resolution[]> {
  const groups = Map.groupBy(
    conflicts,
    (conflict) => `${conflict.why} ${conflict.of === "slot" ? conflict.scheduleId : conflict.of}`,
  );
  const resolutions: Resolution[] = [];
  for (const group of groups.values()) {
    let shown = false;
    for (const conflict of group.slice(0, mostAsked)) {
      const now = await ask(deps, conflict);
      if (now === null) return resolutions;
      shown ||= now !== "gone";
      resolutions.push({ conflict, now });
    }
    // A search that passes over rows which are there isn't believed about the others either.
    if (shown) {
      for (const conflict of group.slice(mostAsked)) {
        if (conflict.why === "missing") resolutions.push({ conflict, now: "kept" });
      }
    }
  }
  if (conflicts.length > 0)
    deps.log.write("sync.conflicts-asked", { conflicts: conflicts.length, resolved: resolutions.length });
  return resolutions;
}

async function ask(
  { central, store, settings, signal, horizon, log }: Asking,
  conflict: Conflict,
): Promise<ReferenceRow | SlotRow | "gone" | "kept" | null> {
  try {
    if (conflict.of !== "slot") {
      const row = await central.readReference(conflict.of, conflict.id, signal);
      // It exists, but hangs on a clinic now that isn't mirrored here.
      const isOurs =
        row !== null && createScope(settings, store).divide(conflict.of, [row]).admitted.length > 0;
      return isOurs ? believable(row, central.now()) : "gone";
    }
    const reading = await central.readSlot(conflict.id, signal);
    if (reading.state === "gone") return "gone";
    const { from, until } = horizon();
    const slot = believable(reading.slot, central.now());
    return slot.start >= from && slot.start < until ? slot : "gone";
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    // It exists, whatever it holds.
    if (error.fault === "invalidResponse") return "kept";
    log.write("sync.conflict-unanswered", { of: conflict.of, fault: error.fault });
    return null;
  }
}

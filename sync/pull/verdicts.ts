import { CentralError, type ReferenceRow, type SlotRow } from "#contract/index.ts";
import type { Doubt, Verdict } from "../store.ts";
import { believable } from "./clock-watch.ts";
import type { PullParts } from "./parts.ts";
import { createScope } from "./scope.ts";

type Asking = Pick<PullParts, "central" | "store" | "settings" | "log" | "signal" | "horizon">;

/** How many rows of one schedule or type are asked for one by one. */
const mostAsked = 20;

/**
 * Asks the centre for each doubtful row itself. A row that can't be asked for stays in doubt, and a later
 * pull decides.
 */
export async function judge(parts: Asking, doubts: readonly Doubt[]): Promise<readonly Verdict[]> {
  const groups = Map.groupBy(
    doubts,
    (doubt) => `${doubt.why} ${doubt.of === "slot" ? doubt.scheduleId : doubt.of}`,
  );
  const verdicts: Verdict[] = [];
  for (const group of groups.values()) {
    let shown = false;
    for (const doubt of group.slice(0, mostAsked)) {
      const now = await ask(parts, doubt);
      if (now === null) return verdicts;
      shown ||= now !== "gone";
      verdicts.push({ doubt, now });
    }
    // A search that passes over rows which are there isn't believed about the others either.
    if (shown) {
      for (const doubt of group.slice(mostAsked)) {
        if (doubt.why === "missing") verdicts.push({ doubt, now: "kept" });
      }
    }
  }
  if (doubts.length > 0)
    parts.log.write("sync.conflicts-asked", { conflicts: doubts.length, resolved: verdicts.length });
  return verdicts;
}

async function ask(
  { central, store, settings, signal, horizon, log }: Asking,
  doubt: Doubt,
): Promise<ReferenceRow | SlotRow | "gone" | "kept" | null> {
  try {
    if (doubt.of !== "slot") {
      const row = await central.readReference(doubt.of, doubt.id, signal);
      // It exists, but hangs on a clinic now that isn't mirrored here.
      const isOurs = row !== null && createScope(settings, store).divide(doubt.of, [row]).admitted.length > 0;
      return isOurs ? believable(row, central.now()) : "gone";
    }
    const reading = await central.readSlot(doubt.id, signal);
    if (reading.state === "gone") return "gone";
    const { from, until } = horizon();
    const slot = believable(reading.slot, central.now());
    return slot.start >= from && slot.start < until ? slot : "gone";
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    // It exists, whatever it holds.
    if (error.fault === "rubbish") return "kept";
    log.write("sync.conflict-unanswered", { of: doubt.of, fault: error.fault });
    return null;
  }
}

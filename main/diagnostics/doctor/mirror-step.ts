import { countText } from "#contract/base/set-aside.ts";
import type { CentralSettings } from "#contract/central/settings.ts";
import { mirroredCentral } from "#sync/pull/index.ts";
import { createCatalog } from "../../schedules/catalog.ts";
import { storedFreshness } from "../../schedules/sync-store.ts";
import type { Store } from "../../store/open.ts";
import { type Step, well } from "./report.ts";

/**
 * What the kiosk has loaded and doesn't offer, by kind: most of it is for the register to complete. Before the first
 * load has ended most rows have no counterparts yet, and nothing can be said of what isn't offered.
 */
export function checkMirror(store: Store, settings: CentralSettings): Step<true> {
  const count = (table: string): number =>
    store.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const schedules = count("schedule");
  if (storedFreshness(store, mirroredCentral(settings)) === null) {
    const text =
      schedules === 0
        ? "the kiosk has loaded nothing yet"
        : `the kiosk's first load isn't finished: ${schedules} schedules so far`;
    return { outcome: well(text), value: true };
  }
  const offered =
    store.prepare<[], number>("SELECT count(DISTINCT schedule_no) FROM offered_role").pluck().get() ?? 0;
  const lines = createCatalog(store)
    .leftOut()
    .map((one) => `not offered: ${countText(one)}`);
  return {
    outcome: well([`${offered} of ${schedules} schedules are offered`, ...lines].join("\n")),
    value: true,
  };
}

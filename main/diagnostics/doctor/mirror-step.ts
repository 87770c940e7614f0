import { countText } from "#contract/set-aside.ts";
import { createCatalog } from "../../schedules/catalog.ts";
import type { Store } from "../../store/open.ts";
import { type Step, well } from "./report.ts";

/** What the kiosk has loaded and doesn't offer, by kind: most of it is for the register to complete. */
export function checkMirror(store: Store): Step<true> {
  const count = (table: string): number =>
    store.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const schedules = count("schedule");
  if (schedules === 0) return { outcome: well("the kiosk has loaded nothing yet"), value: true };
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

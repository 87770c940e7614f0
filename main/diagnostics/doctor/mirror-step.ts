import { countText } from "#contract/base/set-aside.ts";
import { createCatalog } from "../../schedules/catalog.ts";
import type { PlainNames, RegisterService } from "../../schedules/plain-names/plain-names.ts";
import { storedFreshness } from "../../schedules/sync-store.ts";
import type { Store } from "../../store/open.ts";
import { type CentralApiSettings, mirrorName } from "../../sync/settings.ts";
import { type Step, well } from "./report.ts";

/**
 * What the kiosk has loaded and doesn't offer, by kind: most of it is for the register to complete. Before the first
 * load has ended most rows have no counterparts yet, and nothing can be said of what isn't offered.
 */
export function checkMirror(store: Store, settings: CentralApiSettings, plainNames: PlainNames): Step<true> {
  const count = (table: string): number =>
    store.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const schedules = count("schedule");
  if (storedFreshness(store, mirrorName(settings)) === null) {
    const text =
      schedules === 0
        ? "the kiosk has loaded nothing yet"
        : `the kiosk's first load isn't finished: ${schedules} schedules so far`;
    return { outcome: well(text), value: true };
  }
  const offered =
    store.prepare<[], number>("SELECT count(DISTINCT schedule_no) FROM offered_role").pluck().get() ?? 0;
  const catalog = createCatalog(store, undefined, undefined, plainNames);
  const lines = catalog.leftOut().map((one) => `not offered: ${countText(one)}`);
  return {
    outcome: well(
      [
        `${offered} of ${schedules} schedules are offered`,
        ...lines,
        ...unnamed(catalog.withoutPlainName()),
      ].join("\n"),
    ),
    value: true,
  };
}

const mostNamed = 20;

/** Services that patients read as the register calls them, for docs/services.md: by code and name. */
function unnamed(services: readonly RegisterService[]): readonly string[] {
  if (services.length === 0) return [];
  const named = services.slice(0, mostNamed).map(({ code, name }) => `      ${code || "no code"} «${name}»`);
  const more = services.length - named.length;
  return [
    `${services.length} services have no plain name and are shown as the register calls them (docs/services.md):`,
    ...named,
    ...(more > 0 ? [`      and ${more} more`] : []),
  ];
}

import type { Clinic } from "#contract/kiosk/kiosk-info.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { CoreContext } from "./context.ts";

/** Shown until the central API has told the clinic's name: the screens leave such a bar empty. */
const unknownClinic: Clinic = { name: "", address: "", phone: "" };

/** Where the kiosk stands: as configured, else the central API's only clinic; in the demo its first. */
export function ownOrganization(
  { config, options }: Pick<CoreContext, "config" | "options">,
  catalog: Catalog,
): string | null {
  const first = catalog.firstClinic();
  return config.kiosk.organization ?? (first.count === 1 || options.demo ? first.id : null);
}

/** The clinic in whose lobby the kiosk stands, as the top bar shows it. */
export function ownClinic(context: Pick<CoreContext, "config" | "options">, catalog: Catalog): Clinic {
  const id = ownOrganization(context, catalog);
  return context.config.kiosk.clinic ?? (id === null ? null : catalog.clinic(id)) ?? unknownClinic;
}

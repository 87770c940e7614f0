import type { Clinic } from "#contract/kiosk/kiosk-info.ts";
import type { OwnPlace } from "#contract/schedules/catalog.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { CoreContext } from "./context.ts";

/** Shown until the central API has told the clinic's name: the screens leave such a bar empty. */
const unknownClinic: Clinic = { name: "", address: "", phone: "" };

/** What tells where the kiosk stands. */
type Standing = {
  readonly config: Pick<CoreContext["config"], "kiosk">;
  readonly options: Pick<CoreContext["options"], "demo">;
};

/** Where the kiosk stands: as configured, else the central API's only clinic; in the demo its first. */
export function ownOrganization(
  { config, options }: Standing,
  catalog: Pick<Catalog, "firstClinic">,
): string | null {
  const first = catalog.firstClinic();
  return config.kiosk.organization ?? (first.count === 1 || options.demo ? first.id : null);
}

/** The clinic in whose lobby the kiosk stands, as the top bar shows it. */
export function ownClinic(context: Pick<CoreContext, "config" | "options">, catalog: Catalog): Clinic {
  const id = ownOrganization(context, catalog);
  return context.config.kiosk.clinic ?? (id === null ? null : catalog.clinic(id)) ?? unknownClinic;
}

/**
 * The branch at the kiosk's own address, with its clinic: as configured, else the clinic's only one, else the only one
 * with the clinic's address. Null where the mirror doesn't have it, or where several share that address.
 */
export function ownPlace(
  context: Standing,
  catalog: Pick<Catalog, "organizations" | "branches" | "clinicAbove" | "firstClinic">,
): OwnPlace | null {
  const { branch: configured, clinic } = context.config.kiosk;
  const id = configured ?? ownOrganization(context, catalog);
  if (id === null) return null;
  const clinicId = catalog.clinicAbove(id) ?? id;
  const organization = catalog.organizations().find((one) => one.id === clinicId);
  if (!organization) return null;
  const branches = catalog.branches(clinicId);
  const named = branches.find((one) => one.id === id);
  if (named && (configured !== undefined || clinicId !== id)) return { organization, branch: named };
  if (configured !== undefined) return null;
  const address = plain(clinic?.address || organization.address);
  const [branch, another] =
    branches.length === 1 ? branches : branches.filter((one) => plain(one.address) === address);
  return branch && !another ? { organization, branch } : null;
}

const plain = (address: string): string =>
  address
    .toLowerCase()
    .replaceAll(/[\s.,]+/g, " ")
    .trim();

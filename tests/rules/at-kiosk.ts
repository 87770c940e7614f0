import type { Service } from "#contract/schedules/catalog.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { configFile } from "#tests/support/config-file.ts";
import { type KioskClient, openDemoCentral, openKiosk, type TestKiosk } from "#tests/support/kiosk.ts";
import { signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";

type Later = (close: () => unknown) => void;

/** Four clinics, and a kiosk with these rules and further settings. */
export async function openClinics(
  later: Later,
  rules = "{}",
  more = "",
): Promise<{ demoCentral: DemoCentral; kiosk: TestKiosk; client: KioskClient }> {
  const demoCentral = await openDemoCentral(later, { size: "clinic" });
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    configFile: configFile(later, `rules: ${rules}\n${more}`),
  });
  await kiosk.online();
  return { demoCentral, kiosk, client: kiosk.client };
}

/** Somebody of the demo region, by family name. */
export async function arrives(
  { demoCentral, client }: { demoCentral: DemoCentral; client: KioskClient },
  family: string,
) {
  const patient = demoCentral.patients.find(({ name }) => name.startsWith(family));
  if (!patient) throw new Error(`no demo patient ${family}`);
  await client.session.end({ reason: "home" });
  return signIn(client, patient);
}

export type Offered = {
  readonly service: Service;
  readonly branchId: string;
  readonly clinicId: string;
  readonly offers: readonly Offer[];
};

/** All services of the region with some of their free times. */
export async function offered(client: KioskClient): Promise<Offered[]> {
  const found: Offered[] = [];
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        const offers = await client.schedule.nearest({
          branchId: branch.id,
          serviceId: service.id,
          limit: 20,
        });
        found.push({ service, branchId: branch.id, clinicId: organization.id, offers });
      }
    }
  }
  return found;
}

/** The first service with this code that has free times. */
export async function serviceOf(client: KioskClient, code: string): Promise<Offered> {
  const found = (await offered(client)).find(
    ({ service, offers }) => service.code === code && offers.length > 0,
  );
  if (!found) throw new Error(`nothing is free for ${code}`);
  return found;
}

/** What `check`, `book` and `move` are asked with. */
export const chosen = ({ service, branchId }: Offered, offer: Offer) => ({
  ...timeOf(offer),
  serviceId: service.id,
  branchId,
});

import { afterEach } from "vitest";
import type { Service } from "#contract/schedules/catalog.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { configFile } from "#tests/support/config-file.ts";
import { type KioskClient, openDemoCentral, openKiosk, type TestKiosk } from "#tests/support/kiosk.ts";
import { signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";

type Later = (close: () => unknown) => void;
export type Clinics = {
  readonly demoCentral: DemoCentral;
  readonly kiosk: TestKiosk;
  readonly client: KioskClient;
};

/** Four clinics, and a kiosk with these rules and further settings. */
export async function openClinics(later: Later, rules = "{}", more = ""): Promise<Clinics> {
  const demoCentral = await openDemoCentral(later, { size: "clinic" });
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    configFile: configFile(later, `rules: ${rules}\n${more}`),
  });
  await kiosk.online();
  return { demoCentral, kiosk, client: kiosk.client };
}

/** The four clinics for all tests of a file. What a test has left booked is cancelled before the next one. */
export function sharedClinics(): () => Clinics {
  const shared = sharedKiosk("{}", { size: "clinic" });
  const clinics = () => ({ ...shared(), client: shared().kiosk.client });
  afterEach(async () => {
    const { client } = clinics();
    await arrives(clinics(), "Петров");
    for (const { visitId } of await client.booking.list({})) {
      await client.booking.cancel({ visitId });
      await client.booking.shown({ visitId });
    }
  });
  return clinics;
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

type Place = Omit<Offered, "offers">;

/** Every service of every branch, as the kiosk lists them to who stands there. */
export async function services(client: KioskClient): Promise<Place[]> {
  const found: Place[] = [];
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        found.push({ service, branchId: branch.id, clinicId: organization.id });
      }
    }
  }
  return found;
}

/** A service with some of its free times. */
const withOffers = async (client: KioskClient, place: Place): Promise<Offered> => {
  const { service, branchId } = place;
  return { ...place, offers: await client.schedule.nearest({ branchId, serviceId: service.id, limit: 20 }) };
};

/** The first service with this code that has free times, at any clinic but that one. */
export async function serviceOf(client: KioskClient, code: string, notAt?: string): Promise<Offered> {
  for (const place of await services(client)) {
    if (place.service.code !== code || place.clinicId === notAt) continue;
    const found = await withOffers(client, place);
    if (found.offers.length > 0) return found;
  }
  throw new Error(`nothing is free for ${code}`);
}

/** What `check`, `book` and `move` are asked with. */
export const chosen = ({ service, branchId }: Offered, offer: Offer) => ({
  ...timeOf(offer),
  serviceId: service.id,
  branchId,
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoPatients } from "#central/seed/demo-patients.ts";
import type { Offer, Ticket } from "#contract/domain.ts";
import { fhirNames } from "#contract/fhir-names.ts";
import { type Resource, search } from "#tests/support/centre-rest.ts";
import { type KioskClient, openKiosk, type TestKiosk, temporaryFolder } from "#tests/support/kiosk.ts";
import { book, signIn } from "#tests/support/patient-at-kiosk.ts";
import { type Desk, deskAt } from "./desk.ts";
import { type LossyLine, openLine } from "./lossy-line.ts";
import type { FhirServer, Later } from "./servers.ts";

/** Where the tests' patient books: any doctor that has a free time. */
export type Place = { readonly offer: Offer; readonly serviceId: string; readonly branchId: string };

/** A real kiosk at a FHIR server, by way of a line that can be broken; and a desk that works at the same server. */
export type KioskAtServer = TestKiosk & {
  readonly url: string;
  readonly line: LossyLine;
  readonly desk: Desk;
  /** The first demo patient signs in, in a session of their own, and finds a time that no test had before. */
  arrive(): Promise<Place>;
  /** Books and sees that it is booked. */
  book(place: Place): Promise<Ticket>;
  /** Another such time of the same doctor. */
  another(place: Place): Promise<Offer>;
  /** What the server holds of a slot's visits, whatever their status. */
  visitsOf(slotId: string): Promise<Resource[]>;
};

export async function openKioskAt(server: FhirServer, later: Later): Promise<KioskAtServer> {
  const url = await server.open(later);
  const line = await openLine(url);
  later(() => line.close());
  const configFile = join(temporaryFolder(later), "kiosk.yaml");
  // One patient books time after time, and takes what comes.
  const rules = "{ sameSpecialist: off, overlap: allowed }";
  writeFileSync(
    configFile,
    `central: { url: "${line.url}", timeout: 5000 }\nbooking: { patience: 3 }\nrules: ${rules}\n`,
  );
  const kiosk = await openKiosk(later, { centralUrl: line.url, configFile });
  await kiosk.online();
  const { client } = kiosk;
  const had = new Set<string>();

  const findTime = async (where: Omit<Place, "offer">, scheduleId?: string): Promise<Offer | null> => {
    const offers = await client.schedule.nearest({ ...where, limit: 20 });
    const offer = offers.find(
      (it) => !had.has(it.slotId) && (scheduleId === undefined || it.scheduleId === scheduleId),
    );
    if (offer) had.add(offer.slotId);
    return offer ?? null;
  };

  return {
    ...kiosk,
    url,
    line,
    desk: deskAt(url),
    async arrive() {
      const [patient] = demoPatients;
      if (!patient) throw new Error("no demo patient");
      await client.session.end({ reason: "home" });
      await signIn(client, patient);
      for (const { serviceId, branchId } of await placesOf(client)) {
        const offer = await findTime({ serviceId, branchId });
        if (offer) return { offer, serviceId, branchId };
      }
      throw new Error("nothing is free that no test had before");
    },
    async book(place) {
      const ticket = await book(client, place);
      await client.booking.shown({ visitId: ticket.visitId });
      return ticket;
    },
    async another({ offer, branchId, serviceId }) {
      const other = await findTime({ branchId, serviceId }, offer.scheduleId);
      if (!other) throw new Error("the doctor has no other free time");
      return other;
    },
    visitsOf: (slotId) => search(url, "Appointment", { slot: `Slot/${slotId}` }),
  };
}

async function placesOf(client: KioskClient): Promise<Omit<Place, "offer">[]> {
  const places: Omit<Place, "offer">[] = [];
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      const services = await client.catalog.services({ branchId: branch.id });
      places.push(...services.map((service) => ({ branchId: branch.id, serviceId: service.id })));
    }
  }
  return places;
}

/** The identifiers of a resource in one system. */
export function identifiersOf(resource: Resource | undefined, system: string): string[] {
  const identifiers = (resource?.identifier ?? []) as { system?: string; value?: string }[];
  return identifiers.flatMap((it) => (it.system === system && it.value !== undefined ? [it.value] : []));
}

export const bookingKeysOf = (resource: Resource | undefined): string[] =>
  identifiersOf(resource, fhirNames.bookingKey);

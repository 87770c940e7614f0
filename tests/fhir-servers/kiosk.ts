import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fhirNames } from "#contract/fhir/names.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { demoPatients } from "#demo-central/seed/demo-patients.ts";
import { systemClock } from "#main/time/clock.ts";
import { type Resource, read, search } from "#tests/support/central-rest.ts";
import { type KioskClient, openKiosk, type TestKiosk, temporaryFolder } from "#tests/support/kiosk.ts";
import { book, signIn } from "#tests/support/patient-at-kiosk.ts";
import { skippingClock } from "#tests/support/skipping-clock.ts";
import { type Loss, type LossyLine, openLine } from "./lossy-line.ts";
import { type Reception, receptionAt } from "./reception.ts";
import type { FhirServer, Later } from "./servers.ts";
import { clinicId, tinyClinic } from "./tiny-clinic.ts";

/** Where the tests' patient books: a time that the reception opened for them. */
type Place = { readonly offer: Offer; readonly serviceId: string; readonly branchId: string };

/** A real kiosk at a FHIR server, by way of a line that can be broken; and a reception that works at the same server. */
export type KioskAtServer = TestKiosk & {
  readonly url: string;
  readonly line: LossyLine;
  readonly reception: Reception;
  /** The first demo patient signs in, in a session of their own, and is given a time that no test had before. */
  arrive(): Promise<Place>;
  /** Books and sees that it is booked. */
  book(place: Place): Promise<Ticket>;
  /** Tries to book over a line that breaks for good, and has no patience left when it has. */
  bookInVain(place: Place, loss: Loss): Promise<Ticket>;
  /** Another such time; all are of one doctor. */
  another(): Promise<Offer>;
  /** What the server holds of a slot's visits, whatever their status. */
  visitsOf(slotId: string): Promise<Resource[]>;
};

const patience = 20_000;

export async function openKioskAt(server: FhirServer, later: Later): Promise<KioskAtServer> {
  const url = await server.open(later);
  const reception = receptionAt(url);
  const scheduleId = await someSchedule(url);
  const opened = await openTimes(reception, scheduleId);
  const line = await openLine(url);
  later(() => line.close());
  const configFile = join(temporaryFolder(later), "kiosk.yaml");
  // One patient books time after time, and takes what comes.
  const rules = "{ sameSpecialist: off, overlap: allowed }";
  writeFileSync(
    configFile,
    `central: { url: "${line.url}", every: 5, organizations: [${clinicId}] }\nbooking: { patience: ${patience / 1000} }\nrules: ${rules}\n`,
  );
  // These servers have clocks of their own, which no test can set.
  const clock = skippingClock(systemClock);
  const kiosk = await openKiosk(later, { centralUrl: line.url, configFile, substitutes: { clock } });
  await kiosk.online();
  const { client } = kiosk;
  const unused = await offersOf(client, scheduleId, opened);
  const nextTime = (): Place => {
    const place = unused.shift();
    if (!place) throw new Error("more times are used than the reception has opened");
    return place;
  };

  return {
    ...kiosk,
    url,
    line,
    reception,
    async arrive() {
      const [patient] = demoPatients;
      if (!patient) throw new Error("no demo patient");
      await client.session.end({ reason: "home" });
      await signIn(client, patient);
      return nextTime();
    },
    async book(place) {
      const ticket = await book(client, place);
      await client.booking.shown({ visitId: ticket.visitId });
      return ticket;
    },
    async bookInVain(place, loss) {
      const lost = line.lost();
      line.loseAndBreak(loss);
      const booking = book(client, place);
      await Promise.race([lost, booking]);
      clock.skip(patience);
      return booking;
    },
    another: async () => nextTime().offer,
    visitsOf: (slotId) => search(url, "Appointment", { slot: `Slot/${slotId}` }),
  };
}

/** The first schedule that the server tells of. */
async function someSchedule(url: string): Promise<string> {
  const schedules = (await tinyClinic()).filter(({ resourceType }) => resourceType === "Schedule");
  const found = await Promise.all(schedules.map(({ id = "" }) => read(url, "Schedule", id)));
  const schedule = found.find(({ active }) => active !== false);
  if (!schedule) throw new Error("the server has no schedule of the clinic");
  return schedule.id;
}

const day = 86_400_000;
const quarter = 900_000;

/**
 * Reception opens late hours, when no doctor of the demo region receives: what is free by day hangs on the date
 * and on the other tests. @returns the ids of 36 new free slots, over the three days after tomorrow
 */
async function openTimes(reception: Reception, scheduleId: string): Promise<ReadonlySet<string>> {
  const today = Math.floor(Date.now() / day) * day;
  const ids = new Set<string>();
  for (const days of [2, 3, 4]) {
    for (let count = 0; count < 12; count++) {
      const start = today + days * day + 18 * 3_600_000 + count * quarter;
      const id = await reception.create({
        resourceType: "Slot",
        schedule: { reference: `Schedule/${scheduleId}` },
        status: "free",
        start: new Date(start).toISOString(),
        end: new Date(start + quarter).toISOString(),
      });
      ids.add(id);
    }
  }
  return ids;
}

/** How the kiosk offers these slots, in their order in time. */
async function offersOf(
  client: KioskClient,
  scheduleId: string,
  slotIds: ReadonlySet<string>,
): Promise<Place[]> {
  const { branchId, serviceId, doctor } = await placeOf(client, scheduleId);
  const { days } = await client.schedule.days({ scheduleId, serviceId });
  const places: Place[] = [];
  for (const { date } of days) {
    for (const { slotId, time } of await client.schedule.times({ scheduleId, serviceId, date })) {
      if (!slotIds.has(slotId)) continue;
      const offer = { scheduleId, slotId, date, time, doctor: doctor.shortName, room: doctor.room };
      places.push({ branchId, serviceId, offer });
    }
  }
  return places;
}

async function placeOf(client: KioskClient, scheduleId: string) {
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        const where = { branchId: branch.id, serviceId: service.id };
        const doctors = await client.catalog.doctors(where);
        const doctor = doctors.find((each) => each.scheduleId === scheduleId);
        if (doctor) return { ...where, doctor };
      }
    }
  }
  throw new Error("the schedule is nobody's");
}

/** The identifiers of a resource in one system. */
export function identifiersOf(resource: Resource | undefined, system: string): string[] {
  const identifiers = (resource?.identifier ?? []) as { system?: string; value?: string }[];
  return identifiers.flatMap((it) => (it.system === system && it.value !== undefined ? [it.value] : []));
}

export const bookingKeysOf = (resource: Resource | undefined): string[] =>
  identifiersOf(resource, fhirNames.bookingKey);

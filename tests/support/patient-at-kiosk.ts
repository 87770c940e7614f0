import type { Offer } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { DayAndTime } from "#contract/time/calendar.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { type KioskClient, openDemoCentral, openKiosk, type TestKiosk, withCleanUp } from "./kiosk.ts";

type DemoPatient = {
  kind: "unified" | "old" | "temporary";
  series: string;
  number: string;
  birthDate: string;
};

/** `1985-03-07` as it is typed: `07031985`. */
export const typed = (birthDate: string): string => birthDate.split("-").reverse().join("");

/** Opens a session and signs in. */
export async function signIn(client: KioskClient, patient: DemoPatient) {
  await client.session.start({});
  return client.session.signIn({
    policy: { kind: patient.kind, series: patient.series, number: patient.number },
    birthDate: typed(patient.birthDate),
  });
}

/** The first free time of the first service that has one for anybody, with where it is. */
export async function firstOffer(
  client: KioskClient,
  except: ReadonlySet<string> = new Set(),
): Promise<{ offer: Offer; serviceId: string; branchId: string }> {
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        if (service.attachedOnly) continue;
        const where = { branchId: branch.id, serviceId: service.id };
        const offers = await client.schedule.nearest({ ...where, limit: 20 });
        const offer = offers.find(({ slotId }) => !except.has(slotId));
        if (offer) return { offer, ...where };
      }
    }
  }
  throw new Error("nothing is free anywhere");
}

/** An offer as it is chosen, with the day and the hour that stood on the screen. */
export const timeOf = ({ scheduleId, slotId, date, time }: Offer) => ({
  scheduleId,
  slotId,
  at: { date, time },
});

export async function book(
  client: KioskClient,
  what: { offer: Offer; serviceId: string; branchId: string; at?: DayAndTime },
): Promise<Ticket> {
  const consent = await client.kiosk.consent({ language: "ru" });
  return client.booking.book({
    ...timeOf(what.offer),
    serviceId: what.serviceId,
    branchId: what.branchId,
    ...(what.at ? { at: what.at } : {}),
    consent: { language: consent.language, hash: consent.hash },
    phone: { kind: "declined" },
    email: null,
  });
}

/** The first demo patient signs in and books, and the page has not said yet that this was seen. */
export async function arrivedPatient(
  client: KioskClient,
  demoCentral: DemoCentral,
): Promise<{ ticket: Ticket }> {
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  await signIn(client, patient);
  return { ticket: await book(client, await firstOffer(client)) };
}

/** A demo central API, a kiosk that has loaded it, its first demo patient signed in, and a time to book. */
export type AtKiosk = {
  readonly demoCentral: DemoCentral;
  readonly kiosk: TestKiosk;
  readonly what: Awaited<ReturnType<typeof firstOffer>>;
};

export const withPatient = (work: (at: AtKiosk) => Promise<void>): Promise<void> =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      demoControlUrl: demoCentral.controlUrl,
    });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    await work({ demoCentral, kiosk, what: await firstOffer(kiosk.client) });
  });

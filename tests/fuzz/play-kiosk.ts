import { isDefinedError } from "@orpc/client";
import { type Random, randomOf } from "#demo-central/seed/random.ts";
import { emptyLobby, type KioskClient, openDemoCentral, openKiosk, waitFor } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { startMutatingProxy } from "./mutating-proxy.ts";
import { Fault, type Later } from "./target.ts";

/** What a kiosk has to have healed within, once answers are sound again, ms. */
const healsWithin = 60_000;
/** A round goes on until so many answers were spoiled, or so many ms have passed. */
const spoiledPerRound = 60;
const longestRound = 30_000;

/**
 * A whole kiosk behind a proxy that spoils half of a central API's answers, round after round. After each round answers are
 * sound again, and the kiosk must be online and make a booking. @returns how many answers were spoiled
 */
export async function playKiosk(
  later: Later,
  { seed, rounds, onRound }: { seed: number; rounds: number; onRound: (no: number, healed: number) => void },
): Promise<number> {
  const demoCentral = await openDemoCentral(later, { size: "clinic" });
  const proxy = await startMutatingProxy(demoCentral.url, { remember: false });
  later(() => proxy.close());
  const kiosk = await openKiosk(later, {
    centralUrl: proxy.url,
    config: `central: { url: "${proxy.url}", every: 5, timeout: 2000 }\n`,
  });
  await kiosk.online();
  const { client, log } = kiosk;
  const schedules = await schedulesOf(client);
  for (let no = 1; no <= rounds; no++) {
    const random = randomOf(seed, "kiosk", no);
    proxy.spoilBy(random, 0.5);
    const enough = proxy.spoiled + spoiledPerRound;
    const until = performance.now() + longestRound;
    while (proxy.spoiled < enough && performance.now() < until)
      await tolerate(() => act(client, { people: demoCentral.patients, schedules }, random), proxy.last);
    proxy.spoilBy(null);
    const began = performance.now();
    let why: string | null = null;
    const heals = async (): Promise<boolean> => {
      for (const patient of demoCentral.patients) {
        why = await refusalTo(client, patient);
        if (why === null) return true;
      }
      return false;
    };
    await waitFor(heals, healsWithin).catch((error) => {
      const told = log.lines.filter((line) => !line.includes('"level":"debug"')).slice(-40);
      throw new Fault(
        `round ${no}: not healed within ${healsWithin / 1000} s: ${why}`,
        told.join("\n"),
        error,
      );
    });
    const broken = log.lines.find((line) =>
      /"event":"(http\.call-failed|http\.request-failed|sync-thread)/.test(line),
    );
    if (broken) throw new Fault(`round ${no}: ${broken}`, proxy.last);
    log.lines.length = 0;
    onRound(no, performance.now() - began);
  }
  return proxy.spoiled;
}

type Person = Parameters<typeof signIn>[1];

/** A person books and takes the booking back. @returns why that was refused; null when it went well */
async function refusalTo(client: KioskClient, patient: Person): Promise<string | null> {
  try {
    await emptyLobby(client);
    const { central } = await client.kiosk.info({});
    if (central.state !== "online") return central.state;
    await signIn(client, patient);
    // What was booked while answers were spoiled stands in the way of the rules.
    for (const { visitId } of await client.booking.list({})) await client.booking.cancel({ visitId });
    const { visitId } = await book(client, await firstOffer(client));
    await client.booking.shown({ visitId });
    await client.booking.cancel({ visitId });
    await client.session.end({ reason: "home" });
    return null;
  } catch (error) {
    if (isRefusal(error)) return String(error);
    throw error;
  }
}

/** A refusal of the contract, or a region without free times, as the mirror holds it just now. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && (isDefinedError(error) || error.message === "nothing is free anywhere");

async function tolerate(work: () => Promise<unknown>, last: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isRefusal(error)) return;
    throw new Fault(`a call ended with ${String(error)}`, last, error);
  }
}

/** Something that a patient does, drawn from `random`. */
function act(
  client: KioskClient,
  { people, schedules }: { people: readonly Person[]; schedules: readonly Shown[] },
  random: Random,
): Promise<unknown> {
  switch (random.int(0, 8)) {
    case 0:
      return client.session.end({ reason: "home" });
    case 1:
    case 2:
      return signIn(client, random.pick(people));
    case 3:
      return client.booking.list({});
    case 4:
    case 5:
      // An open grid is asked for at once.
      return client.schedule.days(random.pick(schedules));
    default:
      return firstOffer(client).then((what) => book(client, what));
  }
}

type Shown = { readonly scheduleId: string; readonly serviceId: string };

/** Every doctor's grid of a region. */
async function schedulesOf(client: KioskClient): Promise<readonly Shown[]> {
  const found: Shown[] = [];
  for (const { id: organizationId } of await client.catalog.organizations({}))
    for (const { id: branchId } of await client.catalog.branches({ organizationId }))
      for (const { id: serviceId } of await client.catalog.services({ branchId }))
        for (const { scheduleId } of await client.catalog.doctors({ branchId, serviceId }))
          found.push({ scheduleId, serviceId });
  return found;
}

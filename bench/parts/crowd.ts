import { availableParallelism } from "node:os";
import { fhirNames } from "#contract/fhir/names.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { search } from "#tests/support/central-rest.ts";
import { atMost, part } from "../harness/part.ts";
import { bookBare } from "../kiosks/bare.ts";
import { boundInWords, doubleBookings, type Held, notHeld } from "../kiosks/checks.ts";
import { type Answer, askDemoCentral, askFleet, type Order } from "../kiosks/orders.ts";
import { freeTimesIn } from "../kiosks/times.ts";
import { withTown } from "../kiosks/town.ts";

/**
 * Many kiosks at one central API: all race for the same times, then each lives a day's mix (an increment every 30 s, two
 * bookings a minute). Beside it a bare client books at the same one meanwhile, which tells what is the central API's share.
 */
const kiosks = Number(process.env.BENCH_KIOSKS ?? 500);
const size = process.env.BENCH_SIZE ?? "clinic";
const races = Number(process.env.BENCH_ROUNDS ?? 5);
const span = Number(process.env.BENCH_SECONDS ?? 60) * 1000;
const every = 30_000;

type Attempts = Answer["attempts"];

/** The visits that the central API holds at these times, asked as any client would. */
async function heldAt(url: string, slotIds: ReadonlySet<string>): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const slotId of slotIds) {
    for (const visit of await search(url, "Appointment", { slot: `Slot/${slotId}` })) {
      const names = (visit.identifier ?? []) as { system?: string; value?: string }[];
      const key = names.find(({ system }) => system === fhirNames.bookingKey)?.value ?? visit.id;
      held.push({ slotId, key, status: visit.status ?? "" });
    }
  }
  return held;
}

const kindsOf = (attempts: Attempts): string =>
  Object.entries(Object.groupBy(attempts, ({ kind }) => kind))
    .map(([kind, some]) => `${some?.length} ${kind}`)
    .join(", ");

await part("B9", ({ say, figure }) =>
  withTown(size, async ({ url, demoCentral, mirror, open }) => {
    const fleets = await open(kiosks);
    const tell = (order: Order): Promise<Answer[]> =>
      Promise.all(fleets.map((fleet) => askFleet(fleet, order)));
    const attempts: Attempts[number][] = [];
    for (let place = 0; place < races; place++) {
      const raced = (await tell({ do: "race", place })).flatMap((answer) => answer.attempts);
      say(`race ${place + 1}: ${kindsOf(raced)}`);
      attempts.push(...raced);
    }
    const started = await tell({ do: "start", within: 120_000 });
    const cpuOf = (answers: readonly Answer[]): number => answers.reduce((sum, { cpu }) => sum + cpu, 0);
    const before = await askDemoCentral(demoCentral);
    const begun = performance.now();

    const store = openStore(mirror, { readonly: true });
    const times = freeTimesIn(store, Date.now());
    store.close();
    const bare: number[] = [];
    const ours = tell({ do: "mix", span, every });
    for (let at = 0; performance.now() - begun < span; at++) {
      const took = await bookBare(url, times[(at * 7919 + races) % times.length]);
      if (took !== null) bare.push(took);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const mixed = await ours;
    const lasted = performance.now() - begun;
    const after = await askDemoCentral(demoCentral);
    const made = mixed.flatMap((answer) => answer.attempts);
    attempts.push(...made);
    say(`mix: ${kindsOf(made)}; ${Math.round((after.asked.length / lasted) * 1000)} requests a second`);
    const kioskCpu = cpuOf(mixed) - cpuOf(started);
    say(boundInWords(after.cpu - before.cpu, kioskCpu, lasted, availableParallelism()));

    const shown = attempts.filter(({ kind }) => kind === "booked");
    const held = await heldAt(url, new Set(attempts.map(({ slotId }) => slotId)));
    const exactly = (what: string, count: number): void =>
      figure({ what, unit: "times", ours: [count], budget: atMost(0) });
    exactly(`booked twice at the central API, ${kiosks} kiosks`, doubleBookings(held).length);
    exactly("shown as booked and not held by the central API", notHeld(shown, held).length);
    figure({
      what: `booking in a day's mix, ${kiosks} kiosks`,
      unit: "ms",
      ours: made.filter(({ kind }) => kind === "booked").map(({ took }) => took),
      other: { name: "a bare client", samples: bare },
      share: 0.99,
      budget: atMost(1000),
    });
  }),
);

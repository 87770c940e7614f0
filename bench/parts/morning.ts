import { atMost, part } from "../harness/part.ts";
import { ended } from "../harness/process.ts";
import { perSecond } from "../kiosks/checks.ts";
import { askDemoCentral, askFleet } from "../kiosks/orders.ts";
import { withTown } from "../kiosks/town.ts";

/**
 * A region's morning: kiosks that stood without current at night start at one moment. When is each bookable, and does
 * the central API see a wall or a spread?
 */
const kiosks = Number(process.env.BENCH_KIOSKS ?? 500);
const size = process.env.BENCH_SIZE ?? "clinic";
/** Long enough for two increments after the first, s. */
const watched = Number(process.env.BENCH_SECONDS ?? 95);
const bookableWithin = 60;
const interval = 30;

await part("B10", ({ say, figure }) =>
  withTown(size, async ({ demoCentral, open }) => {
    const alone: number[] = [];
    for (let time = 0; time < 5; time++) {
      const [one] = await open(1, 1);
      if (!one) throw new Error("no kiosk");
      const { online } = await askFleet(one, { do: "start", within: 60_000 });
      for (const ms of online) alone.push((ms ?? Number.POSITIVE_INFINITY) / 1000);
      await ended(one);
    }
    const fleets = await open(kiosks);
    await askDemoCentral(demoCentral);
    const from = Date.now();
    const end = new Promise((resolve) => setTimeout(resolve, watched * 1000));
    const answers = await Promise.all(
      fleets.map((fleet) => askFleet(fleet, { do: "start", within: watched * 1000 })),
    );
    await end;
    const { asked, cpu } = await askDemoCentral(demoCentral);
    const seconds = perSecond(asked, from, from + watched * 1000);
    say(`requests in each second: ${seconds.join(" ")}`);
    say(`the central API's processor: ${Math.round(cpu)} ms since it began`);
    const online = answers.flatMap((answer) => answer.online);
    const missed = online.filter((ms) => ms === null).length;
    if (missed > 0) say(`${missed} kiosks were not online after ${watched} s`);
    figure({
      what: `the last of ${kiosks} kiosks is bookable`,
      unit: "s",
      ours: online.map((ms) => (ms ?? watched * 1000) / 1000),
      other: { name: "one kiosk alone", samples: alone },
      share: 1,
      budget: atMost(bookableWithin),
    });
    const round = seconds.slice(-interval);
    figure({
      what: `busiest of the last ${interval} seconds`,
      unit: "requests",
      ours: [Math.max(...round)],
      other: { name: "the same spread evenly", samples: [round.reduce((a, b) => a + b, 0) / round.length] },
      budget: atMost(3, "ratio"),
    });
  }),
);

import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { atMost, part } from "../harness/part.ts";

/**
 * From «Записаться» until the success screen may be shown, at a central API whose every answer takes a time. A real kiosk
 * books at the demo central API through a line that delays; the line notes what was under way at one time. Round trips
 * that follow each other are what the patient waits for: the least is the slot read, the transaction, and the visit
 * read back.
 */
const delays = [0, 100, 300] as const;
const wanted = Number(process.env.BENCH_ROUNDS ?? 20);
const leastTrips = 3;

type Asked = { readonly what: string; readonly begun: number; ended: number };

async function openSlowLine(later: (close: () => unknown) => void, centralUrl: string, takes: number) {
  const target = new URL(centralUrl);
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = "GET", url: path = "/", headers } = request;
    const below = path.slice(target.pathname.length + 1).replace(/[/?].*/, "");
    const one: Asked = { what: `${method} ${below || "transaction"}`, begun: performance.now(), ended: 0 };
    asked.push(one);
    const onward = forward({ port: target.port, host: target.hostname, method, path, headers });
    onward.on("error", () => response.destroy());
    onward.on("response", (answer) => {
      setTimeout(
        () => {
          one.ended = performance.now();
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
        Math.max(0, takes - (performance.now() - one.begun)),
      );
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${target.pathname}`, asked };
}

/** Requests that were begun when an earlier one had ended make a new round trip. */
function roundTrips(asked: readonly Asked[]): string[] {
  const trips: { names: string[]; ends: number }[] = [];
  for (const { what, begun, ended } of asked) {
    const last = trips.at(-1);
    if (last && begun < last.ends) {
      last.names.push(what);
      last.ends = Math.min(last.ends, ended);
    } else trips.push({ names: [what], ends: ended });
  }
  return trips.map(({ names }) => names.sort().join(", "));
}

/** Books at a central API whose every answer takes so many ms. */
async function measure(takes: number): Promise<{ took: number[]; trips: (readonly string[])[] }> {
  const took: number[] = [];
  const trips: (readonly string[])[] = [];
  await withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const line = await openSlowLine(later, demoCentral.url, takes);
    const { client, online } = await openKiosk(later, {
      centralUrl: line.url,
      // No pull falls into a booking.
      config: `central: { url: "${line.url}", every: 3600 }\nrules: { sameSpecialist: off, overlap: allowed }\n`,
    });
    await online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    for (let n = 0; n < wanted; n++) {
      await signIn(client, patient);
      const what = await firstOffer(client);
      line.asked.length = 0;
      const begun = performance.now();
      await book(client, what);
      const ended = performance.now();
      took.push(ended - begun);
      trips.push(
        roundTrips(line.asked.filter((one) => one.ended > 0 && one.ended <= ended && one.begun >= begun)),
      );
      await client.session.end({ reason: "home" });
    }
  });
  return { took, trips };
}

await part("B8", async ({ say, figure }) => {
  for (const takes of delays) {
    const { took, trips } = await measure(takes);
    say(`${takes} ms an answer: ${(trips.at(-1) ?? []).map((trip, at) => `${at + 1}. ${trip}`).join(" | ")}`);
    figure({
      what: `success screen at ${takes} ms an answer`,
      unit: "ms",
      ours: took,
      other: { name: `${leastTrips} answers`, samples: took.map(() => leastTrips * takes) },
    });
    // Without a delay requests of one moment end one after the other, and aren't told from round trips.
    if (takes === 0) continue;
    figure({
      what: `round trips before the success screen at ${takes} ms an answer`,
      unit: "trips",
      ours: trips.map(({ length }) => length),
      share: 1,
      other: { name: "the least possible", samples: [leastTrips] },
      budget: atMost(1, "ratio"),
    });
  }
});

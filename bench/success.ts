import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { spread } from "./spread.ts";

/**
 * From «Записаться» until the success screen may be shown, at a central API whose every answer takes 300 ms:
 * `npm run bench:success [-- MS [COUNT]]`. A real kiosk books at the demo central API through a line that delays; the line
 * notes what was under way at one time. Round trips that follow each other are what the patient waits for.
 */
const takes = Number(process.argv[2] ?? 300);
const wanted = Number(process.argv[3] ?? 20);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Asked = { readonly what: string; readonly begun: number; ended: number };

async function openSlowLine(later: (close: () => unknown) => void, centralUrl: string) {
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

await withCleanUp(async (later) => {
  const demoCentral = await openDemoCentral(later);
  const line = await openSlowLine(later, demoCentral.url);
  const { client, online } = await openKiosk(later, {
    centralUrl: line.url,
    // No pull falls into a booking.
    config: `central: { url: "${line.url}", every: 3600 }\nrules: { sameSpecialist: off, overlap: allowed }\n`,
  });
  await online();
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  const took: number[] = [];
  const counts: number[] = [];
  let shown: readonly string[] = [];
  for (let n = 0; n < wanted; n++) {
    await signIn(client, patient);
    const what = await firstOffer(client);
    line.asked.length = 0;
    const begun = performance.now();
    await book(client, what);
    const ended = performance.now();
    took.push(ended - begun);
    shown = roundTrips(line.asked.filter((one) => one.ended > 0 && one.ended <= ended && one.begun >= begun));
    counts.push(shown.length);
    await client.session.end({ reason: "home" });
  }
  say(`${wanted} bookings, each answer of the central API takes ${takes} ms`);
  say(`round trips before the success screen: ${Math.min(...counts)} to ${Math.max(...counts)}`);
  for (const [at, trip] of shown.entries()) say(`  ${at + 1}. ${trip}`);
  say(`ms: ${spread(took)}`);
});

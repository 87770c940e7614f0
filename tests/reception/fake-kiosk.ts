import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { CounterState } from "#contract/counter/counter-state.ts";

type Later = (close: () => unknown) => void;

/** How a kiosk that works says that it does. */
export const works: CounterState = {
  protocol: 1,
  version: "0.1.0",
  kiosk: "1",
  timeZone: "Europe/Moscow",
  service: "open",
  missing: [],
  printer: "ready",
  centralFreshAt: 1_795_000_000_000,
  busy: false,
  waiting: { tickets: 0, operations: 0 },
  revision: "none",
};

/** Answers of a kiosk: a value of `state`, or whatever else this writes itself. */
export const saying =
  (state: () => object): RequestListener =>
  (request, response) => {
    const isState = request.url === "/counter/state";
    const lists = { revision: works.revision, tickets: [], entries: [] };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ json: isState ? state() : lists }));
  };

/** A program that stands where a kiosk should, on a real port; what it answers is the test's own. */
export async function fakeKiosk(
  later: Later,
  answer: RequestListener,
  options: { port?: number; tls?: { cert: Buffer; key: Buffer; ca?: Buffer } } = {},
): Promise<{ port: number; url: string; stop(): Promise<void> }> {
  const { tls } = options;
  const mutual = tls?.ca ? { requestCert: true, rejectUnauthorized: true } : {};
  const server: Server = tls ? createTlsServer({ ...tls, ...mutual }, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  later(stop);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { port, url: `${tls ? "https" : "http"}://127.0.0.1:${port}`, stop };
}

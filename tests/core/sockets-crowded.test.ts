import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { httpLimits } from "#main/http/limits.ts";
import { boundSockets } from "#main/http/sockets.ts";
import { createEvents, mostReaders } from "#main/page/events.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { ask, openPage, raw } from "./page-requests.ts";

test("one listener too many ends the oldest; the newest hear everything", async () => {
  const events = createEvents(keptLog());
  const streams = Array.from({ length: mostReaders + 1 }, () => events.listen(undefined));
  events.emit({ type: "catalog" });
  const heard = await Promise.all(streams.map(async (stream) => (await stream.next()).done));
  expect(heard).toEqual([true, ...Array.from({ length: mostReaders }, () => false)]);
});

test("hundreds of listeners over the network leave some tens", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const given = { ended: 0, refused: 0 };
    const head = `POST /rpc/events/listen HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${page.cookie}\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"json":{}}`;
    const ended = Array.from({ length: 300 }, () => {
      const socket = connect(port, "127.0.0.1", () => socket.write(head));
      later(() => socket.destroy());
      socket.on("error", () => undefined);
      return new Promise<void>((resolve) => {
        let text = "";
        socket.on("data", (chunk) => {
          text += String(chunk);
          // The last chunk of a chunked answer: the stream was ended in order.
          if (!text.endsWith("0\r\n\r\n")) return;
          given.ended++;
          socket.destroy();
          resolve();
        });
        socket.on("close", () => {
          if (text === "") given.refused++;
          resolve();
        });
      });
    });
    const enough = Promise.withResolvers<void>();
    let over = 0;
    for (const one of ended)
      void one.then(() => {
        if (++over === 300 - mostReaders) enough.resolve();
      });
    await enough.promise;
    expect(given.ended + given.refused).toBe(300 - mostReaders);
    const answer = await ask(port, "/rpc/kiosk/info", "POST", page, '{"json":{}}');
    expect(answer.status).toBe(200);
  }));

/** As many sockets as may be open, each left as these bytes leave it. @returns when the kiosk has them all */
async function crowd(port: number, later: (close: () => unknown) => void, bytes: string): Promise<void> {
  const sockets = Array.from({ length: httpLimits.sockets }, () => {
    const socket = connect(port, "127.0.0.1");
    later(() => socket.destroy());
    socket.on("error", () => undefined);
    return socket;
  });
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once("close", () => resolve());
          socket.once("connect", () => (bytes === "" ? resolve() : socket.write(bytes, () => resolve())));
        }),
    ),
  );
}

const infoCall = '{"json":{}}';
const head = (port: number, cookie: string, path: string, length: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${cookie}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

test.each<[string, (port: number, cookie: string) => string]>([
  ["say nothing", () => ""],
  ["have begun a request", (port) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
  ["have been answered", (port) => `GET /locales/ru.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`],
  [
    "have called with the cookie",
    (port, cookie) => `${head(port, cookie, "/rpc/kiosk/info", infoCall.length)}${infoCall}`,
  ],
  ["have begun a call with the cookie", (port, cookie) => `${head(port, cookie, "/rpc/kiosk/info", 100)}{`],
  ["read no answer", (port) => `GET /locales/ru.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`.repeat(20)],
])("as many sockets as there may be that %s keep the page out in nothing", (_name, bytes) =>
  withCleanUp(async (later) => {
    const { port, page, client, log } = await openPage(later);
    const cookie = `Cookie: ${page.cookie}\r\n`;
    const stream = connect(port, "127.0.0.1");
    later(() => stream.destroy());
    let heard = "";
    const opened = Promise.withResolvers<void>();
    const told = Promise.withResolvers<void>();
    stream.on("data", (chunk) => {
      heard += String(chunk);
      if (heard.includes("200 OK")) opened.resolve();
      if (heard.includes('"session"')) told.resolve();
    });
    stream.on("close", () => {
      const lost = new Error("the page's stream was ended");
      opened.reject(lost);
      told.reject(lost);
    });
    stream.write(`${head(port, cookie, "/rpc/events/listen", infoCall.length)}${infoCall}`);
    await opened.promise;
    await crowd(port, later, bytes(port, cookie));
    for (let times = 0; times < 3; times++)
      expect((await ask(port, "/rpc/kiosk/info", "POST", page, infoCall)).status).toBe(200);
    // A page that is opened anew, and the one that is there.
    expect((await ask(port, "/locales/ru.json", "GET", {})).status).toBe(200);
    await client.session.start({});
    await told.promise;
    expect(log.of("http.sockets-bounded").length).toBeGreaterThan(0);
  }),
);

test("where each socket carries a call of the page's the newcomer is turned away, and none of them ends", async () => {
  const server = createServer();
  const { admitted } = boundSockets(server, 2, () => undefined);
  const waiting: (() => void)[] = [];
  server.on("request", (request, response) => {
    admitted(request, response);
    waiting.push(() => response.end("answer"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const call = () => raw(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const calls = [call(), call()];
  await waitFor(() => waiting.length === 2);
  expect(await call()).toBe("");
  for (const answer of waiting) answer();
  for (const answer of await Promise.all(calls)) expect(answer).toContain("answer");
  await new Promise((resolve) => server.close(resolve));
});

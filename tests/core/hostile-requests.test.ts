import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { httpLimits, isPlainBody } from "#main/http/limits.ts";
import { boundSockets } from "#main/http/sockets.ts";
import { createEvents, mostReaders } from "#main/page/events.ts";
import { openKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";

/** Nothing listens there: these tests need no central API. */
const noCentral = "http://127.0.0.1:9/fhir";
const json = { "content-type": "application/json" };
const policy = "7700123456789012";

type Answer = { status: number; body: string; cacheControl: string | undefined };

function ask(port: number, path: string, method: string, headers: Record<string, string>, body = "") {
  return new Promise<Answer>((resolve, reject) => {
    const call = request(
      { host: "127.0.0.1", port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += String(chunk);
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: text,
            cacheControl: answer.headers["cache-control"],
          }),
        );
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

/** Everything that a socket answers to these bytes until it is closed. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
}

/** A kiosk, and the headers of its own page. */
async function openPage(later: (close: () => unknown) => void, realLog = false) {
  const kiosk = await openKiosk(later, {
    centralUrl: noCentral,
    ...(realLog ? { substitutes: { log: undefined } } : {}),
  });
  kiosk.core.windowOpened();
  const { port } = kiosk.core;
  const token = new URL(kiosk.core.url).hash.replace("#token=", "");
  const answer = await fetch(`http://127.0.0.1:${port}/auth`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { ...kiosk, port, page: { ...json, cookie } };
}

test("a call's body beyond its limit is refused, whether its length is told or not", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const large = JSON.stringify({ json: { message: "x".repeat(300_000), stack: "" } });
    const told = { ...page, "content-length": String(large.length) };
    expect((await ask(port, "/rpc/kiosk/pageFault", "POST", told, large)).status).toBe(413);
    const untold = { ...page, "transfer-encoding": "chunked" };
    expect((await ask(port, "/rpc/kiosk/pageFault", "POST", untold, large)).status).toBe(413);
  }));

test.each([
  ["a file", { "content-type": "application/octet-stream" }],
  ["a form", { "content-type": "multipart/form-data; boundary=x" }],
  ["a stream", { "content-type": "text/event-stream" }],
])("%s in place of a call's JSON is refused unread", (_name, type) =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const answer = await ask(port, "/rpc/kiosk/info", "POST", { ...page, ...type }, "x".repeat(1000));
    expect(answer.status).toBe(415);
  }),
);

test("a call by another method than POST is none", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const { "content-type": _type, ...bare } = page;
    for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
      expect((await ask(port, "/rpc/kiosk/info", method, bare)).status).toBe(404);
  }));

test("malformed JSON is refused, and nothing of it is in the log or in the answer", () =>
  withCleanUp(async (later) => {
    const { port, page, dataDir } = await openPage(later, true);
    const broken = `{"json":{"number":"${policy}" "birthDate":"1980-01-02"}}`;
    for (const path of ["/rpc/session/signIn", "/auth"]) {
      const answer = await ask(port, path, "POST", page, broken);
      expect(answer.status).toBe(400);
      expect(answer.body).not.toContain(policy);
    }
    const log = readFileSync(join(dataDir, "infomat.log"), "utf8");
    expect(log).toContain('"core.ready"');
    expect(log).not.toContain(policy);
    expect(log).not.toContain("1980");
  }));

test("keys and paths that name a prototype, and endless nesting, are refused", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const bodies = [
      '{"json":{"__proto__":{"admin":true}}}',
      '{"json":{"constructor":{"prototype":{"admin":true}}}}',
      '{"json":{"a":{}},"meta":[[1,"__proto__","admin"]]}',
      `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      `{"json":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`,
    ];
    for (const body of bodies)
      expect((await ask(port, "/rpc/kiosk/info", "POST", page, body)).status).toBe(400);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
    expect((await ask(port, "/rpc/kiosk/info", "POST", page, '{"json":{}}')).status).toBe(200);
    for (const path of ["/rpc/__proto__/toString", "/rpc/constructor", "/rpc/kiosk/__proto__"])
      expect((await ask(port, path, "POST", page, '{"json":{}}')).status).toBe(404);
  }));

test("bodies are judged without recursion, and what the screens send passes", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(isPlainBody(deep)).toBe(false);
  expect(isPlainBody({ json: { a: { b: [{ c: "__proto__" }] } }, meta: [[3, "a"]] })).toBe(true);
  expect(isPlainBody({ json: {}, meta: [[3, "constructor"]] })).toBe(false);
});

test("a request whose headers or body never end is ended", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const host = `Host: 127.0.0.1:${port}\r\n`;
    const asPage = `${host}Cookie: ${page.cookie}\r\nContent-Type: application/json\r\n`;
    const answers = await Promise.all([
      raw(port, ""),
      raw(port, `GET / HTTP/1.1\r\n${host}`),
      raw(port, `POST /rpc/kiosk/info HTTP/1.1\r\n${asPage}Content-Length: 100\r\n\r\n{`),
      raw(port, `POST /rpc/kiosk/info HTTP/1.1\r\n${asPage}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`),
    ]);
    for (const answer of answers) expect(answer).not.toContain("200 OK");
    expect(answers[1]).toContain("408");
  }));

test("headers and addresses of any length end with an error, not with the core", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const host = `Host: 127.0.0.1:${port}\r\n`;
    const long = "x".repeat(20_000);
    // A socket that is reset before the answer was read tells as much as a 431.
    for (const bytes of [
      `GET / HTTP/1.1\r\n${host}X-Long: ${long}\r\n\r\n`,
      `GET /${long} HTTP/1.1\r\n${host}\r\n`,
    ])
      expect(await raw(port, bytes)).toMatch(/^$|^HTTP\/1\.1 431/);
    expect((await ask(port, `/rpc/${"x/".repeat(5000)}`, "POST", page, "{}")).status).toBe(404);
    expect((await ask(port, "/rpc/kiosk/info", "POST", page, '{"json":{}}')).status).toBe(200);
  }));

test("an upgrade, a tunnel and rubbish get nothing, and leave the core as it was", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const host = `Host: 127.0.0.1:${port}\r\nConnection: close\r\n`;
    const upgrade = `GET /rpc/events/listen HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eHh4\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    expect(await raw(port, upgrade)).not.toContain("101 ");
    expect(await raw(port, `CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n`)).not.toContain("200");
    expect(await raw(port, "\x16\x03\x01\x02\x00\x01\r\n\r\n")).toContain("400");
    // Two lengths are how requests are smuggled.
    const smuggled = `POST /rpc/kiosk/info HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await raw(port, smuggled)).toContain("400");
    expect((await ask(port, "/rpc/kiosk/info", "POST", page, '{"json":{}}')).status).toBe(200);
  }));

test("pipelined requests each need the cookie and the Host of their own", () =>
  withCleanUp(async (later) => {
    const { port, page } = await openPage(later);
    const call = (headers: string) =>
      `POST /rpc/kiosk/info HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{"json":{}}`;
    const own = `Host: 127.0.0.1:${port}\r\nCookie: ${page.cookie}\r\n`;
    const answers = await raw(
      port,
      call(own) + call(`Host: 127.0.0.1:${port}\r\n`) + call("Host: evil.example\r\nConnection: close\r\n"),
    );
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 401", "HTTP/1.1 403"]);
  }));

test("files outside the screens' folder, hidden ones and folders aren't served", () =>
  withCleanUp(async (later) => {
    const { port } = await openPage(later);
    const paths = ["/../package.json", "/..%2fpackage.json", "/%2e%2e/package.json", "/..\\package.json"];
    for (const path of [...paths, "//etc/passwd", "/%00", "/.git/config", "/locales/", "/%c0%ae%c0%ae/x"]) {
      const { status, body } = await ask(port, path, "GET", {});
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
      expect(body).not.toContain("dependencies");
    }
  }));

test("static answers are stored by no browser, but for files named after their content", () =>
  withCleanUp(async (later) => {
    const { port } = await openPage(later);
    const file = await ask(port, "/locales/ru.json", "GET", {});
    expect([file.status, file.cacheControl]).toEqual([200, "no-store"]);
    expect((await ask(port, "/nowhere", "GET", {})).cacheControl).toBe("no-store");
    const { cacheControlOf } = await import("#main/http/headers.ts");
    expect(cacheControlOf("/screens/assets/index-Dk3h_2aB.js")).toContain("immutable");
    expect(cacheControlOf("/screens/index.html")).toBe("no-store");
    expect(cacheControlOf("/screens/guard.js")).toBe("no-store");
  }));

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

test("a body that the screens' client would never write is refused at the door, not by a bug", () =>
  withCleanUp(async (later) => {
    const { port, page, log } = await openPage(later);
    const call = (body: string) => ask(port, "/rpc/kiosk/consent", "POST", page, body);
    for (const meta of [
      "{}",
      "5",
      '"x"',
      "[5]",
      "[[4]]",
      '[[3,"nowhere"]]',
      '[[3,"language"]]',
      "[[3,{}]]",
      '[[0,"language"]]',
    ]) {
      const answer = await call(`{"json":{"language":"ru"},"meta":${meta}}`);
      expect([meta, answer.status]).toEqual([meta, 400]);
    }
    for (const body of ["null", "[]", '"x"', "1"])
      expect([body, (await call(body)).status]).toEqual([body, 400]);
    const undefinedField = '{"json":{"language":"ru","variant":null},"meta":[[3,"variant"]]}';
    expect((await call(undefinedField)).status).toBe(200);
    expect(log.lines.filter((line) => line.includes("failed"))).toEqual([]);
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

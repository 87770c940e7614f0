import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isPlainBody } from "#main/http/limits.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";
import { ask, openPage, raw, sharedPage } from "./page-requests.ts";

const shared = sharedPage();
const policy = "7700123456789012";

test("a call's body beyond its limit is refused, whether its length is told or not", async () => {
  const { port, page } = shared();
  const large = JSON.stringify({ json: { message: "x".repeat(300_000), stack: "" } });
  const told = { ...page, "content-length": String(large.length) };
  expect((await ask(port, "/rpc/kiosk/pageFault", "POST", told, large)).status).toBe(413);
  const untold = { ...page, "transfer-encoding": "chunked" };
  expect((await ask(port, "/rpc/kiosk/pageFault", "POST", untold, large)).status).toBe(413);
});

test.each([
  ["a file", { "content-type": "application/octet-stream" }],
  ["a form", { "content-type": "multipart/form-data; boundary=x" }],
  ["a stream", { "content-type": "text/event-stream" }],
])("%s in place of a call's JSON is refused unread", async (_name, type) => {
  const { port, page } = shared();
  const answer = await ask(port, "/rpc/kiosk/info", "POST", { ...page, ...type }, "x".repeat(1000));
  expect(answer.status).toBe(415);
});

test("a call by another method than POST is none", async () => {
  const { port, page } = shared();
  const { "content-type": _type, ...bare } = page;
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
    expect((await ask(port, "/rpc/kiosk/info", method, bare)).status).toBe(404);
});

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
    // Instants and ports are digits as well, and hold these four now and then.
    expect(log.replaceAll(/"(time|port)":\d+/g, "")).not.toContain("1980");
  }));

test("keys and paths that name a prototype, and endless nesting, are refused", async () => {
  const { port, page } = shared();
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
});

test("bodies are checked without recursion, and what the screens send passes", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(isPlainBody(deep)).toBe(false);
  expect(isPlainBody({ json: { a: { b: [{ c: "__proto__" }] } }, meta: [[3, "a"]] })).toBe(true);
  expect(isPlainBody({ json: {}, meta: [[3, "constructor"]] })).toBe(false);
});

test("a request whose headers or body never end is ended", async () => {
  const { port, page } = shared();
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
});

test("headers and addresses of any length end with an error, not with the core", async () => {
  const { port, page } = shared();
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
});

test("an upgrade, a tunnel and bytes without sense get nothing, and leave the core as it was", async () => {
  const { port, page } = shared();
  const host = `Host: 127.0.0.1:${port}\r\nConnection: close\r\n`;
  const upgrade = `GET /rpc/events/listen HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eHh4\r\nSec-WebSocket-Version: 13\r\n\r\n`;
  expect(await raw(port, upgrade)).not.toContain("101 ");
  expect(await raw(port, `CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n`)).not.toContain("200");
  expect(await raw(port, "\x16\x03\x01\x02\x00\x01\r\n\r\n")).toContain("400");
  // Two lengths are how requests are smuggled.
  const smuggled = `POST /rpc/kiosk/info HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
  expect(await raw(port, smuggled)).toContain("400");
  expect((await ask(port, "/rpc/kiosk/info", "POST", page, '{"json":{}}')).status).toBe(200);
});

test("pipelined requests each need the cookie and the Host of their own", async () => {
  const { port, page } = shared();
  const call = (headers: string) =>
    `POST /rpc/kiosk/info HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{"json":{}}`;
  const own = `Host: 127.0.0.1:${port}\r\nCookie: ${page.cookie}\r\n`;
  const answers = await raw(
    port,
    call(own) + call(`Host: 127.0.0.1:${port}\r\n`) + call("Host: evil.example\r\nConnection: close\r\n"),
  );
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 401", "HTTP/1.1 403"]);
});

test("files outside the screens' folder, hidden ones and folders aren't served", async () => {
  const { port } = shared();
  const paths = ["/../package.json", "/..%2fpackage.json", "/%2e%2e/package.json", "/..\\package.json"];
  for (const path of [...paths, "//etc/passwd", "/%00", "/.git/config", "/locales/", "/%c0%ae%c0%ae/x"]) {
    const { status, body } = await ask(port, path, "GET", {});
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    expect(body).not.toContain("dependencies");
  }
});

test("static answers are stored by no browser, but for files named after their content", async () => {
  const { port } = shared();
  const file = await ask(port, "/locales/ru.json", "GET", {});
  expect([file.status, file.cacheControl]).toEqual([200, "no-store"]);
  expect((await ask(port, "/nowhere", "GET", {})).cacheControl).toBe("no-store");
  const { cacheControlOf } = await import("#main/http/headers.ts");
  expect(cacheControlOf("/screens/assets/index-Dk3h_2aB.js")).toContain("immutable");
  expect(cacheControlOf("/screens/index.html")).toBe("no-store");
  expect(cacheControlOf("/screens/guard.js")).toBe("no-store");
});

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

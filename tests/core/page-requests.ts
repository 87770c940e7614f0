import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { openKiosk } from "#tests/support/kiosk.ts";

/** Nothing listens there: these tests need no central API. */
const noCentral = "http://127.0.0.1:9/fhir";
const json = { "content-type": "application/json" };
type Answer = { status: number; body: string; cacheControl: string | undefined };

export function ask(port: number, path: string, method: string, headers: Record<string, string>, body = "") {
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
export function raw(port: number, bytes: string): Promise<string> {
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
export async function openPage(later: (close: () => unknown) => void, realLog = false) {
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

/** One such kiosk for all tests of a file that leave it as it was. */
export function sharedPage(): () => Awaited<ReturnType<typeof openPage>> {
  const closers: (() => unknown)[] = [];
  let shared: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    shared = await openPage((close) => closers.push(close));
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return () => shared;
}

import { request } from "node:http";
import { expect, test } from "vitest";
import { openKiosk, withCleanUp } from "#tests/support/kiosk.ts";

/** Nothing listens there: these tests need no central API. */
const noCentral = "http://127.0.0.1:9/fhir";

type Answer = { status: number; headers: NodeJS.Dict<string | string[]> };

/** A bare request, since `fetch` won't let a test forge Host or Origin. */
function ask(port: number, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: "127.0.0.1", port, path, method: body === undefined ? "GET" : "POST", headers },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

const json = { "content-type": "application/json" };
const infoCall = ["/rpc/kiosk/info", JSON.stringify({ json: {} })] as const;
const tokenOf = (url: string) => new URL(url).hash.replace("#token=", "");

test("a name that was rebound to 127.0.0.1 is not served", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    expect((await ask(core.port, "/", { host: `evil.example:${core.port}` })).status).toBe(403);
    expect((await ask(core.port, "/", { host: "127.0.0.1" })).status).toBe(403);
  }));

test("a foreign page's request is refused, even with the right token", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    core.windowOpened();
    const headers = { ...json, origin: "https://evil.example", host: `127.0.0.1:${core.port}` };
    const answer = await ask(core.port, "/auth", headers, JSON.stringify({ token: tokenOf(core.url) }));
    expect(answer.status).toBe(403);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  }));

test("the API answers to nobody without the cookie", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    const host = `127.0.0.1:${core.port}`;
    expect((await ask(core.port, infoCall[0], { ...json, host }, infoCall[1])).status).toBe(401);
    const guessed = { ...json, host, cookie: `infomat=${"0".repeat(64)}` };
    expect((await ask(core.port, infoCall[0], guessed, infoCall[1])).status).toBe(401);
  }));

test("the token is good once, and once more for each window that the shell opens", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    const swap = async () => {
      const headers = { ...json, host: `127.0.0.1:${core.port}` };
      return (await ask(core.port, "/auth", headers, JSON.stringify({ token: tokenOf(core.url) }))).status;
    };
    expect(await swap()).toBe(401);
    core.windowOpened();
    expect(await swap()).toBe(204);
    expect(await swap()).toBe(401);
  }));

test("a wrong token, a token of another shape and a body that is no JSON get nothing", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    core.windowOpened();
    const headers = { ...json, host: `127.0.0.1:${core.port}` };
    expect((await ask(core.port, "/auth", headers, JSON.stringify({ token: "guess" }))).status).toBe(401);
    expect((await ask(core.port, "/auth", headers, JSON.stringify({ token: 1 }))).status).toBe(401);
    expect((await ask(core.port, "/auth", headers, "{")).status).toBe(400);
  }));

test("the cookie can't be read by scripts nor sent from other sites; answers forbid foreign scripts and frames", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    core.windowOpened();
    const headers = { ...json, host: `127.0.0.1:${core.port}` };
    const answer = await ask(core.port, "/auth", headers, JSON.stringify({ token: tokenOf(core.url) }));
    expect(String(answer.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Strict/);
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy).toMatch(/sandbox allow-scripts allow-same-origin allow-forms$/);
  }));

test("a request beyond its size is refused", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    const headers = { ...json, host: `127.0.0.1:${core.port}` };
    expect((await ask(core.port, "/auth", headers, JSON.stringify({ token: "x".repeat(5000) }))).status).toBe(
      413,
    );
  }));

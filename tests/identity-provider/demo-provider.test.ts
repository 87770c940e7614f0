import { fork } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryAdapter } from "#demo-central/identity/adapter.ts";
import { demoPeople } from "#demo-central/identity/people.ts";
import { startDemoProvider } from "#demo-central/identity/provider.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";

test("the demo's provider starts without a word of warning", () =>
  withCleanUp(async (later) => {
    const entry = join(import.meta.dirname, "../../demo-central/identity/main.ts");
    const child = fork(entry, ["--port", "0"], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const ended = new Promise((resolve) => child.once("close", resolve));
    later(() => ended);
    const told: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => told.push(String(text)));
    await new Promise((resolve) => child.once("message", resolve));
    child.kill();
    await ended;
    expect(told.join("")).toMatch(/^The demo identity provider is ready: \S+\n$/);
  }));

test("what the provider keeps is found until it expires, is used up, or its grant is revoked", async () => {
  let now = 0;
  const kind = memoryAdapter(() => now);
  const [codes, sessions] = [kind("DeviceCode"), kind("Session")];
  await codes.upsert("1", { userCode: "ABCD", grantId: "g" }, 60);
  await codes.upsert("2", { userCode: "EFGH" }, 60);
  await sessions.upsert("1", { uid: "u" }, 120);
  expect(await codes.findByUserCode("ABCD")).toMatchObject({ grantId: "g" });
  expect(await sessions.findByUid("u")).toMatchObject({ uid: "u" });
  expect(await codes.findByUid("u")).toBeUndefined();
  now = 5_000;
  await codes.consume("1");
  expect(await codes.find("1")).toMatchObject({ consumed: 5 });
  await codes.revokeByGrantId("g");
  expect(await codes.find("1")).toBeUndefined();
  await codes.destroy("2");
  expect(await codes.find("2")).toBeUndefined();
  now = 120_000;
  expect(await sessions.find("1")).toBeUndefined();
});

test("a flood of codes takes no more than its room", async () => {
  const codes = memoryAdapter(() => 0)("DeviceCode");
  for (let n = 0; n < 5000; n++) await codes.upsert(String(n), { userCode: `c${n}` }, 60);
  expect(await codes.find("0")).toBeUndefined();
  expect(await codes.findByUserCode("c4999")).toBeDefined();
});

/** A phone's browser, which keeps its cookies. */
function openPhone(issuer: string) {
  const kept = new Map<string, string>();
  const go = async (address: string, form?: URLSearchParams): Promise<string> => {
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(address, issuer), {
      headers: { cookie },
      redirect: "manual",
      ...(form ? { method: "POST", body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) kept.set(name, value);
    }
    const next = answer.headers.get("location");
    if (next !== null) return await go(next);
    const page = await answer.text();
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${page}`);
    return page;
  };
  const submit = (page: string, more: Record<string, string>): Promise<string> => {
    const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const form = new URLSearchParams(more);
    for (const [, name = "", value = ""] of fields) form.append(name, value);
    return go(/ action="([^"]*)"/.exec(page)?.[1] ?? "", form);
  };
  return {
    async confirms(link: string, person: string): Promise<string> {
      // The code of the link is sent by itself, then it is confirmed, then one says who one is.
      const asked = await submit(await go(link), {});
      return await submit(await submit(asked, {}), { person });
    },
  };
}

test("one person after another signs in on the same phone, and each is who they say", () =>
  withCleanUp(async (later) => {
    const client = { clientId: "kiosk", clientSecret: "secret-of-this-test" };
    const provider = await startDemoProvider({ ...client, address: "127.0.0.1", port: 0, codeLasts: 300 });
    later(() => provider.close());
    const as = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`;
    const ask = async (path: string, form: Record<string, string>) => {
      const headers = { authorization: as };
      const body = new URLSearchParams(form);
      const answer = await fetch(`${provider.issuer}${path}`, { method: "POST", headers, body });
      return (await answer.json()) as Record<string, string>;
    };
    const phone = openPhone(provider.issuer);
    const signedIn: unknown[] = [];
    const [first, second] = demoPeople;
    for (const person of [first, second, first]) {
      const code = await ask("/device/auth", { scope: "openid profile" });
      await phone.confirms(code.verification_uri_complete ?? "", person?.id ?? "");
      const tokens = await ask("/token", {
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
        device_code: code.device_code ?? "",
      });
      const [, claims = ""] = (tokens.id_token ?? "").split(".");
      signedIn.push(JSON.parse(Buffer.from(claims, "base64url").toString() || "{}").sub);
    }
    expect(signedIn).toEqual([first?.id, second?.id, first?.id]);
  }));

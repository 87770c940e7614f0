import { fork } from "node:child_process";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import texts from "#assets/demo/phone-page.json" with { type: "json" };
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
    return page;
  };
  const submit = (page: string, more: Record<string, string>): Promise<string> => {
    const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const form = new URLSearchParams(more);
    for (const [, name = "", value = ""] of fields) form.append(name, value);
    return go(/ action="([^"]*)"/.exec(page)?.[1] ?? "", form);
  };
  return {
    // The code of the link is sent by itself.
    opens: async (link: string): Promise<string> => await submit(await go(link), {}),
    /** «Да, это я стою у него», on the page that `opens` has answered. */
    confirms: (page: string): Promise<string> => submit(page, {}),
    refuses: (page: string): Promise<string> => submit(page, { abort: "yes" }),
    signsInAs: (page: string, person: string | undefined): Promise<string> =>
      submit(page, { person: person ?? "" }),
  };
}

/** A provider, and a kiosk's questions to it. */
async function openProvider(later: (close: () => unknown) => void) {
  const client = { clientId: "kiosk", clientSecret: "secret-of-this-test" };
  let passed = 0;
  const provider = await startDemoProvider({
    ...{ ...client, address: "127.0.0.1", port: 0, codeLasts: 300, monotonic: () => passed },
  });
  later(() => provider.close());
  const as = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`;
  const ask = async (path: string, form: Record<string, string>) => {
    const headers = { authorization: as };
    const body = new URLSearchParams(form);
    const answer = await fetch(`${provider.issuer}${path}`, { method: "POST", headers, body });
    return (await answer.json()) as Record<string, string>;
  };
  return {
    issuer: provider.issuer,
    code: () => ask("/device/auth", { scope: "openid profile" }),
    outcome: ({ device_code = "" }: Record<string, string>) =>
      ask("/token", { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code }),
    wait(ms: number): void {
      passed += ms;
    },
  };
}

test("one person after another signs in on the same phone, and each is who they say", () =>
  withCleanUp(async (later) => {
    const provider = await openProvider(later);
    const phone = openPhone(provider.issuer);
    const signedIn: unknown[] = [];
    const [first, second] = demoPeople;
    for (const person of [first, second, first]) {
      const code = await provider.code();
      const asked = await phone.opens(code.verification_uri_complete ?? "");
      const done = await phone.signsInAs(await phone.confirms(asked), person?.id);
      expect(done).toContain(texts.doneTitle);
      const tokens = await provider.outcome(code);
      const [, claims = ""] = (tokens.id_token ?? "").split(".");
      signedIn.push(JSON.parse(Buffer.from(claims, "base64url").toString() || "{}").sub);
    }
    expect(signedIn).toEqual([first?.id, second?.id, first?.id]);
  }));

test("the phone is told that it is late: the kiosk has given the code up, or its time is over", () =>
  withCleanUp(async (later) => {
    const provider = await openProvider(later);
    const [person] = demoPeople;
    const begin = async () => {
      const code = await provider.code();
      const phone = openPhone(provider.issuer);
      return { code, phone, page: await phone.opens(code.verification_uri_complete ?? "") };
    };

    const slow = await begin();
    provider.wait(9_000);
    await provider.outcome(slow.code);
    provider.wait(9_000);
    const inTime = await slow.phone.signsInAs(await slow.phone.confirms(slow.page), person?.id);
    expect(inTime).toContain(texts.doneTitle);

    const left = await begin();
    const confirmed = await left.phone.confirms(left.page);
    provider.wait(11_000);
    const late = await left.phone.signsInAs(confirmed, person?.id);
    expect(late).toContain(texts.lateTitle);
    expect(late).not.toContain(texts.doneText);
    expect(await provider.outcome(left.code)).toMatchObject({ error: "invalid_grant" });

    const photographed = await provider.code();
    provider.wait(11_000);
    const stranger = openPhone(provider.issuer);
    expect(await stranger.opens(photographed.verification_uri_complete ?? "")).toContain(texts.lateTitle);

    const [unconfirmed, unsigned] = [await begin(), await begin()];
    const choosing = await unsigned.phone.confirms(unsigned.page);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301_000 });
    later(() => vi.useRealTimers());
    expect(await unconfirmed.phone.confirms(unconfirmed.page)).toContain(texts.lateTitle);
    expect(await unsigned.phone.signsInAs(choosing, person?.id)).toContain(texts.lateTitle);
  }));

test("a page that is sent twice claims nothing of the sign-in; a refusal is told as one", () =>
  withCleanUp(async (later) => {
    const provider = await openProvider(later);
    const phone = openPhone(provider.issuer);
    const code = await provider.code();
    const choosing = await phone.confirms(await phone.opens(code.verification_uri_complete ?? ""));
    expect(await phone.signsInAs(choosing, demoPeople[0]?.id)).toContain(texts.doneTitle);
    expect(await phone.signsInAs(choosing, demoPeople[0]?.id)).toContain(texts.endedTitle);
    const another = await provider.code();
    const refused = await phone.refuses(await phone.opens(another.verification_uri_complete ?? ""));
    expect(refused).toContain(texts.refusedTitle);
  }));

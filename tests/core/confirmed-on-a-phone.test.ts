import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { KioskErrorCode } from "#contract/errors.ts";
import { openProvider, type SomeProvider, someKey } from "#tests/identity-provider/some-provider.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import {
  openDemoCentral,
  openKiosk,
  type TestKiosk,
  temporaryFolder,
  withCleanUp,
} from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

type AtKiosk = { readonly kiosk: TestKiosk; readonly provider: SomeProvider };

const withKiosk = (work: (at: AtKiosk) => Promise<void>, more = ""): Promise<void> =>
  withCleanUp(async (later) => {
    const provider = await openProvider(later, { now: clinicClock.now });
    const keyFile = join(temporaryFolder(later), "client.pem");
    writeFileSync(keyFile, someKey().export({ type: "pkcs8", format: "pem" }));
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      config: `
signIn:
  gosuslugi:
    issuer: ${provider.issuer}
    clientId: ${provider.clientId}
    keyFile: ${keyFile}
    claims: { snils: snils, policy: oms }
    show: { kiosk: kiosk_label }
kiosk: { number: 7 }
${more}`,
    });
    await kiosk.online();
    await work({ kiosk, provider });
  });

/** The phone confirms, and its provider tells this. */
function confirmWith(provider: SomeProvider, claims: Record<string, unknown>): void {
  provider.phone = "confirmed";
  provider.instead["/token"] = () => ({
    body: {
      ...{ access_token: "x", token_type: "Bearer" },
      id_token: provider.token(provider.claims({ oms: "", ...claims })),
    },
  });
}

const secrets = ["90011223314", "4056410842001238", "1985-03-07", "Петров", "WDJB-MJHT", "person-1"];

test("whoever confirms is signed in by the register's name, in the session that asked", () =>
  withKiosk(async ({ kiosk: { client, log }, provider }) => {
    expect((await client.kiosk.info({})).signInMethods).toEqual(["gosuslugi", "policy"]);
    await client.session.start({});
    const grant = await client.session.startPhone({});
    expect(grant).toMatchObject({ code: "WDJB-MJHT", number: null, seconds: 300 });
    const device = provider.asked.find(({ path }) => path === "/device");
    expect(device?.form.get("kiosk_label")).toMatch(/поликлиника, инфомат № 7$/);
    confirmWith(provider, { name: "Somebody Else", oms: "4056410842001238" });
    const answer = await client.session.phoneOutcome({});
    expect(answer).toMatchObject({ state: "signedIn", name: "И.\u00a0И.\u00a0Петров" });
    expect((await client.kiosk.info({})).session).toMatchObject({
      patient: { name: "И.\u00a0И.\u00a0Петров" },
    });
    expect(await client.booking.list({})).toEqual([]);
    const text = log.lines.join("\n");
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }));

test.each<[string, Record<string, unknown>, KioskErrorCode]>([
  ["isn't in the register", { snils: "112-233-445 95" }, "PATIENT_NOT_FOUND"],
  ["has another birth date there", { birthdate: "1985-03-08" }, "PATIENT_NOT_FOUND"],
  [
    "has the policy of somebody else born on that day",
    { snils: "90088991133", oms: "4058920834773402", birthdate: "1970-01-15" },
    "PATIENT_AMBIGUOUS",
  ],
])("somebody who %s is sent to reception", (_what, claims, code) =>
  withKiosk(async ({ kiosk: { client }, provider }) => {
    await client.session.start({});
    await client.session.startPhone({});
    confirmWith(provider, claims);
    await refusalOf(client.session.phoneOutcome({}), code);
    expect((await client.kiosk.info({})).session).toMatchObject({ state: "open", patient: null });
  }),
);

test("a number that the register doesn't have takes nothing from the other one", () =>
  withKiosk(async ({ kiosk: { client }, provider }) => {
    await client.session.start({});
    await client.session.startPhone({});
    confirmWith(provider, { oms: "4058920834773402" });
    expect(await client.session.phoneOutcome({})).toMatchObject({ state: "signedIn" });
  }));

test("a late confirmation opens nobody's session: not after Home, and not the next patient's", () =>
  withKiosk(async ({ kiosk: { client }, provider }) => {
    await client.session.start({});
    await client.session.startPhone({});
    await client.session.end({ reason: "home" });
    confirmWith(provider, {});
    await client.session.start({});
    await refusalOf(client.session.phoneOutcome({}), "NOT_FOUND");
    expect((await client.kiosk.info({})).session).toMatchObject({ state: "open", patient: null });
    const asked = provider.asked.filter(({ path }) => path === "/token").length;
    expect(asked).toBe(0);
  }));

test("who leaves while the page waits is answered by nobody's name", () =>
  withKiosk(async ({ kiosk: { client, naming }, provider }) => {
    const started = await client.session.start({});
    if (started.state === "none") throw new Error("no session");
    await client.session.startPhone({});
    const waiting = naming(started.id).session.phoneOutcome({});
    confirmWith(provider, {});
    await client.session.end({ reason: "home" });
    await refusalOf(waiting, "SESSION_ENDED");
    expect((await client.kiosk.info({})).session).toMatchObject({ state: "none" });
  }));

test("another code, or another way to sign in, makes the former code worthless", () =>
  withKiosk(async ({ kiosk: { client }, provider }) => {
    await client.session.start({});
    provider.instead["/device"] = (_asked, own) => ({ body: { ...Object(own.body), device_code: "first" } });
    await client.session.startPhone({});
    delete provider.instead["/device"];
    await client.session.startPhone({});
    confirmWith(provider, {});
    expect(await client.session.phoneOutcome({})).toMatchObject({ state: "signedIn" });
    const codes = provider.asked
      .filter(({ path }) => path === "/token")
      .map(({ form }) => form.get("device_code"));
    expect(new Set(codes)).toEqual(new Set(["device-code-of-this-grant"]));

    await client.session.startPhone({});
    await client.session.stopPhone({ code: "WDJB-MJHT" });
    await refusalOf(client.session.phoneOutcome({}), "NOT_FOUND");
  }));

test("a refusal on the phone, and a code that has run out, are told as what they are", () =>
  withKiosk(async ({ kiosk: { client }, provider }) => {
    await client.session.start({});
    await client.session.startPhone({});
    provider.phone = "refused";
    await refusalOf(client.session.phoneOutcome({}), "PHONE_REFUSED");
    provider.phone = "waits";
    provider.instead["/token"] = () => ({ status: 400, body: { error: "expired_token" } });
    await client.session.startPhone({});
    await refusalOf(client.session.phoneOutcome({}), "PHONE_EXPIRED");
  }));

test("with the provider away patients sign in by the policy", () =>
  withKiosk(async ({ kiosk: { client }, provider }) => {
    await provider.stop();
    await client.session.start({});
    await refusalOf(client.session.startPhone({}), "PROVIDER_AWAY");
    const policy = { kind: "unified" as const, number: "4056410842001238" };
    expect(await client.session.signIn({ policy, birthDate: "07031985" })).toMatchObject({
      name: "И.\u00a0И.\u00a0Петров",
    });
  }));

test("a file that isn't there, or holds nothing, is told by its path at the start; the policy is the way", () =>
  withCleanUp(async (later) => {
    const provider = await openProvider(later, { now: clinicClock.now });
    const folder = temporaryFolder(later);
    const [secretFile, caFile] = [join(folder, "nowhere"), join(folder, "ca.pem")];
    writeFileSync(caFile, "no certificate");
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      config: `
signIn: { gosuslugi: { issuer: "${provider.issuer}", clientId: k, secretFile: ${secretFile}, caFile: ${caFile} } }
mail: { host: mail.example, from: a@clinic.example, user: a, passwordFile: ${folder} }
`,
    });
    expect(kiosk.log.of("core.file-unusable")).toEqual([
      { setting: "signIn.gosuslugi.secretFile", file: secretFile, why: "unreadable" },
      { setting: "mail.passwordFile", file: folder, why: "unreadable" },
      { setting: "signIn.gosuslugi.caFile", file: caFile, why: "noCertificate" },
    ]);
    await kiosk.online();
    const { client } = kiosk;
    expect((await client.kiosk.info({})).signInMethods).toEqual(["gosuslugi", "policy"]);
    await client.session.start({});
    await refusalOf(client.session.startPhone({}), "PROVIDER_AWAY");
    const policy = { kind: "unified" as const, number: "4056410842001238" };
    expect(await client.session.signIn({ policy, birthDate: "07031985" })).toMatchObject({
      name: "И.\u00a0И.\u00a0Петров",
    });
  }));

test.each([
  ["flow: { preset: registratura56 }", ["policy", "gosuslugi"]],
  ["flow: { preset: doctor73 }", ["gosuslugi", "policy"]],
])("%s: the portal says which way comes first", (more, methods) =>
  withKiosk(async ({ kiosk: { client } }) => {
    expect((await client.kiosk.info({})).signInMethods).toEqual(methods);
  }, more),
);

test("a kiosk without an identity provider has the policy alone", () =>
  withCleanUp(async (later) => {
    const { client } = await openKiosk(later, { centralUrl: (await openDemoCentral(later)).url });
    expect((await client.kiosk.info({})).signInMethods).toEqual(["policy"]);
    await client.session.start({});
    await refusalOf(client.session.startPhone({}), "NOT_FOUND");
    await refusalOf(client.session.phoneOutcome({}), "NOT_FOUND");
  }));

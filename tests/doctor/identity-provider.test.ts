import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "#main/config/load.ts";
import { checkCertificates } from "#main/diagnostics/doctor/certificates-step.ts";
import { checkIdentityProvider } from "#main/diagnostics/doctor/provider-step.ts";
import { systemClock } from "#main/time/clock.ts";
import { openProvider, type SomeProvider, someKey } from "#tests/identity-provider/some-provider.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { createAuthority } from "#tests/sync/certificates.ts";

const signal = new AbortController().signal;
const configFor = (issuer: string, more = ""): ReturnType<typeof parseConfig> =>
  parseConfig(
    `
central: { url: "https://fhir.example" }
signIn:
  gosuslugi:
    issuer: ${issuer}
    clientId: infomat-3
    ${more}
`,
    "kiosk.yaml",
  );

const withDoctor = (
  work: (at: {
    readonly provider: SomeProvider;
    /** What the step says of the provider. */
    readonly step: (more?: string) => Promise<string>;
    /** One without a word, and one with a key that signs nothing. */
    readonly files: { readonly empty: string; readonly exchange: string };
  }) => Promise<void>,
): Promise<void> =>
  withCleanUp(async (later) => {
    const provider = await openProvider(later);
    const folder = temporaryFolder(later);
    const keyFile = join(folder, "key.pem");
    const files = { empty: join(folder, "empty"), exchange: join(folder, "x25519.pem") };
    writeFileSync(files.empty, "\n");
    const exchange = generateKeyPairSync("x25519").privateKey;
    writeFileSync(files.exchange, exchange.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(keyFile, someKey().export({ type: "pkcs8", format: "pem" }));
    const step = async (more = `keyFile: ${keyFile}`): Promise<string> => {
      const { outcome } = await checkIdentityProvider(configFor(provider.issuer, more), systemClock, signal);
      return JSON.stringify(outcome);
    };
    await work({ provider, step, files });
  });

test("a provider that takes the kiosk: keys are read, a code is asked for, and nothing more", () =>
  withDoctor(async ({ provider, step }) => {
    expect(await step()).toContain(`{"kind":"ok","text":"${provider.issuer} gives this kiosk codes`);
    expect(provider.asked.map(({ path }) => path)).toEqual([
      ...["/.well-known/openid-configuration", "/jwks", "/device"],
    ]);
  }));

test("none is configured: the policy is the way", async () => {
  const { outcome } = await checkIdentityProvider(
    parseConfig("central: { url: https://fhir.example }", "kiosk.yaml"),
    systemClock,
    signal,
  );
  expect(outcome).toEqual({ kind: "ok", text: expect.stringContaining("sign in with the policy") });
});

const configuration = "/.well-known/openid-configuration";
test.each<[string, (provider: SomeProvider) => unknown, string]>([
  ["is away", (provider) => provider.stop(), "can't be reached"],
  [
    "offers no device grant",
    (provider) => {
      provider.instead[configuration] = (_asked, own) => ({
        body: { ...Object(own.body), device_authorization_endpoint: undefined },
      });
    },
    "offers no device authorization grant",
  ],
  [
    "calls itself otherwise",
    (provider) => {
      provider.instead[configuration] = (_asked, own) => ({
        body: { ...Object(own.body), issuer: "https://other.example" },
      });
    },
    "calls itself otherwise",
  ],
  [
    "doesn't know the client",
    (provider) => {
      provider.instead["/device"] = () => ({ status: 401, body: { error: "invalid_client" } });
    },
    "doesn't take the kiosk for its client",
  ],
  [
    "publishes no keys",
    (provider) => {
      provider.instead["/jwks"] = () => ({ body: { keys: [] } });
    },
    "not as an OpenID Connect provider",
  ],
  [
    "is somebody's sign-in page",
    (provider) => {
      provider.instead[configuration] = () => ({ headers: { "content-type": "text/html" }, body: "<html>" });
    },
    "not as an OpenID Connect provider",
  ],
  [
    "sends the kiosk on",
    (provider) => {
      provider.instead["/jwks"] = () => ({ status: 302, headers: { location: "https://x" }, body: {} });
    },
    "to another address",
  ],
])("a provider that %s is told with what to do", (_what, change, words) =>
  withDoctor(async ({ provider, step }) => {
    await change(provider);
    const told = await step();
    expect(told).toContain('"kind":"failed"');
    expect(told).toContain(words);
    expect(told).toContain('"fix":"');
  }),
);

test("each file that can't be used is told with its setting, path and fault, also while the provider is away", () =>
  withDoctor(async ({ provider, step, files }) => {
    await provider.stop();
    expect(await step("keyFile: /nowhere/key.pem")).toContain(
      "signIn.gosuslugi.keyFile: /nowhere/key.pem can't be read (ENOENT).",
    );
    expect(await step(`secretFile: ${files.empty}`)).toContain(`secretFile: ${files.empty} is empty.`);
    const both = await step(`keyFile: ${files.empty}\n    caFile: ${files.empty}`);
    expect(both).toContain(`keyFile: ${files.empty} holds no private key`);
    expect(both).toContain(`caFile: ${files.empty} holds no certificate`);
    expect(await step(`keyFile: ${files.exchange}`)).toContain("holds no private key that can sign");
  }));

test("the days left are told of its own certificate and of the authority that is named", () =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const provider = await openProvider(later, { tls: authority.sign("provider") });
    const config = configFor(provider.issuer, `secretFile: s\n    caFile: ${authority.caFile}`);
    const certificates = async (settings = config, now = Date.now()) =>
      JSON.stringify((await checkCertificates(settings, "http://127.0.0.1:1", { now: () => now })).outcome);
    const soon = await certificates();
    expect(soon).toContain('"kind":"warning"');
    expect(soon).toContain("the identity provider's own ends in 1 days");
    expect(soon).toContain(`signIn.gosuslugi.caFile (${authority.caFile}) ends in 1 days`);
    expect(await certificates(config, Date.now() + 5 * 86_400_000)).toContain(
      "the identity provider's own has ended",
    );
    const proxied = configFor(provider.issuer, "secretFile: s\n    proxy: http://127.0.0.1:1");
    expect(await certificates(proxied)).not.toContain("the identity provider's own");
  }));

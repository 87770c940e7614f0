import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { largestAnswer } from "#main/identity-provider/bounded-fetch.ts";
import type { GrantOutcome } from "#main/identity-provider/grant.ts";
import { type AtProvider, withProvider } from "./grant-at.ts";
import { type Answer, confirmedClaims, type SomeProvider, someKey } from "./some-provider.ts";

const tokens = (idToken: string): Answer => ({
  body: { access_token: "of-an-attacker", token_type: "Bearer", id_token: idToken },
});
/** The token endpoint answers with this ID token, as soon as the phone has confirmed. */
const withToken =
  (idToken: (provider: SomeProvider) => string) =>
  ({ provider }: AtProvider): void => {
    provider.phone = "confirmed";
    provider.instead["/token"] = () => tokens(idToken(provider));
  };
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What never stands in a line of the log: who the token speaks of, codes, tokens. */
const secrets = [
  ...Object.values(confirmedClaims),
  ...[
    "person-1",
    "somebody-else",
    "device-code",
    "WDJB",
    "access-token",
    "of-an-attacker",
    "eyJ",
    "127.0.0.1",
  ],
];

function expectQuiet(log: AtProvider["log"]): void {
  const text = log.lines.join("\n");
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

async function refusedWith(at: AtProvider, fault: string): Promise<void> {
  const grant = await at.begin();
  const outcome: GrantOutcome =
    grant === null ? { kind: "failed", fault: "invalidResponse" } : await at.ended(grant);
  expect(outcome.kind).toBe("failed");
  const told = [
    ...at.log.of("identity-provider.answer-refused"),
    ...at.log.of("identity-provider.unavailable"),
  ];
  expect(told.map((line) => line.fault)).toEqual([fault]);
  expectQuiet(at.log);
}

const otherKey = someKey();

describe("an ID token lets nobody in", () => {
  test.each<[string, string, (provider: SomeProvider) => string]>([
    ["of another issuer", "issuer", (p) => p.token(p.claims({ iss: "https://sso.elsewhere.example" }))],
    ["for another client", "audience", (p) => p.token(p.claims({ aud: "another-client" }))],
    [
      "for this client among others",
      "audience",
      (p) => p.token(p.claims({ aud: [p.clientId, "another-client"] })),
    ],
    ["for another party", "audience", (p) => p.token(p.claims({ aud: [p.clientId, "x"], azp: "x" }))],
    ["signed by another key", "signature", (p) => p.token(p.claims(), { key: otherKey })],
    [
      "signed by a key that it names itself",
      "signature",
      (p) => p.token(p.claims(), { key: otherKey, header: { kid: "mine" } }),
    ],
    ["of alg none", "algorithm", (p) => `${b64({ alg: "none" })}.${b64(p.claims())}.`],
    [
      "of alg HS256, keyed by what is public",
      "algorithm",
      (p) => {
        const signed = `${b64({ alg: "HS256", kid: "own" })}.${b64(p.claims())}`;
        return `${signed}.${createHmac("sha256", p.clientId).update(signed).digest("base64url")}`;
      },
    ],
    [
      "with claims changed after signing",
      "signature",
      (p) => {
        const [header, , signature] = p.token(p.claims()).split(".");
        return `${header}.${b64(p.claims({ snils: "11223344595" }))}.${signature}`;
      },
    ],
    ["that has expired", "times", (p) => p.token(p.claims({ iat: 1_000, exp: 1_060 }))],
    [
      "that was issued before the code",
      "times",
      (p) => p.token(p.claims({ iat: Math.floor(Date.now() / 1000) - 3600 })),
    ],
    [
      "that is issued tomorrow",
      "times",
      (p) => p.token(p.claims({ iat: Math.floor(Date.now() / 1000) + 86_400, exp: 9_999_999_999 })),
    ],
    ["that isn't valid yet", "times", (p) => p.token(p.claims({ nbf: 9_000_000_000 }))],
    ["with another nonce", "nonce", (p) => p.token(p.claims({ nonce: "of-another-grant" }))],
    ["without a birth date", "claims", (p) => p.token(p.claims({ birthdate: "" }))],
    ["with a birth date that is none", "claims", (p) => p.token(p.claims({ birthdate: "1985-02-30" }))],
    ["with a number of another kind", "claims", (p) => p.token(p.claims({ snils: { $ne: null } }))],
    ["with a СНИЛС that can't be", "claims", (p) => p.token(p.claims({ snils: "90011223315" }))],
    ["that is no token", "invalidResponse", () => "no.token.%%%"],
    ["whose claims are no object", "invalidResponse", () => `${b64({ alg: "RS256" })}.${b64([1])}.AAAA`],
  ])("%s", (_what, fault, token) =>
    withProvider(async (at) => {
      withToken(token)(at);
      await refusedWith(at, fault);
    }),
  );

  test("a second time", () =>
    withProvider(async (at) => {
      const token = at.provider.token(at.provider.claims({ exp: Math.floor(Date.now() / 1000) + 600 }));
      withToken(() => token)(at);
      expect(await at.ended(await at.begin())).toMatchObject({ kind: "confirmed" });
      await refusedWith(at, "replayed");
    }));

  test("of a class that is too weak, or tells none", () =>
    withProvider(
      async (at) => {
        withToken((p) => p.token(p.claims({ acr: "weak" })))(at);
        await refusedWith(at, "acr");
        expect(at.provider.asked.find(({ path }) => path === "/device")?.form.get("acr_values")).toBe(
          "strong stronger",
        );
        withToken((p) => p.token(p.claims({ acr: "stronger" })))(at);
        expect(await at.ended(await at.begin())).toMatchObject({ kind: "confirmed" });
      },
      { acr: ["strong", "stronger"] },
    ));

  test("whose claims come from UserInfo of somebody else", () =>
    withProvider(async (at) => {
      const { provider } = at;
      withToken((p) => p.token(p.claims({ snils: undefined })))(at);
      provider.instead["/userinfo"] = () => ({ body: { sub: "somebody-else", ...confirmedClaims } });
      await refusedWith(at, "subject");
    }));

  test("and there is none at all", () =>
    withProvider(async (at) => {
      at.provider.phone = "confirmed";
      at.provider.instead["/token"] = () => ({ body: { access_token: "x", token_type: "Bearer" } });
      await refusedWith(at, "invalidResponse");
    }));
});

describe("an answer is not followed or read", () => {
  const huge = (): Answer => ({ body: JSON.stringify({ error: "x".repeat(largestAnswer) }) });
  const redirect = (to: string) => (): Answer => ({ status: 302, headers: { location: to }, body: {} });

  test.each(["/.well-known/openid-configuration", "/jwks", "/device", "/token", "/userinfo"] as const)(
    "that is huge, from %s",
    (path) =>
      withProvider(async (at) => {
        withToken((p) => p.token(p.claims(path === "/userinfo" ? { snils: undefined } : {})))(at);
        at.provider.instead[path] = huge;
        await refusedWith(at, "tooLarge");
      }),
  );

  test.each(["/.well-known/openid-configuration", "/device", "/token", "/jwks"] as const)(
    "that redirects, from %s",
    (path) =>
      withProvider(async (at) => {
        const elsewhere: string[] = [];
        await withProvider(async ({ provider: other }) => {
          withToken((p) => p.token(p.claims()))(at);
          at.provider.instead[path] = redirect(`${other.issuer}${path}`);
          await refusedWith(at, "redirected");
          elsewhere.push(...other.asked.map((one) => one.path));
        });
        expect(elsewhere).toEqual([]);
      }),
  );

  test.each<[string, unknown]>([
    ["HTML", "<html>"],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["nothing", ""],
  ])("that is %s in the place of a code", (_what, body) =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = () => ({ body });
      await refusedWith(at, "invalidResponse");
    }),
  );

  test.each<[string, Record<string, unknown>]>([
    ["whose address is a script", { verification_uri: "javascript:alert(1)" }],
    ["whose link is a script", { verification_uri_complete: "data:text/html,x" }],
    ["whose address hides another", { verification_uri: "https://gosuslugi.ru@elsewhere.example/" }],
    [
      "whose address is longer than the screen shows",
      { verification_uri: `https://a.example/${"x".repeat(200)}` },
    ],
    ["whose code can't be typed", { user_code: "\u202eABCD" }],
    ["whose code is longer than the screen shows", { user_code: "A".repeat(30) }],
    ["that lasts no time", { expires_in: "soon" }],
  ])("%s", (_what, change) =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = (_asked, own) => ({ body: { ...Object(own.body), ...change } });
      await refusedWith(at, "invalidResponse");
    }),
  );

  test("where it offers another issuer's configuration, or no device authorization", () =>
    withProvider(async (at) => {
      const path = "/.well-known/openid-configuration";
      at.provider.instead[path] = (_asked, own) => ({
        body: { ...Object(own.body), issuer: "https://other.example" },
      });
      await refusedWith(at, "issuer");
      at.log.lines.length = 0;
      at.provider.instead[path] = (_asked, own) => ({
        body: { ...Object(own.body), device_authorization_endpoint: undefined },
      });
      await refusedWith(at, "unsupported");
    }));

  test("where its keys lie in the clear on another machine", () =>
    withProvider(async (at) => {
      withToken((p) => p.token(p.claims()))(at);
      at.provider.instead["/.well-known/openid-configuration"] = (_asked, own) => ({
        body: { ...Object(own.body), jwks_uri: "ftp://127.0.0.1/keys" },
      });
      await refusedWith(at, "invalidResponse");
    }));
});

describe("a code whose address no legible QR code holds", () => {
  const link = (length: number) =>
    `https://sso.region.example/device?user_code=WDJB-MJHT&x=${"x".repeat(length)}`;

  test("is shown with the shorter address, and the code is typed", () =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = (_asked, own) => ({
        body: { ...Object(own.body), verification_uri_complete: link(5000) },
      });
      const grant = await at.begin();
      expect(grant?.qr?.length).toBeLessThan(40);
      expect(grant).toMatchObject({ code: "WDJB-MJHT", address: `${at.provider.issuer}/phone` });
    }));

  test("is drawn up to 65 modules a side, which a phone reads off a screen", () =>
    withProvider(async (at) => {
      for (const [length, side] of [
        [200, 65],
        [240, 29],
      ] as const) {
        at.provider.instead["/device"] = (_asked, own) => ({
          body: { ...Object(own.body), verification_uri_complete: link(length) },
        });
        const { qr } = (await at.begin()) ?? {};
        expect(qr?.length).toBeLessThanOrEqual(side);
        expect(qr?.every((row) => /^[01]+$/.test(row) && row.length === qr.length)).toBe(true);
      }
    }));
});

describe("a provider that keeps the kiosk asking", () => {
  test("slow_down for ever: it is asked ever more rarely, and the code expires", () =>
    withProvider(async (at) => {
      at.provider.instead["/token"] = () => ({ status: 400, body: { error: "slow_down" } });
      at.provider.instead["/device"] = (_asked, own) => ({ body: { ...Object(own.body), expires_in: 100 } });
      const grant = await at.begin();
      expect(await at.ended(grant)).toEqual({ kind: "expired" });
      const times = at.provider.asked.filter(({ path }) => path === "/token").length;
      // 1, 6, 11, 16, 21, 26 s apart in 100 s.
      expect(times).toBeLessThanOrEqual(6);
    }));

  test("a code that would last for days lasts ten minutes", () =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = (_asked, own) => ({ body: { ...Object(own.body), expires_in: 1e9 } });
      expect((await at.begin())?.lasts).toBe(600_000);
    }));

  test("an interval of nothing is a second", () =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = (_asked, own) => ({
        body: { ...Object(own.body), interval: 0.001, expires_in: 10 },
      });
      await at.ended(await at.begin());
      expect(at.provider.asked.filter(({ path }) => path === "/token").length).toBeLessThanOrEqual(10);
    }));

  test("that never answers a question is away, and so is one that stops in the middle", () =>
    withProvider(async (at) => {
      const grant = await at.begin();
      await at.provider.stop();
      expect(await at.ended(grant)).toEqual({ kind: "failed", fault: "unavailable" });
      expect(await at.begin()).toBeNull();
      expectQuiet(at.log);
    }));
});

test("a provider that is overloaded is away", () =>
  withProvider(async (at) => {
    at.provider.instead["/.well-known/openid-configuration"] = (_asked, own) => ({ ...own, status: 503 });
    expect(await at.begin()).toBeNull();
    expect(at.log.of("identity-provider.unavailable")).toHaveLength(1);
  }));

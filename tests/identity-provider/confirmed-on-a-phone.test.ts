import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { identityProviderSettingsSchema, withProxy } from "#main/identity-provider/settings.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { createAuthority } from "#tests/sync/certificates.ts";
import { clientKey, withProvider } from "./grant-at.ts";

const person = { snils: "90011223314", policy: null, name: null, birthDate: "1985-03-07", children: [] };
const paths = (asked: readonly { path: string }[]): string[] => asked.map(({ path }) => path);

test("a code is shown, the phone confirms, and the person is told", () =>
  withProvider(async (at) => {
    const grant = await at.begin();
    expect(grant).toMatchObject({
      code: "WDJB-MJHT",
      address: `${at.provider.issuer}/phone`,
      number: null,
      lasts: 300_000,
    });
    at.provider.phone = "confirmed";
    expect(await at.ended(grant)).toEqual({ kind: "confirmed", person });
    expect(at.log.of("identity-provider.grant-ended")).toEqual([{ outcome: "confirmed" }]);
  }));

test("the kiosk proves itself by its key, and what it began with PKCE it ends with", () =>
  withProvider(async (at) => {
    at.provider.phone = "confirmed";
    await at.ended(await at.begin());
    const [device, token] = ["/device", "/token"].map((path) =>
      at.provider.asked.find((one) => one.path === path),
    );
    const verifier = token?.form.get("code_verifier") ?? "";
    expect(device?.form.get("code_challenge_method")).toBe("S256");
    expect(device?.form.get("code_challenge")).toBe(
      createHash("sha256").update(verifier).digest("base64url"),
    );
    expect(device?.form.get("scope")).toBe("openid profile");
    expect(device?.form.get("nonce")).toMatch(/^[\w-]{40,}$/);
    expect(token?.form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:device_code");
    for (const one of [device, token]) {
      const [header = "", payload = "", signature = ""] = one?.form.get("client_assertion")?.split(".") ?? [];
      const signed = Buffer.from(`${header}.${payload}`);
      const publicKey = createPublicKey(clientKey);
      expect(verify("RSA-SHA256", signed, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
      expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
        ...{ iss: "infomat-3", sub: "infomat-3", aud: at.provider.issuer },
      });
    }
  }));

test("a provider that doesn't offer PKCE isn't asked for it; an EC key and a secret prove as well", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const [keyFile, secretFile] = [join(folder, "ec.pem"), join(folder, "secret")];
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    writeFileSync(keyFile, ec.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(secretFile, "a secret\n");
    const confirms = async (
      settings: Record<string, unknown>,
      proof: (form: URLSearchParams, auth: string) => void,
    ) =>
      withProvider(async (at) => {
        at.provider.instead["/.well-known/openid-configuration"] = (_asked, own) => ({
          body: { ...Object(own.body), code_challenge_methods_supported: undefined },
        });
        at.provider.phone = "confirmed";
        expect(await at.ended(await at.begin())).toEqual({ kind: "confirmed", person });
        const token = at.provider.asked.find(({ path }) => path === "/token");
        expect(token?.form.has("code_verifier")).toBe(false);
        proof(token?.form ?? new URLSearchParams(), token?.headers.authorization ?? "");
      }, settings);
    await confirms({ keyFile, keyId: "k-1" }, (form) => {
      const [header = ""] = form.get("client_assertion")?.split(".") ?? [];
      expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({ alg: "ES256", kid: "k-1" });
    });
    await confirms({ keyFile: undefined, secretFile }, (_form, authorization) => {
      // Both are written as in a form (RFC 6749 §2.3.1).
      const [id, secret] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":");
      expect([...new URLSearchParams(`${id}=${secret}`)]).toEqual([["infomat-3", "a secret"]]);
    });
  }));

test("what the phone shows as well goes by the provider's own parameters", () =>
  withProvider(
    async (at) => {
      expect((await at.begin())?.number).toBe("47");
      const form = at.provider.asked.find(({ path }) => path === "/device")?.form;
      expect([form?.get("kiosk_label"), form?.get("kiosk_number")]).toEqual(["Clinic 3", "47"]);
    },
    { show: { kiosk: "kiosk_label", number: "kiosk_number" } },
  ));

describe("the claims", () => {
  test.each<[string, Record<string, unknown>, object]>([
    ["as ЕСИА writes them", { snils: "900-112-233 14", birthdate: "07.03.1985" }, person],
    [
      "of the policy",
      { snils: undefined, oms: "4056 4108 4200 1238" },
      {
        snils: null,
        policy: { kind: "unified", number: "4056410842001238" },
        name: null,
        birthDate: "1985-03-07",
        children: [],
      },
    ],
    [
      "with a name, as registers compare it",
      { family_name: "ПЕТРОВ", given_name: "Илья" },
      { ...person, name: { family: "Петров", given: "Илья", patronymic: "" } },
    ],
    ["with half a name, which is none", { lastName: "Петров" }, person],
    ["with an old policy, which needs its series", { oms: "512648" }, person],
  ])("%s", (_what, claims, expected) =>
    withProvider(
      async (at) => {
        at.provider.phone = "confirmed";
        at.provider.instead["/token"] = () => ({
          body: {
            ...{ access_token: "x", token_type: "Bearer" },
            id_token: at.provider.token(at.provider.claims(claims)),
          },
        });
        at.provider.instead["/userinfo"] = () => ({ body: { sub: "person-1" } });
        expect(await at.ended(await at.begin())).toEqual({ kind: "confirmed", person: expected });
      },
      { claims: { snils: "snils", policy: "oms" } },
    ),
  );

  test("that the ID token lacks are asked for at the UserInfo endpoint, and of what both tell the signed one counts", () =>
    withProvider(async (at) => {
      at.provider.phone = "confirmed";
      const idToken = at.provider.claims({ snils: undefined });
      at.provider.instead["/token"] = () => ({
        body: { access_token: "x", token_type: "Bearer", id_token: at.provider.token(idToken) },
      });
      at.provider.instead["/userinfo"] = () => ({
        body: { sub: "person-1", snils: "90011223314", birthdate: "2001-01-01" },
      });
      expect(await at.ended(await at.begin())).toEqual({ kind: "confirmed", person });
      expect(at.provider.asked.find(({ path }) => path === "/userinfo")?.headers.authorization).toBe(
        "Bearer x",
      );
    }));
});

describe("no confirmation", () => {
  test("the patient refuses on the phone", () =>
    withProvider(async (at) => {
      const grant = await at.begin();
      at.provider.phone = "refused";
      expect(await at.ended(grant)).toEqual({ kind: "refused" });
    }));

  test("nobody confirms while the code can be used", () =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = (_asked, own) => ({ body: { ...Object(own.body), expires_in: 20 } });
      expect(await at.ended(await at.begin())).toEqual({ kind: "expired" });
    }));

  test("a provider that has forgotten the code a moment before its time says only that it is none", () =>
    withProvider(async (at) => {
      at.provider.instead["/device"] = (_asked, own) => ({ body: { ...Object(own.body), expires_in: 20 } });
      const begun = at.clock.monotonic();
      at.provider.instead["/token"] = (_asked, own) =>
        at.clock.monotonic() < begun + 18_500 ? own : { status: 400, body: { error: "invalid_grant" } };
      expect(await at.ended(await at.begin())).toEqual({ kind: "expired" });
    }));

  test("a provider that doesn't know the code long before its time has failed", () =>
    withProvider(async (at) => {
      at.provider.instead["/token"] = () => ({ status: 400, body: { error: "invalid_grant" } });
      expect(await at.ended(await at.begin())).toEqual({ kind: "failed", fault: "invalidResponse" });
    }));

  test("the patient has left: nothing is asked any more, and a late confirmation lets nobody in", () =>
    withProvider(async (at) => {
      const grant = await at.begin();
      at.leave();
      expect(await grant?.outcome).toEqual({ kind: "abandoned" });
      at.provider.phone = "confirmed";
      at.clock.advance(60_000);
      expect(paths(at.provider.asked)).not.toContain("/token");
    }));

  test("the patient leaves while the tokens are on their way", () =>
    withProvider(async (at) => {
      at.provider.phone = "confirmed";
      at.provider.instead["/token"] = (_asked, own) => {
        at.leave();
        return own;
      };
      expect(await at.ended(await at.begin())).toEqual({ kind: "abandoned" });
    }));

  test("one lost answer is no outcome; the next one counts", () =>
    withProvider(async (at) => {
      at.provider.phone = "confirmed";
      let lost = 0;
      at.provider.instead["/token"] = (_asked, own) =>
        lost++ < 2 ? { status: 503, body: "overloaded", headers: { "content-type": "text/plain" } } : own;
      expect(await at.ended(await at.begin())).toEqual({ kind: "confirmed", person });
    }));
});

test("a provider's own authority is trusted where it is named, and nobody else's", () =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const { key, cert } = authority.sign("provider");
    await withProvider(
      async (at) => {
        at.provider.phone = "confirmed";
        expect(await at.ended(await at.begin())).toEqual({ kind: "confirmed", person });
      },
      { caFile: authority.caFile },
      { key, cert },
    );
    await withProvider(
      async (at) => {
        expect(await at.begin()).toBeNull();
        expect(at.provider.asked).toEqual([]);
      },
      {},
      { key, cert },
    );
  }));

test("a file that isn't there yet is read when it is", () =>
  withCleanUp(async (later) => {
    const keyFile = join(temporaryFolder(later), "later.pem");
    await withProvider(
      async (at) => {
        expect(await at.begin()).toBeNull();
        expect(at.log.of("identity-provider.answer-refused")).toEqual([]);
        expect(at.log.of("identity-provider.file-unusable")).toEqual([
          { setting: "keyFile", file: keyFile, why: "unreadable" },
        ]);
        writeFileSync(keyFile, clientKey.export({ type: "pkcs8", format: "pem" }));
        expect(await at.begin()).not.toBeNull();
      },
      { keyFile },
    );
  }));

/** A proxy that lets everybody through, or nobody; the addresses that were asked of it. */
async function openProxy(later: (close: () => unknown) => void, status = 200) {
  const tunnels: string[] = [];
  const proxy = createServer().on("connect", (request, socket, head) => {
    tunnels.push(request.url ?? "");
    socket.on("error", () => undefined);
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
    const [host, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  later(() => proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels };
}

describe("a closed network", () => {
  test("the provider is reached by the proxy, and trusted by its own authority behind it", () =>
    withCleanUp(async (later) => {
      const authority = createAuthority(temporaryFolder(later));
      const proxy = await openProxy(later);
      await withProvider(
        async (at) => {
          at.provider.phone = "confirmed";
          expect(await at.ended(await at.begin())).toEqual({ kind: "confirmed", person });
          expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(at.provider.issuer).host]));
        },
        { caFile: authority.caFile, proxy: proxy.url },
        authority.sign("provider"),
      );
      await withProvider(
        async (at) => expect(await at.begin()).toBeNull(),
        { proxy: proxy.url },
        authority.sign("provider"),
      );
    }));

  test("a proxy that refuses the kiosk: the provider is away", () =>
    withCleanUp(async (later) => {
      const authority = createAuthority(temporaryFolder(later));
      const proxy = await openProxy(later, 407);
      await withProvider(
        async (at) => {
          expect(await at.begin()).toBeNull();
          expect(at.log.of("identity-provider.unavailable")).toHaveLength(1);
          expect(at.provider.asked).toEqual([]);
        },
        { caFile: authority.caFile, proxy: proxy.url },
        authority.sign("provider"),
      );
    }));

  test.each([
    ["https://sso.example", undefined, "http://p:1", "http://p:1"],
    ["https://sso.example", "http://q:2", "http://p:1", "http://q:2"],
    ["https://sso.example", "none", "http://p:1", "none"],
    ["https://sso.example", undefined, undefined, "none"],
    ["http://127.0.0.1:1", undefined, "http://p:1", "none"],
  ])("%s with the proxy %s, the central API's being %s: %s", (issuer, proxy, ofCentral, used) => {
    const settings = { issuer, clientId: "c", secretFile: "s", ...(proxy === undefined ? {} : { proxy }) };
    expect(withProxy(identityProviderSettingsSchema.parse(settings), ofCentral).proxy).toBe(used);
  });
});

import { deepStrictEqual, ok } from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { PhoneGrant } from "#contract/patients/phone-sign-in.ts";
import { parseConfig } from "#main/config/load.ts";
import { checkIdentityProvider } from "#main/diagnostics/doctor/provider-step.ts";
import { qrRows } from "#main/identity-provider/qr.ts";
import { freePort } from "#main/launcher/free-port.ts";
import { systemClock } from "#main/time/clock.ts";
import {
  openDemoCentral,
  openKiosk,
  type TestKiosk,
  temporaryFolder,
  withCleanUp,
} from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { phone } from "./phone.ts";
import { clientId, type RealmUser, realm, realmName } from "./realm.ts";
import { startKeycloak } from "./server.ts";

/**
 * `npm run test:keycloak`: the sign-in on a phone at a real Keycloak, whose distribution Maven fetches. The kiosk is a
 * real core, the phone walks Keycloak's own pages. Not a part of `npm test`.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const someKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
/** Seconds that a code can be used: a busy machine needs them for its pages, and the test of the end waits for it. */
const codeLasts = 60;

/** As ЕСИА writes both. Соколова is the mother of a child that the register has. */
const petrov: RealmUser = {
  ...{ name: "petrov", password: "password-of-petrov" },
  claims: { snils: "900-112-233 14", birthdate: "07.03.1985" },
};
const sokolova: RealmUser = {
  ...{ name: "sokolova", password: "password-of-sokolova" },
  claims: {
    ...{ snils: "900-223-344 35", birthdate: "14.05.1979" },
    children: JSON.stringify([
      {
        ...{ lastName: "Калинина", firstName: "Полина", middleName: "Сергеевна", gender: "F" },
        ...{ birthDate: "30.11.2012", snils: "900-556-677 98" },
      },
    ]),
  },
};
const stranger: RealmUser = {
  ...{ name: "stranger", password: "password-of-stranger" },
  claims: { snils: "112-233-445 95", birthdate: "01.01.1990" },
};

await withCleanUp(async (later) => {
  const folder = temporaryFolder(later);
  const keyFileOf = (name: string, key: KeyObject): string => {
    const file = join(folder, name);
    writeFileSync(file, key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    return file;
  };
  const key = someKey();
  const address = await startKeycloak(later, {
    port: await freePort(),
    realm: realm(key, [petrov, sokolova, stranger], codeLasts),
  });
  const configWith = (keyFile: string): string => `
central: { url: "https://central.example" }
flow: { preset: doctor73 }
signIn:
  gosuslugi:
    issuer: ${address}/realms/${realmName}
    clientId: ${clientId}
    keyFile: ${keyFile}
    keyId: kiosk
    claims: { snils: snils, children: children }
`;
  const config = configWith(keyFileOf("client.pem", key));
  const demoCentral = await openDemoCentral(later, { size: "clinic", clock: systemClock });
  // The clinic's clock of other tests stands on a day of its own, which Keycloak's doesn't.
  const substitutes = { clock: systemClock };
  const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, config, substitutes });
  await kiosk.online();
  const { client, log } = kiosk;

  const begin = async (at: TestKiosk = kiosk) => {
    await at.client.session.start({});
    return at.client.session.startPhone({});
  };
  /** What the QR code on the screen holds: Keycloak's verification_uri_complete. */
  const linkOf = ({ address, code, qr }: PhoneGrant): string => {
    const link = `${address}?user_code=${code}`;
    deepStrictEqual(qr, qrRows(link));
    return link;
  };
  /** As the screen does: asked again while nothing is known. */
  const outcome = async () => {
    for (;;) {
      const answer = await client.session.phoneOutcome({});
      if (answer.state === "signedIn") return answer;
    }
  };
  const refused = async (code: Parameters<typeof refusalOf>[1]): Promise<void> => {
    await refusalOf(outcome(), code);
    const { session } = await client.kiosk.info({});
    ok(session.state !== "none" && session.patient === null, "nobody is signed in");
  };

  const tests: readonly (readonly [string, () => Promise<void>])[] = [
    [
      "infomat doctor: configuration, keys, client and a code",
      async () => {
        const step = (text: string) =>
          checkIdentityProvider(parseConfig(text, "kiosk.yaml"), systemClock, new AbortController().signal);
        deepStrictEqual((await step(config)).outcome.kind, "ok");
        const { outcome: told } = await step(configWith(keyFileOf("other.pem", someKey())));
        ok(JSON.stringify(told).includes("doesn't take the kiosk for its client"), JSON.stringify(told));
      },
    ],
    [
      "a patient confirms, and is signed in by the register's name",
      async () => {
        await phone().answers(linkOf(await begin()), petrov, true);
        deepStrictEqual((await outcome()).name, "И.\u00a0И.\u00a0Петров");
      },
    ],
    [
      "a mother confirms, and is offered the card of her child",
      async () => {
        await phone().answers(linkOf(await begin()), sokolova, true);
        await outcome();
        const offers = await client.cards.offers({});
        deepStrictEqual(
          offers.map(({ given, isRegistered }) => [given, isRegistered]),
          [["Полина", true]],
        );
      },
    ],
    [
      "somebody whom the register doesn't have goes to the desk",
      async () => {
        await phone().answers(linkOf(await begin()), stranger, true);
        await refused("PATIENT_NOT_FOUND");
      },
    ],
    [
      "a patient refuses on the phone",
      async () => {
        await phone().answers(linkOf(await begin()), petrov, false);
        await refused("PHONE_REFUSED");
      },
    ],
    [
      "nobody confirms while the code can be used",
      async () => {
        const { seconds } = await begin();
        ok(seconds <= codeLasts);
        await refused("PHONE_EXPIRED");
      },
    ],
    [
      "a confirmation after «В начало» lets in nobody, not even the next patient",
      async () => {
        const left = await begin();
        await client.session.end({ reason: "home" });
        await begin();
        await phone().answers(linkOf(left), petrov, true);
        // Longer than the kiosk takes to ask for the outcome of its own code.
        await delay(3_000);
        const { session } = await client.kiosk.info({});
        ok(session.state === "open" && session.patient === null, "nobody is signed in");
      },
    ],
    [
      "a kiosk with another key gets no code, and says why in the log",
      async () => {
        const stolen = await openKiosk(later, {
          centralUrl: demoCentral.url,
          config: configWith(keyFileOf("stolen.pem", someKey())),
          substitutes,
        });
        await refusalOf(begin(stolen), "PROVIDER_AWAY");
        deepStrictEqual(stolen.log.of("identity-provider.answer-refused"), [
          { during: "begin", fault: "unauthorized" },
        ]);
      },
    ],
    [
      "the log tells of nobody",
      async () => {
        const text = log.lines.join("\n");
        const secrets = ["90011223314", "900-112-233", "07.03.1985", "1985-03-07", "Петров", "Полина", "eyJ"];
        deepStrictEqual(
          secrets.filter((secret) => text.includes(secret)),
          [],
        );
      },
    ],
  ];
  let failures = 0;
  for (const [name, work] of tests) {
    try {
      await work();
      say(`ok      ${name}`);
    } catch (error) {
      failures++;
      say(`FAILED  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    }
    await client.session.end({ reason: "home" });
  }
  say(`${tests.length - failures} passed, ${failures} failed`);
  process.exitCode = failures === 0 ? 0 : 1;
});

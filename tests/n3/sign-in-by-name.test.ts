import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemClock } from "#main/time/clock.ts";
import { createHubClient, hubSettingsSchema } from "#sync/n3/index.ts";
import { openProvider, someKey } from "#tests/identity-provider/some-provider.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { book, firstOffer } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { type KioskAtHub, openKioskAtHub, withKioskAtHub } from "./kiosk-at-hub.ts";

const policy = { kind: "unified", number: "4056410842001238" } as const;
const birthDate = "07031985";
const name = { family: "ПЕТРОВ", given: "илья", patronymic: "Игоревич" };
const old = { policy: { kind: "unified", number: "0173150844000079" }, birthDate: "05061948" } as const;

type Client = KioskAtHub["kiosk"]["client"];
const enter = (client: Client, typed: Parameters<Client["session"]["signIn"]>[0]) =>
  client.session.signIn(typed);

describe("where every clinic looks for patients by name as well", () => {
  test("the name is asked for, who has it and the policy is signed in, books and sees the visit", () =>
    withKioskAtHub({ profile: "R" }, async ({ hub, kiosk: { client, log } }) => {
      await client.session.start({});
      await refusalOf(enter(client, { policy, birthDate }), "NAME_NEEDED");
      expect(log.of("hub.patient-needs-more")).toMatchObject([{ moreTold: false }]);
      const { sessionId: _, ...view } = await enter(client, { policy, birthDate, name });
      expect(view.name).toMatch(/Петров$/);
      await client.booking.shown({ visitId: (await book(client, await firstOffer(client))).visitId });
      expect(await client.booking.list({})).toHaveLength(1);
      expect(hub.bookings()).toMatchObject([{ cancelled: false }]);
      for (const secret of [policy.number, "Петров", "ПЕТРОВ", "1985-03-07"])
        expect(log.lines.join("\n")).not.toContain(secret);
    }));

  test("who is another one by name, policy or birth date is nobody, and a mistyped name is told at its field", () =>
    withKioskAtHub({ profile: "R" }, async ({ kiosk: { client } }) => {
      await client.session.start({});
      const nobody = [
        { policy, birthDate, name: { ...name, family: "Петро" } },
        { policy, birthDate, name: { ...name, patronymic: "Ильич" } },
        { policy: old.policy, birthDate, name },
        { policy, birthDate: "08031985", name },
      ];
      for (const typed of nobody) await refusalOf(enter(client, typed), "PATIENT_NOT_FOUND");
      const wrong = enter(client, { policy, birthDate, name: { ...name, given: "Ил1я" } });
      expect(await refusalOf(wrong, "NAME_INVALID")).toEqual({ field: "given", fault: "NAME_CHARACTERS" });
    }));

  test("a patronymic may be left out, and the dots of a letter as well", () =>
    withKioskAtHub({ profile: "R" }, async ({ kiosk: { client } }) => {
      await client.session.start({});
      const typed = { family: "лебедев", given: "Николай", patronymic: "Федорович" };
      await enter(client, { ...old, name: typed });
      await client.session.end({ reason: "home" });
      await client.session.start({});
      await enter(client, { policy, birthDate, name: { ...name, patronymic: "" } });
    }));

  test("several of that name and policy are reception's", () =>
    withKioskAtHub({ profile: "R" }, async ({ hub, kiosk: { client }, guidFile }) => {
      const settings = hubSettingsSchema.parse({ url: hub.url, guidFile });
      const another = createHubClient({
        ...{ settings, timeZone: "Europe/Moscow", clock: systemClock, log: keptLog() },
      });
      try {
        const patient = {
          ...{ Surname: "Петров", Name: "Илья", SecondName: "Ильич", Birthday: "1985-03-07T00:00:00" },
          Polis_N: policy.number,
        };
        const subject = { clinic: 9001, patient: "", doctorDays: [] };
        await another.write(
          "AddNewPatient",
          { patient, idLpu: 9001, approvedByTfoms: null },
          { subject, signal: new AbortController().signal },
        );
      } finally {
        await another.close();
      }
      await client.session.start({});
      const typed = { policy, birthDate, name: { ...name, patronymic: "" } };
      await refusalOf(enter(client, typed), "PATIENT_AMBIGUOUS");
      await enter(client, { ...typed, name });
    }));

  test("a document in place of the birth date wants the name as well", () =>
    withKioskAtHub(
      { profile: "R", config: "signIn: { secondFactor: document }" },
      async ({ kiosk: { client } }) => {
        await client.session.start({});
        await refusalOf(enter(client, { policy, document: "512648" }), "NAME_NEEDED");
        await refusalOf(enter(client, { policy, document: "512649", name }), "PATIENT_NOT_FOUND");
        await enter(client, { policy, document: "512648", name });
      },
    ));

  test("whoever has confirmed on their phone is looked up by the name that is told there", () =>
    withCleanUp(async (later) => {
      const provider = await openProvider(later, { now: clinicClock.now });
      const keyFile = join(temporaryFolder(later), "client.pem");
      writeFileSync(keyFile, someKey().export({ type: "pkcs8", format: "pem" }));
      const claims = "claims: { snils: snils, policy: oms }";
      const { client } = (
        await openKioskAtHub(later, {
          profile: "R",
          config: `signIn: { gosuslugi: { issuer: "${provider.issuer}", clientId: ${provider.clientId}, keyFile: ${keyFile}, ${claims} } }`,
        })
      ).kiosk;
      provider.phone = "confirmed";
      let told: Record<string, unknown> = { oms: policy.number, snils: undefined };
      provider.instead["/token"] = () => ({
        body: {
          ...{ access_token: "x", token_type: "Bearer" },
          id_token: provider.token(provider.claims(told)),
        },
      });
      await client.session.start({});
      await client.session.startPhone({});
      await refusalOf(client.session.phoneOutcome({}), "PATIENT_NOT_FOUND");
      told = { ...told, family_name: "Петров", given_name: "Илья", middle_name: "Игоревич" };
      await client.session.startPhone({});
      expect(await client.session.phoneOutcome({})).toMatchObject({ state: "signedIn" });
    }));
});

describe("where some clinics do and others find by the policy", () => {
  test("nobody is asked for a name who is found by the policy; others are", () =>
    withKioskAtHub({ size: "clinic" }, async ({ kiosk: { client } }) => {
      await client.session.start({});
      await enter(client, { policy, birthDate });
      await client.session.end({ reason: "home" });
      await client.session.start({});
      const stranger = { policy: { kind: "unified", number: "9999999999999995" }, birthDate } as const;
      await refusalOf(enter(client, stranger), "NAME_NEEDED");
      await refusalOf(enter(client, { ...stranger, name }), "PATIENT_NOT_FOUND");
    }));
});

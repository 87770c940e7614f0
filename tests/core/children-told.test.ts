import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { CardInput } from "#contract/patients/cards.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { receptionAt } from "#tests/fhir-servers/reception.ts";
import { openProvider, type SomeProvider, someKey } from "#tests/identity-provider/some-provider.ts";
import { search } from "#tests/support/central-rest.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import {
  emptyLobby,
  openDemoCentral,
  openKiosk,
  type TestKiosk,
  temporaryFolder,
} from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

const closers: (() => unknown)[] = [];
let provider: SomeProvider;
let demoCentral: DemoCentral;
let kiosk: TestKiosk;
const client = () => kiosk.client;

beforeAll(async () => {
  const later = (close: () => unknown) => closers.push(close);
  provider = await openProvider(later, { now: clinicClock.now });
  const keyFile = join(temporaryFolder(later), "client.pem");
  writeFileSync(keyFile, someKey().export({ type: "pkcs8", format: "pem" }));
  demoCentral = await openDemoCentral(later, { size: "clinic" });
  kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    config: `
flow: { preset: doctor73 }
signIn:
  gosuslugi:
    issuer: ${provider.issuer}
    clientId: ${provider.clientId}
    keyFile: ${keyFile}
    claims: { snils: snils, policy: oms, children: kids }
`,
  });
  await kiosk.online();
});
afterEach(async () => {
  await emptyLobby(client());
  for (const { id } of await search(demoCentral.url, "RelatedPerson", {
    identifier: `${fhirNames.cardKey}|`,
  })) {
    await receptionAt(demoCentral.url).remove("RelatedPerson", id);
  }
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** As ЕСИА tells of a child; the register writes her name otherwise. */
const registered = {
  ...{ lastName: "КАЛИНИНА", firstName: "Полина", middleName: "", birthDate: "30.11.2012", gender: "F" },
  ...{ snils: "900-556-677 98", oms: "" },
};
/** As OpenID Connect does. */
const unknown = {
  ...{ family_name: "Соколов", given_name: "Лев", middle_name: "Романович", gender: "male" },
  ...{ birthdate: "2020-05-20", snils: "902-334-455 70" },
};
const sokolova = { snils: "90022334435", birthdate: "1979-05-14", oms: "" };
const petrov = { snils: "90011223314", birthdate: "1985-03-07", oms: "" };

async function confirmAs(who: Record<string, unknown>, kids: unknown): Promise<void> {
  provider.phone = "confirmed";
  provider.instead["/token"] = () => ({
    body: {
      ...{ access_token: "x", token_type: "Bearer" },
      id_token: provider.token(provider.claims({ ...who, kids })),
    },
  });
  await client().session.start({});
  await client().session.startPhone({});
  expect(await client().session.phoneOutcome({})).toMatchObject({ state: "signedIn" });
}

/** The card that the screens send for a child that was offered, as it was looked through. */
const lookedThrough: CardInput = {
  ...{ relation: "child", family: "Соколов", given: "Лев", patronymic: "Романович", sex: "male" },
  ...{ birthDate: "20052020", policy: null, snils: "", phone: "" },
};

test("a child whom the register has is offered by the register's name, and its card needs an agreement alone", async () => {
  await confirmAs(sokolova, [registered]);
  const offers = await client().cards.offers({});
  expect(offers).toEqual([
    {
      ...{ id: expect.any(String), family: "Калинина", given: "Полина", patronymic: "Сергеевна" },
      ...{ sex: "female", birthDate: "2012-11-30", policy: "", snils: "•••-•••-••7 98", isRegistered: true },
    },
  ]);
  const { hash } = await client().kiosk.consent({ language: "ru", variant: "child" });
  const [offer] = offers;
  const added = await client().cards.addOffered({
    offerId: offer?.id ?? "",
    consent: { language: "ru", hash },
  });
  expect(added).toMatchObject({
    ...{ relation: "child", given: "Полина", policy: "•••• •••• •••• 0455", snils: "•••-•••-••7 98" },
    attachment: { state: "found" },
  });
  const view = await client().cards.choose({ cardId: added.id });
  expect(view.name).toBe("П.\u00a0С.\u00a0Калинина");
  expect(await client().cards.offers({}), "whoever has a card isn't offered").toEqual([]);
  await refusalOf(client().cards.addOffered({ offerId: offer?.id ?? "" }), "CARD_EXISTS");
});

test("a child whom the register doesn't have begins a card, which waits for reception with the numbers that were told", async () => {
  await confirmAs(sokolova, [unknown]);
  const [offer] = await client().cards.offers({});
  expect(offer).toMatchObject({ family: "Соколов", sex: "male", isRegistered: false });
  expect(JSON.stringify(offer)).not.toContain("902334455");
  await refusalOf(client().cards.addOffered({ offerId: offer?.id ?? "" }), "NOT_FOUND");
  const added = await client().cards.add({
    ...lookedThrough,
    offer: { id: offer?.id ?? "", keep: ["snils"] },
  });
  expect(added).toMatchObject({ snils: "•••-•••-••5 70", attachment: { state: "waiting" } });
  const [stored] = await search(demoCentral.url, "RelatedPerson", { identifier: "90233445570" });
  expect(stored).toMatchObject({ birthDate: "2020-05-20" });
  expect(await client().cards.offers({})).toEqual([]);
});

test("nothing told is kept where the patient has typed another number, or the offer isn't this session's", async () => {
  await confirmAs(sokolova, [unknown]);
  const [offer] = await client().cards.offers({});
  const offerId = offer?.id ?? "";
  const typed = { ...lookedThrough, snils: "11223344595" };
  expect(await client().cards.add({ ...typed, offer: { id: offerId, keep: [] } })).toMatchObject({
    snils: "•••-•••-••5 95",
  });
  await client().session.end({ reason: "finished" });
  await confirmAs(petrov, []);
  await refusalOf(
    client().cards.add({ ...lookedThrough, offer: { id: offerId, keep: ["snils"] } }),
    "NOT_FOUND",
  );
  await refusalOf(client().cards.addOffered({ offerId }), "NOT_FOUND");
});

test("children of whom there are cards, and grown-up ones, are not offered", async () => {
  const withCard = { ...registered, lastName: "Петрова", firstName: "Алиса", middleName: "Ильинична" };
  await confirmAs(petrov, [
    { ...unknown, birthdate: "1999-05-20" },
    { ...withCard, birthDate: "18.04.2016", snils: "900-667-788 18" },
    { ...withCard, firstName: "Тимофей", birthDate: "02.09.2021", snils: "", oms: "4090 8797 4731 4094" },
    unknown,
  ]);
  const offers = await client().cards.offers({});
  expect(offers.map(({ given }) => given)).toEqual(["Лев"]);
});

test("many children whom nobody knows don't use up the tries of those who sign in next", async () => {
  const kids = Array.from({ length: 12 }, (_, n) => ({ ...unknown, given_name: `Лев${"а".repeat(n + 1)}` }));
  for (let times = 0; times < 2; times++) {
    await confirmAs(sokolova, kids);
    expect(await client().cards.offers({})).toHaveLength(12);
    await client().session.end({ reason: "finished" });
  }
  await confirmAs(petrov, []);
});

test("whoever signs in by the policy is offered nothing, also after Госуслуги in the same session", async () => {
  await confirmAs(petrov, [unknown]);
  expect(await client().cards.offers({})).toHaveLength(1);
  const policy = { kind: "unified" as const, number: "4056410842001238" };
  await client().session.signIn({ policy, birthDate: "07031985" });
  expect(await client().cards.offers({})).toEqual([]);
});

test("the central API away: the offers fail in words, the log tells of nobody", async () => {
  await confirmAs(sokolova, [unknown, registered]);
  demoCentral.switches.set({ away: true });
  try {
    await refusalOf(client().cards.offers({}), "CENTRAL_AWAY");
  } finally {
    demoCentral.switches.set({ away: false });
  }
  expect(await client().cards.offers({})).toHaveLength(2);
  const text = kiosk.log.lines.join("\n");
  const secrets = ["90233445570", "90055667798", "2020-05-20", "2012-11-30", "Соколов", "Калинина", "Лев"];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

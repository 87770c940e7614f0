import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { CardInput } from "#contract/patients/cards.ts";
import { receptionAt } from "#tests/fhir-servers/reception.ts";
import { search } from "#tests/support/central-rest.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";

const config = "flow: { preset: doctor73 }\n";
const shared = sharedKiosk(config, { size: "clinic" });
const client = () => shared().kiosk.client;

/** Signs in as the demo's father, or another demo patient by the family name. */
async function signInAs(family: string): Promise<void> {
  const patient = shared().demoCentral.patients.find(({ name }) => name.startsWith(family));
  if (!patient) throw new Error(`no ${family}`);
  await signIn(client(), patient);
}

/** What a test added is gone for the next one. */
afterEach(async () => {
  const { url } = shared().demoCentral;
  for (const { id } of await search(url, "RelatedPerson", { identifier: `${fhirNames.cardKey}|` })) {
    await receptionAt(url).remove("RelatedPerson", id);
  }
});

const grandmother: CardInput = {
  relation: "other",
  family: "петрова",
  given: "галина",
  patronymic: "тимофеевна",
  birthDate: "11021951",
  sex: "female",
  policy: { kind: "unified", series: "", number: "4057 8408 8845 5188" },
  snils: "",
  phone: "9105550611",
};
const unknownChild: CardInput = {
  relation: "child",
  family: "Соколов",
  given: "Лев",
  patronymic: "",
  birthDate: "02022020",
  sex: "male",
  policy: { kind: "temporary", series: "", number: "111222333" },
  snils: "",
  phone: "",
};

describe("a patient's cards", () => {
  beforeEach(() => signInAs("Петров"));

  test("are shown with where each is attached; numbers are masked", async () => {
    const [daughter, son, ...others] = await client().cards.list({});
    expect(others).toEqual([]);
    expect(daughter).toEqual({
      id: expect.any(String),
      relation: "child",
      family: "Петрова",
      given: "Алиса",
      patronymic: "Ильинична",
      sex: "female",
      birthDate: "2016-04-18",
      policy: "•••• •••• •••• 7167",
      snils: "•••-•••-••8 18",
      phone: "",
      attachment: { state: "found", organizations: [expect.stringContaining("№ 2")] },
    });
    expect(son).toMatchObject({ given: "Тимофей", attachment: { state: "unattached" } });
  });

  test("a child is booked for: the agreement is a guardian's, the visit the child's", async () => {
    const [daughter] = await client().cards.list({});
    const view = await client().cards.choose({ cardId: daughter?.id ?? "" });
    expect(view.name).toBe("А.\u00a0И.\u00a0Петрова");
    expect(view.phones.map(({ masked }) => masked)).toEqual(["+7 ••• •••-41-23", "+7 ••• •••-77-88"]);
    expect((await client().kiosk.consent({ language: "ru" })).variant).toBe("child");
    const ticket = await book(client(), await firstOffer(client()));
    expect(ticket.patient).toBe("Петрова\u00a0А.\u00a0И.");
    const visits = await client().cards.visits({ cardId: daughter?.id ?? "" });
    expect(visits.map(({ visitId }) => visitId)).toEqual([ticket.visitId]);
    expect(await client().booking.list({})).toEqual([]);
    const { url } = shared().demoCentral;
    const [father] = await search(url, "Patient", { identifier: "4056410842001238" });
    const [child] = await search(url, "Patient", { identifier: "4095389781207167" });
    const [visit] = await search(url, "Appointment", { _id: ticket.visitId });
    expect(JSON.stringify(visit?.participant)).toContain(`Patient/${child?.id}`);
    const consents = await search(url, "Consent", { patient: `Patient/${child?.id}` });
    expect(consents).toMatchObject([{ performer: [{ reference: `Patient/${father?.id}` }] }]);
    await client().booking.cancel({ visitId: ticket.visitId });
    expect(await client().cards.visits({ cardId: daughter?.id ?? "" })).toEqual([]);
  });

  test("a card's visit is moved in the next session, too", async () => {
    const [daughter] = await client().cards.list({});
    const cardId = daughter?.id ?? "";
    await client().cards.choose({ cardId });
    const first = await firstOffer(client());
    const { visitId } = await book(client(), first);
    await client().session.end({ reason: "finished" });
    await signInAs("Петров");
    await client().cards.list({});
    await client().cards.visits({ cardId });
    const { offer, ...where } = await firstOffer(client());
    const to = { visitId, ...where, ...timeOf(offer) };
    const moved = await client().booking.move(to);
    expect(moved).toMatchObject({ visitId, date: offer.date, time: offer.time });
    await client().booking.cancel({ visitId });
  });

  test("in a flow that asks for no phone the visit has the card's", async () => {
    const added = await client().cards.add(grandmother);
    await client().cards.choose({ cardId: added.id });
    const { visitId } = await book(client(), await firstOffer(client()));
    const [visit] = await search(shared().demoCentral.url, "Appointment", { _id: visitId });
    expect(visit?.extension).toContainEqual({
      url: fhirNames.extension.contactPhone,
      valueString: "+79105550611",
    });
    await client().booking.cancel({ visitId });
  });

  test("another adult's is added, told where attached, and not added twice", async () => {
    const added = await client().cards.add(grandmother);
    expect(added).toMatchObject({
      family: "Петрова",
      given: "Галина",
      policy: "•••• •••• •••• 5188",
      phone: "+7 ••• •••-06-11",
      attachment: { state: "found" },
    });
    expect(added.attachment).toMatchObject({ organizations: { length: 2 } });
    await refusalOf(client().cards.add(grandmother), "CARD_EXISTS");
    const bySnils = { ...grandmother, policy: null, snils: "901-112-233 21" };
    await refusalOf(client().cards.add(bySnils), "CARD_EXISTS");
    await client().cards.choose({ cardId: added.id });
    expect((await client().kiosk.consent({ language: "ru" })).variant).toBe("other");
    await client().cards.remove({ cardId: added.id });
    expect((await client().kiosk.consent({ language: "ru" })).variant, "the card is gone").toBe("self");
    expect(await client().cards.list({})).toHaveLength(2);
    await refusalOf(client().cards.choose({ cardId: added.id }), "NOT_FOUND");
  });

  test("the agreement that was shown is recorded, of the card's person and by the owner", async () => {
    const { url } = shared().demoCentral;
    const { hash } = await client().kiosk.consent({ language: "ru", variant: "other" });
    const before = await search(url, "Consent", { _count: "100" });
    await client().cards.add({ ...grandmother, consent: { language: "ru", hash } });
    const others = new Set(before.map(({ id }) => id));
    const made = (await search(url, "Consent", { _count: "100" })).filter(({ id }) => !others.has(id));
    const [owner] = await search(url, "Patient", { identifier: "4056410842001238" });
    const [person] = await search(url, "Patient", { identifier: "4057840888455188" });
    expect(made).toMatchObject([
      {
        status: "active",
        patient: { reference: `Patient/${person?.id}` },
        performer: [{ reference: `Patient/${owner?.id}` }],
      },
    ]);
  });

  test("without the record of the agreement no card is made", async () => {
    const { hash } = await client().kiosk.consent({ language: "ru", variant: "self" });
    shared().demoCentral.switches.set({ fail: 1, path: "/Consent" });
    const added = client().cards.addSelf({ consent: { language: "ru", hash } });
    await refusalOf(added, "CENTRAL_AWAY");
    shared().demoCentral.switches.set({ path: null });
    expect(await client().cards.list({})).toHaveLength(2);
  });

  test("a double touch adds one card", async () => {
    const [one, other] = await Promise.all([
      client().cards.add(grandmother),
      client().cards.add(grandmother),
    ]);
    expect(one).toEqual(other);
    expect(await client().cards.list({})).toHaveLength(3);
  });

  test("one's own is filled from the register", async () => {
    const own = await client().cards.addSelf({});
    expect(own).toMatchObject({
      relation: "self",
      family: "Петров",
      given: "Илья",
      sex: "male",
      birthDate: "1985-03-07",
      policy: "•••• •••• •••• 1238",
      snils: "•••-•••-••3 14",
      phone: "+7 ••• •••-41-23",
      attachment: { state: "found" },
    });
    await refusalOf(client().cards.addSelf({}), "CARD_EXISTS");
    expect((await client().cards.list({}))[0]?.id).toBe(own.id);
    await client().cards.choose({ cardId: own.id });
    expect((await client().kiosk.consent({ language: "ru" })).variant).toBe("self");
  });

  test.each<[string, Partial<CardInput>]>([
    ["an unknown policy", { policy: { kind: "temporary", series: "", number: "999888777" } }],
    ["another birth date", { birthDate: "12021951" }],
    ["another name", { family: "Иванова" }],
    ["another patronymic", { patronymic: "Ильинична" }],
    ["the СНИЛС of somebody else", { snils: "900-112-233 14" }],
    ["oneself as the relation", { relation: "self" }],
  ])("one with %s waits for the reception: nothing tells what doesn't fit", async (_, wrong) => {
    const { id, attachment } = await client().cards.add({ ...grandmother, ...wrong });
    expect(attachment).toEqual({ state: "waiting" });
    await refusalOf(client().cards.choose({ cardId: id }), "NOT_FOUND");
    await refusalOf(client().cards.visits({ cardId: id }), "NOT_FOUND");
    // Typed right, it is found: which also forgives the failure.
    await client().cards.remove({ cardId: id });
    expect((await client().cards.add(grandmother)).attachment.state).toBe("found");
  });

  test("one is changed: what was not typed again is kept", async () => {
    const { id } = await client().cards.add(grandmother);
    const changed = await client().cards.change({
      cardId: id,
      card: { ...grandmother, policy: null, phone: "9990001122" },
      keep: ["policy"],
    });
    expect(changed).toMatchObject({
      id,
      policy: "•••• •••• •••• 5188",
      phone: "+7 ••• •••-11-22",
      attachment: { state: "found" },
    });
    const renamed = await client().cards.change({
      cardId: id,
      card: { ...grandmother, given: "Нина" },
    });
    expect(renamed).toMatchObject({ given: "Нина", attachment: { state: "waiting" } });
  });

  test("one can't be made about somebody who has another", async () => {
    const added = await client().cards.add(unknownChild);
    const daughters = { ...unknownChild, policy: { kind: "unified" as const, number: "4095389781207167" } };
    await refusalOf(client().cards.change({ cardId: added.id, card: daughters }), "CARD_EXISTS");
  });

  test("one that somebody changed at the central API is shown anew before it is touched", async () => {
    const { id } = await client().cards.add(grandmother);
    const reception = receptionAt(shared().demoCentral.url);
    await reception.change("RelatedPerson", id, { birthDate: "1951-02-12" });
    await refusalOf(client().cards.change({ cardId: id, card: grandmother }), "CARD_CHANGED");
    await refusalOf(client().cards.remove({ cardId: id }), "CARD_CHANGED");
    await client().cards.list({});
  });

  test.each<
    [Partial<CardInput>, "NAME_INVALID" | "BIRTH_DATE_INVALID" | "POLICY_INVALID" | "SNILS_INVALID", object]
  >([
    [{ given: "" }, "NAME_INVALID", { field: "given", fault: "NAME_EMPTY" }],
    [{ birthDate: "31021951" }, "BIRTH_DATE_INVALID", { fault: "BIRTH_DATE_IMPOSSIBLE" }],
    [
      { policy: { kind: "unified", series: "", number: "4057840888455189" } },
      "POLICY_INVALID",
      { fault: "POLICY_CHECK_DIGIT" },
    ],
    [{ snils: "112-233-445 96" }, "SNILS_INVALID", { fault: "SNILS_CHECK" }],
  ])("what is mistyped is told at its field: %o", async (wrong, code, data) => {
    expect(await refusalOf(client().cards.add({ ...grandmother, ...wrong }), code)).toEqual(data);
  });

  test("one without a number is refused", async () => {
    await refusalOf(client().cards.add({ ...grandmother, policy: null }), "CARD_NUMBERS_MISSING");
  });

  test("messages tell whom they are about and who wrote them, the newest first", async () => {
    const messages = await client().cards.messages({});
    expect(messages.map(({ about }) => about)).toEqual([
      "И.\u00a0И.\u00a0Петров",
      "А.\u00a0И.\u00a0Петрова",
      "И.\u00a0И.\u00a0Петров",
    ]);
    const clinic = (await client().catalog.organizations({})).map(({ name }) => name);
    expect(clinic).toContain(messages[0]?.from);
    expect(messages[1]?.from).toBe("Детская поликлиника, кабинет прививок");
    expect(messages[1]?.sent.time).toBe("16:00");
  });
});

test("a card that waits is linked once the reception has entered the person", async () => {
  await signInAs("Соколова");
  const { id, attachment } = await client().cards.add(unknownChild);
  expect(attachment).toEqual({ state: "waiting" });
  expect(await client().cards.list({})).toMatchObject([{ attachment: { state: "waiting" } }]);
  await receptionAt(shared().demoCentral.url).create({
    resourceType: "Patient",
    identifier: [{ system: fhirNames.policyTemporary, value: "111222333" }],
    name: [{ family: "СОКОЛОВ", given: ["ЛЕВ"] }],
    birthDate: "2020-02-02",
  });
  expect(await client().cards.list({})).toMatchObject([{ id, attachment: { state: "unattached" } }]);
  const view = await client().cards.choose({ cardId: id });
  expect(view.phones, "the mother's").toHaveLength(1);
});

test("a patient sees and touches nobody else's cards", async () => {
  await signInAs("Петров");
  const [daughter] = await client().cards.list({});
  await client().session.end({ reason: "home" });
  await signInAs("Соколова");
  expect(await client().cards.list({})).toEqual([]);
  const cardId = daughter?.id ?? "";
  await refusalOf(client().cards.choose({ cardId }), "NOT_FOUND");
  await refusalOf(client().cards.visits({ cardId }), "NOT_FOUND");
  await refusalOf(client().cards.remove({ cardId }), "NOT_FOUND");
  await refusalOf(client().cards.change({ cardId, card: grandmother }), "NOT_FOUND");
  expect((await client().cards.messages({})).map(({ about }) => about)).toEqual(["М.\u00a0А.\u00a0Соколова"]);
});

test("nobody has cards without a session, without signing in, or by a name alone", async () => {
  await refusalOf(client().cards.list({}), "SESSION_ENDED");
  await client().session.start({});
  await refusalOf(client().cards.list({}), "NOT_SIGNED_IN");
  const person = { family: "Петров", given: "Илья", patronymic: "Игоревич", birthDate: "07031985" };
  // This flow has no step that asks for a person.
  await refusalOf(client().session.identify({ who: "self", person }), "NOT_FOUND");
  await refusalOf(client().cards.messages({}), "NOT_SIGNED_IN");
});

test("a central API that is away hinders, in words, and kills nothing", async () => {
  await signInAs("Соколова");
  shared().demoCentral.switches.set({ away: true });
  await refusalOf(client().cards.list({}), "CENTRAL_AWAY");
  await refusalOf(client().cards.add(grandmother), "CENTRAL_AWAY");
  await refusalOf(client().cards.messages({}), "CENTRAL_AWAY");
  shared().demoCentral.switches.set({ away: false });
  expect(await client().cards.list({})).toEqual([]);
});

test("five cards that fit nobody under one number, and the reception must help", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, config });
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    for (let day = 10; day < 15; day++) {
      const guess = { ...grandmother, birthDate: `${day + 2}021951` };
      const { id } = await kiosk.client.cards.add(guess);
      await kiosk.client.cards.remove({ cardId: id });
    }
    await refusalOf(kiosk.client.cards.add(grandmother), "TOO_MANY_TRIES");
    await kiosk.client.session.end({ reason: "home" });
    const herself = { ...patient, number: "4057840888455188", birthDate: "1951-02-11" };
    await refusalOf(signIn(kiosk.client, herself), "TOO_MANY_TRIES");
  }));

test("a kiosk whose flow has no cards has none", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    expect((await kiosk.client.kiosk.info({})).cards).toBe(false);
    const [patient] = demoCentral.patients;
    if (patient) await signIn(kiosk.client, patient);
    await refusalOf(kiosk.client.cards.list({}), "NOT_FOUND");
  }));

import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CardContent, Central, CentralPatient } from "#contract/index.ts";
import { read } from "#tests/support/central-rest.ts";
import { openConnector, patient as signal } from "#tests/sync/connector.ts";
import { receptionAt } from "./reception.ts";
import { type FhirServer, nonAtomicServers, soundServers } from "./servers.ts";

/** One server for all its tests: what a test makes, it makes of its own. */
function sharedServer(server: FhirServer): () => { central: Central; url: string } {
  const closers: (() => unknown)[] = [];
  let shared: { central: Central; url: string };
  beforeAll(async () => {
    const later = (close: () => unknown) => closers.push(close);
    const url = await server.open(later);
    shared = { url, central: openConnector(later, url).central };
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return () => shared;
}

const policy = { kind: "unified", number: "4056410842001238" } as const;
const birthDate = "1985-03-07";
const grandmother = { kind: "unified", number: "4057840888455188" } as const;
const vendorsOwn = { url: "urn:vendor:colour", valueCode: "green" };

async function ownerAt(central: Central): Promise<CentralPatient> {
  const [owner] = await central.findPatients({ policy, birthDate }, signal);
  if (!owner) throw new Error("no demo patient");
  return owner;
}

const content: CardContent = {
  relation: "other",
  family: "Петрова",
  given: "Галина",
  patronymic: "Тимофеевна",
  sex: "female",
  birthDate: "1951-02-11",
  policy: grandmother,
  snils: "90111223321",
  phone: "+79105550611",
  linkedPatientId: null,
};

describe.each<FhirServer>([...soundServers, ...nonAtomicServers])("$name", (server) => {
  const at = sharedServer(server);

  test("a patient is found with birth date, sex, numbers and clinics", async () => {
    expect(await ownerAt(at().central)).toMatchObject({
      family: "Петров",
      birthDate,
      sex: "male",
      policies: [policy],
      snils: "90011223314",
      attachedOrganizationIds: ["t2s1-c1"],
    });
  });

  test.each([
    ["a passport", "512648", 1],
    ["a pension insurance certificate", "90011223314", 1],
    ["another's passport", "804213", 0],
    ["nothing that is filed", "123456789", 0],
  ])("by policy and the number of %s", async (_, document, found) => {
    expect(await at().central.findPatients({ policy, document }, signal)).toHaveLength(found);
  });

  test("by СНИЛС and birth date, and not with another birth date", async () => {
    const { central } = at();
    const snils = "90111223321";
    expect(await central.findPatients({ snils, birthDate: "1951-02-11" }, signal)).toMatchObject([
      { family: "Петрова", policies: [grandmother] },
    ]);
    expect(await central.findPatients({ snils, birthDate: "1951-02-12" }, signal)).toEqual([]);
  });

  test.each([
    ["as it is filed", { family: "Лебедев", given: "Николай", patronymic: "Фёдорович" }, 1],
    ["in capitals, without the dots", { family: "ЛЕБЕДЕВ", given: "НИКОЛАЙ", patronymic: "ФЕДОРОВИЧ" }, 1],
    ["with dots that are not filed", { family: "Лебедёв", given: "Николай", patronymic: "Фёдорович" }, 1],
    ["with another patronymic", { family: "Лебедев", given: "Николай", patronymic: "Петрович" }, 0],
    ["without the patronymic", { family: "Лебедев", given: "Николай", patronymic: "" }, 0],
    ["with a name that only begins so", { family: "Лебед", given: "Николай", patronymic: "Фёдорович" }, 0],
  ])("by name %s", async (_, name, found) => {
    const persons = await at().central.findPersons({ ...name, birthDate: "1948-06-05" }, signal);
    expect(persons).toHaveLength(found);
  });

  test("two people of one name and birth date are both told", async () => {
    const name = { family: "Кузнецов", given: "Сергей", patronymic: "Иванович" };
    const persons = await at().central.findPersons({ ...name, birthDate: "1970-01-15" }, signal);
    expect(new Set(persons.map(({ id }) => id)).size).toBe(2);
    expect(await at().central.findPersons({ ...name, birthDate: "1970-01-16" }, signal)).toEqual([]);
  });

  test("patients are read by id, and one who is gone is left out", async () => {
    const { central } = at();
    const owner = await ownerAt(central);
    expect(await central.readPatients([owner.id, "nobody"], signal)).toEqual([owner]);
    expect(await central.readPatients([], signal)).toEqual([]);
  });

  test("a card is made once for its key, listed, changed, and removed", async () => {
    const { central, url } = at();
    const owner = await ownerAt(central);
    const before = await central.cardsOf(owner.id, signal);
    const wish = { key: v7(), ownerId: owner.id, content };
    const made = await central.createCard(wish, signal);
    expect(made).toMatchObject(content);
    expect((await central.createCard(wish, signal)).id).toBe(made.id);
    const listed = await central.cardsOf(owner.id, signal);
    expect(listed).toHaveLength(before.length + 1);
    expect(listed.find(({ id }) => id === made.id)).toMatchObject(content);

    await receptionAt(url).change("RelatedPerson", made.id, { extension: [vendorsOwn] });
    const [seen] = (await central.cardsOf(owner.id, signal)).filter(({ id }) => id === made.id);
    if (!seen) throw new Error("the card is gone");
    const wanted: CardContent = {
      ...content,
      relation: "child",
      phone: null,
      snils: null,
      patronymic: "",
      linkedPatientId: owner.id,
    };
    const changed = await central.changeCard(seen, wanted, signal);
    expect(changed).toMatchObject(wanted);
    const raw = await read(url, "RelatedPerson", made.id);
    expect(raw.extension).toContainEqual(vendorsOwn);
    expect(JSON.stringify(raw.identifier)).toContain(wish.key);

    if (!changed) throw new Error("not changed");
    expect(await central.removeCard(changed, signal)).toBe(true);
    expect(await central.removeCard(changed, signal)).toBe(true);
    expect(await central.cardsOf(owner.id, signal)).toHaveLength(before.length);
  });

  test("a card that somebody has changed since is neither overwritten nor removed", async () => {
    const { central, url } = at();
    const owner = await ownerAt(central);
    const seen = await central.createCard({ key: v7(), ownerId: owner.id, content }, signal);
    await receptionAt(url).change("RelatedPerson", seen.id, { birthDate: "1951-02-12" });
    expect(await central.changeCard(seen, { ...content, given: "Нина" }, signal)).toBeNull();
    expect(await central.removeCard(seen, signal)).toBe(false);
    expect(await read(url, "RelatedPerson", seen.id)).toMatchObject({ birthDate: "1951-02-12" });
    await receptionAt(url).remove("RelatedPerson", seen.id);
    expect(await central.changeCard(seen, content, signal)).toBeNull();
  });

  test("a next of kin whom a clinic noted down is no card", async () => {
    const { central, url } = at();
    const owner = await ownerAt(central);
    const before = await central.cardsOf(owner.id, signal);
    const kin = await receptionAt(url).create({
      resourceType: "RelatedPerson",
      patient: { reference: `Patient/${owner.id}` },
      relationship: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0131", code: "N" }] }],
      name: [{ family: "Родич" }],
    });
    expect(await central.cardsOf(owner.id, signal)).toHaveLength(before.length);
    await receptionAt(url).remove("RelatedPerson", kin);
  });

  test("messages are the newest first, and what doctors write to each other is none", async () => {
    const { central, url } = at();
    const owner = await ownerAt(central);
    const subject = { reference: `Patient/${owner.id}` };
    const colleague = await receptionAt(url).create({
      resourceType: "Communication",
      status: "completed",
      subject,
      recipient: [{ reference: "Practitioner/t2s1-d1" }],
      sent: "2026-11-01T09:00:00+03:00",
      payload: [{ contentString: "Коллега, посмотрите снимок" }],
    });
    const draft = await receptionAt(url).create({
      resourceType: "Communication",
      status: "preparation",
      subject,
      recipient: [subject],
      sent: "2026-11-01T09:00:00+03:00",
      payload: [{ contentString: "Черновик" }],
    });
    const messages = await central.messagesTo([owner.id], 50, signal);
    expect(messages).toHaveLength(3);
    expect(messages.map(({ id }) => id)).not.toContain(colleague);
    expect(messages.map(({ id }) => id)).not.toContain(draft);
    expect(messages.map(({ sent }) => sent)).toEqual(
      messages.map(({ sent }) => sent).toSorted((a, b) => b - a),
    );
    expect(messages[0]).toMatchObject({ organizationId: "t2s1-c1", patientId: owner.id });
    expect(await central.messagesTo([owner.id], 2, signal)).toHaveLength(2);
    expect(await central.messagesTo(["nobody"], 50, signal)).toEqual([]);
  });
});

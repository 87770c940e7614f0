import { v7 } from "uuid";
import { expect, test } from "vitest";
import type { CardContent } from "#contract/index.ts";
import type { FhirCard } from "#sync/fhir/attempts.ts";
import { openLyingLine, type Twist } from "#tests/fhir-servers/lying-line.ts";
import { openDemoCentral as openRealCentral } from "#tests/support/kiosk.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { withCleanUp } from "./helpers.ts";
import { json } from "./scripted-central.ts";

const ownerId = "t2s1-p2";
const content: CardContent = {
  relation: "child",
  family: "Соколов",
  given: "Лев",
  patronymic: "",
  sex: "male",
  birthDate: "2020-02-02",
  policy: { kind: "old", series: "40АБ", number: "123456" },
  snils: null,
  phone: null,
  linkedPatientId: null,
};

test.each<[string, Twist]>([
  ["on its way there", "cut"],
  ["after the central API kept it", "lose"],
])("a new card whose answer is lost %s is made once", (_, loss) =>
  withCleanUp(async (later) => {
    const demo = await openRealCentral(later);
    const losses = [loss];
    const url = await openLyingLine(later, demo.url, ({ path }) =>
      path === "RelatedPerson" ? (losses.shift() ?? null) : null,
    );
    const { central, log } = openConnector(later, url);
    const made = await central.createCard({ key: v7(), ownerId, content }, patient);
    expect(await central.cardsOf(ownerId, patient)).toMatchObject([{ id: made.id, family: "Соколов" }]);
    for (const secret of ["Соколов", "123456", "2020-02-02"]) expect(log.lines.join()).not.toContain(secret);
  }),
);

test("a central API that heeds no If-Match keeps what somebody else has changed all the same", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const changed: string[] = [];
    demoCentral.put(card("2"), { versionId: "2" });
    demoCentral.script = ({ method }) => {
      if (method !== "PUT" && method !== "DELETE") return null;
      changed.push(method);
      return json({});
    };
    const { central } = openConnector(later, demoCentral.url);
    const seen: FhirCard = { ...content, id: "c1", etag: 'W/"1"', raw: card("1") };
    expect(await central.changeCard(seen, content, patient)).toBeNull();
    expect(await central.removeCard(seen, patient)).toBe(false);
    expect(changed).toEqual([]);
  }));

test("a card goes out under the version that was read: whoever changes it in that moment keeps their change", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const sent: unknown[] = [];
    demoCentral.put(card("1"), { versionId: "1" });
    demoCentral.script = ({ method, headers }) => {
      if (method !== "PUT" && method !== "DELETE") return null;
      sent.push([method, headers["if-match"]]);
      return { status: 412 };
    };
    const { central } = openConnector(later, demoCentral.url);
    const seen: FhirCard = { ...content, id: "c1", etag: 'W/"1"', raw: card("1") };
    expect(await central.changeCard(seen, content, patient)).toBeNull();
    expect(await central.removeCard(seen, patient)).toBe(false);
    expect(sent).toEqual([
      ["PUT", 'W/"1"'],
      ["DELETE", 'W/"1"'],
    ]);
  }));

test("a card that is gone counts as removed, and is not changed: nothing is sent for it", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url);
    const seen: FhirCard = { ...content, id: "c1", etag: 'W/"1"', raw: card("1") };
    expect(await central.removeCard(seen, patient)).toBe(true);
    expect(await central.changeCard(seen, content, patient)).toBeNull();
    expect(demoCentral.asked.map(({ method }) => method)).toEqual(["GET", "GET"]);
  }));

test("a clinic's own note of next of kin beside a card is no card", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const note = { ...card("1"), id: "n1", relationship: [{ text: "мать, звонить после шести" }] };
    const entry = [note, card("1")].map((resource) => ({ resource }));
    demoCentral.script = () => json({ resourceType: "Bundle", type: "searchset", entry });
    const { central } = openConnector(later, demoCentral.url);
    expect((await central.cardsOf(ownerId, patient)).map(({ id }) => id)).toEqual(["c1"]);
  }));

test("a new card that the central API answers with something else isn't taken for made", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = ({ path }) =>
      path === "RelatedPerson" ? json({ resourceType: "OperationOutcome", issue: [] }, 201) : null;
    const { central } = openConnector(later, demoCentral.url);
    await expect(central.createCard({ key: v7(), ownerId, content }, patient)).rejects.toMatchObject({
      fault: "invalidResponse",
    });
  }));

test.each([
  [
    "cards of somebody else",
    (demoCentral: string) => ({ ...card(demoCentral), patient: { reference: "Patient/other" } }),
  ],
  ["a card that can't be read", (demoCentral: string) => ({ ...card(demoCentral), meta: {} })],
])("%s make the whole answer invalid", (_, wrong) =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = () =>
      json({ resourceType: "Bundle", type: "searchset", entry: [{ resource: wrong("1") }] });
    const { central } = openConnector(later, demoCentral.url);
    await expect(central.cardsOf(ownerId, patient)).rejects.toMatchObject({ fault: "invalidResponse" });
  }),
);

test("a central API that passes over the birth date answers with everybody, and is not believed", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const everybody = ["1951-02-11", "1990-01-01"].map((birthDate, index) => ({
      resource: {
        resourceType: "Patient",
        id: `p${index}`,
        birthDate,
        name: [{ family: "Ёлкина", given: ["Ева"] }],
      },
    }));
    demoCentral.script = () => json({ resourceType: "Bundle", type: "searchset", entry: everybody });
    const { central } = openConnector(later, demoCentral.url);
    const person = { family: "Елкина", given: "Ева", patronymic: "", birthDate: "1951-02-11" };
    await expect(central.findPersons(person, patient)).rejects.toMatchObject({ fault: "invalidResponse" });
    const sent = new URLSearchParams(demoCentral.asked.at(-1)?.body);
    expect(sent.get("family")).toBe("Елкина,Ёлкина");
    expect(demoCentral.asked.at(-1)?.path).toBe("Patient/_search");
  }));

test("a message to somebody else is not shown, and the answer is not believed", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const resource = {
      resourceType: "Communication",
      id: "m1",
      status: "completed",
      recipient: [{ reference: "Patient/other" }],
      sent: "2026-11-01T09:00:00Z",
      payload: [{ contentString: "x" }],
    };
    demoCentral.script = () => json({ resourceType: "Bundle", type: "searchset", entry: [{ resource }] });
    const { central } = openConnector(later, demoCentral.url);
    await expect(central.messagesTo([ownerId], 10, patient)).rejects.toMatchObject({
      fault: "invalidResponse",
    });
  }));

function card(versionId: string) {
  return {
    resourceType: "RelatedPerson",
    id: "c1",
    meta: { versionId },
    patient: { reference: `Patient/${ownerId}` },
    relationship: [{ coding: [{ system: "urn:infomat:card-relation", code: "child" }] }],
    birthDate: "2020-02-02" as unknown,
  };
}

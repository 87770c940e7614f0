import { describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { CentralError } from "#contract/index.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { type Later, withCleanUp } from "./helpers.ts";
import { json, type Reply, type ScriptedCentral } from "./scripted-central.ts";

const bundle = (...resources: object[]): Reply =>
  json({ resourceType: "Bundle", type: "searchset", entry: resources.map((resource) => ({ resource })) });

/** A connector to a central API that answers these requests so. */
async function opened(later: Later, script: ScriptedCentral["script"]) {
  const demoCentral = await openDemoCentral(later);
  demoCentral.script = script;
  return { ...openConnector(later, demoCentral.url), demoCentral };
}
const answering = (reply: Reply) => async (later: Later) => opened(later, () => reply);

describe("messages to a patient", () => {
  const message = (id: string, more: object = {}) => ({
    resourceType: "Communication",
    id,
    status: "completed",
    recipient: [{ reference: "Patient/pat1" }],
    sent: "2026-11-01T09:00:00Z",
    payload: [{ contentString: "Анализы готовы" }],
    ...more,
  });
  const told = (...found: object[]) =>
    withCleanUp(async (later) => {
      const { central } = await answering(bundle(...found))(later);
      return central.messagesTo(["pat1", "pat2"], 2, patient);
    });

  test("are told with who wrote them, when, and all their words", async () => {
    const full = message("m1", {
      sender: { reference: "Organization/clinic", display: "Поликлиника № 4" },
      payload: [
        { contentString: " Анализы готовы. " },
        { contentString: " " },
        { contentString: "Кабинет 7." },
      ],
    });
    expect(await told(full)).toEqual([
      {
        id: "m1",
        sent: Date.parse("2026-11-01T09:00:00Z"),
        from: "Поликлиника № 4",
        organizationId: "clinic",
        text: "Анализы готовы.\nКабинет 7.",
        patientId: "pat1",
      },
    ]);
    expect(await told(message("m1"))).toMatchObject([{ from: "", organizationId: null }]);
  });

  test("are the newest first, each once, no more than were asked for", async () => {
    const days = ["03", "09", "05"].map((day) => message(`m${day}`, { sent: `2026-11-${day}T09:00:00Z` }));
    expect((await told(...days)).map(({ id }) => id)).toEqual(["m09", "m05"]);
  });

  test.each<[string, object, string | null]>([
    ["to whom it is sent", {}, "pat1"],
    ["about somebody of theirs", { subject: { reference: "Patient/pat2" } }, "pat2"],
    ["about them, to nobody by name", { subject: { reference: "Patient/pat1" }, recipient: [] }, "pat1"],
    [
      "about them, from one doctor to another",
      { subject: { reference: "Patient/pat1" }, recipient: [{ reference: "Practitioner/d1" }] },
      null,
    ],
    ["that is under way", { status: "in-progress" }, "pat1"],
    ["that is a draft", { status: "preparation" }, null],
    ["that was a mistake", { status: "entered-in-error" }, null],
    ["without words", { payload: [{ contentString: "  " }] }, null],
    ["without a time", { sent: "soon" }, null],
  ])("one %s", async (_, more, patientId) => {
    expect((await told(message("m1", more))).map((one) => one.patientId)).toEqual(
      patientId === null ? [] : [patientId],
    );
  });

  test("one that can't be read makes no answer of what is left", async () => {
    await expect(told(message("m1"), message("two words"))).rejects.toMatchObject({
      fault: "invalidResponse",
    });
  });

  test("of nobody aren't asked for", () =>
    withCleanUp(async (later) => {
      const { central, demoCentral } = await answering(bundle())(later);
      expect(await central.messagesTo([], 2, patient)).toEqual([]);
      expect(demoCentral.asked).toEqual([]);
    }));
});

describe("the versions of a slot", () => {
  type Entry = { resource?: object; request?: object };
  const version = (versionId: string, method = "PUT"): Entry => ({
    resource: { resourceType: "Slot", id: "s1", meta: { versionId } },
    request: { method, url: "Slot/s1" },
  });
  const history = (entry: readonly Entry[], more: object = {}): Reply =>
    json({ resourceType: "Bundle", type: "history", entry, ...more });
  const told = (reply: Reply) =>
    withCleanUp(async (later) => {
      const { central, demoCentral } = await answering(reply)(later);
      const versions = await central.slotVersions("s1", patient);
      expect(demoCentral.asked[0]?.path).toMatch(/^Slot\/s1\/_history/);
      return versions;
    });

  test("are told as the central API tells them, the present one first", async () => {
    expect(await told(history([version("3"), version("2"), version("1", "POST")]))).toEqual([
      'W/"3"',
      'W/"2"',
      'W/"1"',
    ]);
  });

  test("are those since it was last made", async () => {
    const deleted = { request: { method: "DELETE", url: "Slot/s1" } };
    expect(await told(history([version("5"), version("4"), deleted, version("2")]))).toEqual([
      'W/"5"',
      'W/"4"',
    ]);
    // A server that tells no requests shows a deletion as an entry without a resource.
    const untold = [version("5"), {}, version("2")].map(({ resource }) => (resource ? { resource } : {}));
    expect(await told(history(untold))).toEqual(['W/"5"']);
    expect(await told(history([deleted, version("2")]))).toBeNull();
  });

  test.each<[string, Reply]>([
    ["has none of it", { status: 404 }],
    ["doesn't let the kiosk see it", { status: 403 }],
    ["answers with a search", bundle()],
    ["tells only a part", history([version("3")], { link: [{ relation: "next", url: "x" }] })],
    ["tells none", history([])],
    ["leaves one out", history([version("3"), { request: { method: "PUT", url: "Slot/s1" } }])],
    ["tells one without a version", history([{ resource: { id: "s1", meta: {} } }])],
  ])("aren't known where the central API %s", async (_, reply) => {
    expect(await told(reply)).toBeNull();
  });

  test("aren't taken for unknown while the central API is away", async () => {
    await expect(told({ status: 503 })).rejects.toMatchObject({ fault: "unavailable" });
  });

  test("are whole where a page before them is linked", async () => {
    const link = [{ relation: "self", url: "x" }];
    expect(await told(history([version("1")], { link }))).toEqual(['W/"1"']);
  });
});

describe("the agreements of a booking", () => {
  const key = "01930000-0000-7000-8000-000000000001";
  const agreement = (id: string, more: object = {}) => ({
    resourceType: "Consent",
    id,
    meta: { versionId: "4" },
    status: "active",
    identifier: [{ value: key }, { system: fhirNames.bookingKey, value: key }],
    ...more,
  });
  const told = (...found: object[]) =>
    withCleanUp(async (later) => {
      const { central, demoCentral } = await answering(bundle(...found))(later);
      const consents = await central.consentsByKey(key, patient);
      expect(demoCentral.asked[0]).toMatchObject({ method: "POST", path: "Consent/_search" });
      expect(new URLSearchParams(demoCentral.asked[0]?.body).get("identifier")).toBe(
        `${fhirNames.bookingKey}|${key}`,
      );
      return consents;
    });

  test("are those that still hold, with the version that was read", async () => {
    const raw = agreement("c1");
    expect(await told(raw, agreement("c2", { status: "inactive" }))).toEqual([
      { id: "c1", etag: 'W/"4"', raw },
    ]);
  });

  test.each<[string, object]>([
    ["of another booking", { identifier: [{ system: fhirNames.bookingKey, value: "other" }] }],
    ["of another system", { identifier: [{ system: "urn:other", value: key }] }],
    ["of none", { identifier: undefined }],
    ["without a version", { meta: {} }],
  ])("one %s makes the answer no answer", async (_, more) => {
    await expect(told(agreement("c1"), agreement("c2", more))).rejects.toMatchObject({
      fault: "invalidResponse",
    });
  });
});

describe("a person who is looked up by name and birth date", () => {
  const person = { family: "Образцов", given: "Пётр", patronymic: "Ильич", birthDate: "1985-03-07" };
  const registered = (id: string, given: readonly string[], more: object = {}) => ({
    resourceType: "Patient",
    id,
    birthDate: person.birthDate,
    name: [{ family: "Образцов", given }],
    ...more,
  });
  const told = (...found: object[]) =>
    withCleanUp(async (later) => {
      const { central } = await answering(bundle(...found))(later);
      return (await central.findPersons(person, patient)).map(({ id }) => id);
    });

  test("is who bears that name, with ё as е, whether the patronymic is told or not", async () => {
    const found = [
      registered("whole", ["Петр", "Ильич"]),
      registered("without", ["Пётр"]),
      registered("another", ["Пётр", "Иванович"]),
      registered("brother", ["Павел", "Ильич"]),
      registered("family", ["Пётр", "Ильич"], { name: [{ family: "Образцова", given: ["Пётр", "Ильич"] }] }),
    ];
    expect(await told(...found)).toEqual(["whole", "without"]);
  });

  test("isn't who is only known to be born in that year or month", async () => {
    const found = ["1985", "1985-03"].map((birthDate, at) => registered(`p${at}`, ["Пётр"], { birthDate }));
    expect(await told(...found)).toEqual([]);
  });
});

describe("a person who is looked up by two numbers", () => {
  const query = {
    policy: { kind: "old", series: "40АБ", number: "123456" } as const,
    document: "11223344595",
  };
  const registered = (...identifier: object[]) => ({
    resourceType: "Patient",
    id: "pat1",
    birthDate: "1985-03-07",
    name: [{ family: "Образцов", given: ["Пётр"] }],
    identifier: [{ system: fhirNames.policyOld, value: "40АБ:123456" }, ...identifier],
  });
  const told = (found: object) =>
    withCleanUp(async (later) => {
      const { central, demoCentral } = await answering(bundle(found))(later);
      const ids = (await central.findPatients(query, patient)).map(({ id }) => id);
      const asked = new URLSearchParams(demoCentral.asked[0]?.body).getAll("identifier");
      return { ids, asked };
    });

  test.each(["passport", "birthCertificate", "socialCard", "snils"] as const)(
    "has both: %s",
    async (kind) => {
      const { ids, asked } = await told(registered({ system: fhirNames[kind], value: query.document }));
      expect(ids).toEqual(["pat1"]);
      expect(asked).toHaveLength(2);
      expect(asked[1]).toContain(`${fhirNames[kind]}|${query.document}`);
    },
  );

  test("isn't who has the one alone, and an answer with such is no answer", async () => {
    await expect(told(registered())).rejects.toMatchObject({ fault: "invalidResponse" });
  });

  test("isn't who has the other no longer", async () => {
    const former = { system: fhirNames.passport, value: query.document, use: "old" };
    expect((await told(registered(former))).ids).toEqual([]);
  });
});

describe("a central API that asks to wait", () => {
  const wait = (retry: string | null, at?: string) =>
    withCleanUp(async (later) => {
      const headers = { ...(retry === null ? {} : { "retry-after": retry }), ...(at ? { date: at } : {}) };
      const { central } = await answering({ status: 503, headers })(later);
      const error: unknown = await central.about(patient).catch((fault: unknown) => fault);
      return error instanceof CentralError ? error.retryAfter : error;
    });

  // Both forms as RFC 9110 §10.2.3 shows them.
  test("in seconds is waited for", async () => {
    expect(await wait("120")).toBe(120_000);
    expect(await wait("0")).toBe(0);
  });

  test("until a moment of the past isn't waited for, nor one that says nothing", async () => {
    expect(await wait("Fri, 31 Dec 1999 23:59:59 GMT")).toBe(0);
    expect(await wait("soon")).toBeNull();
    expect(await wait("2m")).toBeNull();
    expect(await wait(null)).toBeNull();
  });

  test("until a moment is waited for as long as it lies ahead", async () => {
    const ahead = await wait(new Date(Date.now() + 600_000).toUTCString());
    expect(ahead).toBeGreaterThan(500_000);
    expect(ahead).toBeLessThanOrEqual(600_000);
  });
});

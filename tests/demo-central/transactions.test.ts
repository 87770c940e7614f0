import { describe, expect, test } from "vitest";
import {
  type Answer,
  bookingBundle,
  freeSlot,
  outcomeOf,
  resourceOf,
  type TestCentral,
  withCentral,
} from "./harness.ts";

type Response = { status: string; location: string; etag: string; lastModified: string };

function responsesOf(answer: Answer): Response[] {
  const bundle = JSON.parse(answer.text);
  expect(bundle).toMatchObject({ resourceType: "Bundle", type: "transaction-response" });
  return bundle.entry.map((entry: { response: Response }) => entry.response);
}

const patient = "t2s1-p1";
const booked = async ({ search }: TestCentral, slotId: string): Promise<number> =>
  (await search(`/Appointment?slot=Slot/${slotId}&status=booked`)).total;
const transaction = (...entry: unknown[]): unknown => ({
  resourceType: "Bundle",
  type: "transaction",
  entry,
});

describe("a booking", () => {
  test("takes the slot, makes visit and consent, and tells the version of each", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    const answer = await client.send("POST", "", bookingBundle(slot, etag, "key-1", patient));
    expect(answer.status).toBe(200);
    const [put, appointment, consent] = responsesOf(answer);
    expect([put, appointment, consent].map((one) => one?.status)).toEqual([
      "200 OK",
      "201 Created",
      "201 Created",
    ]);
    const after = await client.get(`/Slot/${slot.id}`);
    expect(resourceOf(after).status).toBe("busy");
    expect(put?.etag).toBe(after.headers.get("etag"));
    expect(Date.parse(put?.lastModified ?? "")).toBe(client.clock.now());
    const [visit] = (await client.search("/Appointment?identifier=urn:infomat:booking-key|key-1")).resources;
    expect(appointment?.location).toBe(`Appointment/${visit?.id}/_history/1`);
    const [agreed] = (await client.search(`/Consent?patient=Patient/${patient}`)).resources;
    expect(agreed?.sourceReference).toEqual({ reference: `Appointment/${visit?.id}` });
  });

  test("of twenty at once for one slot exactly one goes through", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.send("POST", "", bookingBundle(slot, etag, `key-${index}`, `t2s1-p${(index % 5) + 1}`)),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 412),
    ]);
    expect(await booked(client, slot.id)).toBe(1);
    expect((await client.search("/Consent?_count=0")).total).toBe(1);
  });

  test("sent twice is refused the second time, for the slot has moved on", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    const bundle = bookingBundle(slot, etag, "key-1", patient);
    await client.send("POST", "", bundle);
    const again = await client.send("POST", "", bundle);
    expect(again.status).toBe(412);
    expect(outcomeOf(again).issue[0]?.expression).toEqual(["Bundle.entry[0]"]);
    expect(await booked(client, slot.id)).toBe(1);
  });

  test("with a key that exists already makes no second visit", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    await client.send("POST", "", bookingBundle(slot, etag, "key-1", patient));
    const other = await freeSlot(client);
    const answer = await client.send("POST", "", bookingBundle(other.slot, other.etag, "key-1", patient));
    expect(responsesOf(answer).map((one) => one.status)).toEqual(["200 OK", "200 OK", "200 OK"]);
    expect((await client.search("/Appointment?identifier=key-1")).total).toBe(1);
  });
});

describe("a transaction that fails in any entry keeps nothing of the others", () => {
  const consent = { resourceType: "Consent", status: "active", scope: {}, category: [{}] };
  const post = (resource: unknown, more: object = {}): unknown => ({
    resource,
    request: { method: "POST", url: "Consent", ...more },
  });
  const cases: readonly [fault: string, entry: unknown, status: number][] = [
    ["an invalid resource", post({ ...consent, status: "perhaps" }), 422],
    ["a reference to nothing", post({ ...consent, patient: { reference: "Patient/none" } }), 422],
    [
      "a urn:uuid of no entry",
      post({ ...consent, patient: { reference: "urn:uuid:0197a000-0000-7000-8000-00000000000f" } }),
      422,
    ],
    ["a resource of another type than its url", post({ ...consent, resourceType: "Slot" }), 400],
    ["criteria that aren't understood", post(consent, { ifNoneExist: "colour=red" }), 400],
    ["empty criteria", post(consent, { ifNoneExist: "" }), 400],
    ["a read of something unknown", { request: { method: "GET", url: "Slot/none" } }, 404],
    ["a stale delete", { request: { method: "DELETE", url: "Patient/t2s1-p1", ifMatch: 'W/"1"' } }, 412],
    ["a url that is none", { request: { method: "GET", url: "Slot/a/b" } }, 400],
    ["a method that is none", { request: { method: "PATCH", url: "Slot/a" } }, 400],
    ["a POST without a resource", { request: { method: "POST", url: "Consent" } }, 400],
  ];
  test.each(cases)("%s", async (_fault, entry, status) => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    const bundle = transaction(
      { resource: { ...slot, status: "busy" }, request: { method: "PUT", url: `Slot/${slot.id}` } },
      post(consent),
      entry,
    );
    const answer = await client.send("POST", "", bundle);
    expect(answer.status).toBe(status);
    expect(outcomeOf(answer).issue[0]?.expression?.[0]).toMatch(/^Bundle\.entry\[2\]/);
    expect((await client.get(`/Slot/${slot.id}`)).headers.get("etag")).toBe(etag);
    expect((await client.search("/Consent?_count=0")).total).toBe(0);
  });

  test("criteria that match several", async () => {
    const client = await withCentral();
    const keyed = { ...consent, identifier: [{ value: "twice" }] };
    await client.send("POST", "/Consent", keyed);
    await client.send("POST", "/Consent", keyed);
    const answer = await client.send(
      "POST",
      "",
      transaction(post(keyed, { ifNoneExist: "identifier=twice" })),
    );
    expect(answer.status).toBe(412);
  });

  test("two entries about one resource", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    const put = { resource: { ...slot, status: "busy" }, request: { method: "PUT", url: `Slot/${slot.id}` } };
    expect((await client.send("POST", "", transaction(put, put))).status).toBe(400);
    expect((await client.get(`/Slot/${slot.id}`)).headers.get("etag")).toBe(etag);
  });
});

test("deletes come first and reads last, whatever their order in the Bundle", async () => {
  const client = await withCentral();
  const { slot } = await freeSlot(client);
  const answer = await client.send(
    "POST",
    "",
    transaction(
      { request: { method: "GET", url: `Slot/${slot.id}` } },
      { resource: { ...slot, status: "busy" }, request: { method: "PUT", url: `Slot/${slot.id}` } },
      { request: { method: "DELETE", url: "Patient/t2s1-p2" } },
    ),
  );
  const [read] = JSON.parse(answer.text).entry;
  expect(read.resource.status).toBe("busy");
  expect((await client.get("/Patient/t2s1-p2")).status).toBe(410);
});

test("a withdrawn slot can't be booked under the version it had", async () => {
  const client = await withCentral();
  const { slot, etag } = await freeSlot(client);
  await client.send("DELETE", `/Slot/${slot.id}`);
  const answer = await client.send("POST", "", bookingBundle(slot, etag, "key-1", patient));
  expect(answer.status).toBe(412);
  expect((await client.search("/Appointment?identifier=key-1")).total).toBe(0);
});

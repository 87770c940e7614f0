import { describe, expect, test } from "vitest";
import { freeSlot, outcomeOf, resourceOf, wednesday, withCentral } from "./harness.ts";

describe("reading", () => {
  test("tells version, time of change and the central API's own clock", async () => {
    const { get, clock, search } = await withCentral();
    clock.advance(7 * 60_000);
    const [slot] = (await search("/Slot?_count=1")).resources;
    const answer = await get(`/Slot/${slot?.id}`);
    expect(answer.headers.get("content-type")).toMatch(/^application\/fhir\+json/);
    expect(answer.headers.get("etag")).toBe(`W/"${slot?.meta.versionId}"`);
    expect(answer.headers.get("date")).toBe(new Date(wednesday + 7 * 60_000).toUTCString());
    const changed = Date.parse(slot?.meta.lastUpdated ?? "");
    expect(answer.headers.get("last-modified")).toBe(new Date(changed).toUTCString());
  });

  test("a version that the caller holds already is not sent again", async () => {
    const { get, send, ...client } = await withCentral();
    const { slot, etag } = await freeSlot({ get, send, ...client });
    const same = await get(`/Slot/${slot.id}`, { "if-none-match": etag });
    expect(same).toMatchObject({ status: 304, text: "" });
    await send("PUT", `/Slot/${slot.id}`, { ...slot, status: "busy" });
    expect((await get(`/Slot/${slot.id}`, { "if-none-match": etag })).status).toBe(200);
  });
});

describe("updating", () => {
  test("makes the next version and keeps fields that the central API doesn't know", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    client.clock.advance(1000);
    const vendors = {
      ...slot,
      status: "busy",
      extension: [{ url: "urn:vendor", valueInteger: 7 }],
      overbooked: false,
    };
    const answer = await client.send("PUT", `/Slot/${slot.id}`, vendors, { "if-match": etag });
    expect(answer.status).toBe(200);
    const after = await client.get(`/Slot/${slot.id}`);
    expect(resourceOf(after)).toEqual({ ...vendors, meta: resourceOf(after).meta });
    expect(after.headers.get("etag")).not.toBe(etag);
    expect(Date.parse(resourceOf(after).meta.lastUpdated)).toBe(wednesday + 1000);
  });

  test("with a stale If-Match changes nothing", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    await client.send("PUT", `/Slot/${slot.id}`, { ...slot, status: "busy-tentative" });
    const answer = await client.send(
      "PUT",
      `/Slot/${slot.id}`,
      { ...slot, status: "busy" },
      { "if-match": etag },
    );
    expect(answer.status).toBe(412);
    expect(outcomeOf(answer).issue[0]?.code).toBe("conflict");
    expect(resourceOf(await client.get(`/Slot/${slot.id}`)).status).toBe("busy-tentative");
  });

  test("of an unknown id creates it, but not under an If-Match", async () => {
    const client = await withCentral();
    const { slot, etag } = await freeSlot(client);
    const made = { ...slot, id: "made-by-a-client" };
    const refused = await client.send("PUT", "/Slot/made-by-a-client", made, { "if-match": etag });
    expect(refused.status).toBe(412);
    expect((await client.get("/Slot/made-by-a-client")).status).toBe(404);
    const created = await client.send("PUT", "/Slot/made-by-a-client", made);
    expect(created.status).toBe(201);
    expect(created.headers.get("location")).toMatch(/\/fhir\/Slot\/made-by-a-client\/_history\/1$/);
  });

  test("under another id than the address's is refused", async () => {
    const client = await withCentral();
    const { slot } = await freeSlot(client);
    expect((await client.send("PUT", "/Slot/another", slot)).status).toBe(400);
  });

  test("never files a change before an earlier one, though the clock was set back", async () => {
    const client = await withCentral();
    const { slot } = await freeSlot(client);
    const first = resourceOf(await client.send("PUT", `/Slot/${slot.id}`, { ...slot, status: "busy" }));
    client.clock.advance(-3_600_000);
    const second = resourceOf(await client.send("PUT", `/Slot/${slot.id}`, { ...slot, status: "free" }));
    expect(Date.parse(second.meta.lastUpdated)).toBeGreaterThanOrEqual(Date.parse(first.meta.lastUpdated));
  });
});

describe("creating", () => {
  const consent = (key: string): unknown => ({
    resourceType: "Consent",
    id: "ignored",
    status: "rejected",
    identifier: [{ system: "urn:infomat:booking-key", value: key }],
    scope: { text: "patient-privacy" },
    category: [{ text: "consent" }],
  });
  const criterion = (key: string): Record<string, string> => ({
    "if-none-exist": `identifier=urn:infomat:booking-key|${key}`,
  });

  test("under an id of the central API's choice", async () => {
    const { send, get } = await withCentral();
    const created = await send("POST", "/Consent", consent("one"));
    expect(created.status).toBe(201);
    expect(resourceOf(created).id).not.toBe("ignored");
    expect((await get(`/Consent/${resourceOf(created).id}`)).text).toBe(created.text);
  });

  test("If-None-Exist creates once, answers with the one there is, and refuses to choose among several", async () => {
    const { send, search } = await withCentral();
    const first = await send("POST", "/Consent", consent("two"), criterion("two"));
    const again = await send("POST", "/Consent", consent("two"), criterion("two"));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.text).toBe(first.text);
    await send("POST", "/Consent", consent("two"));
    expect((await send("POST", "/Consent", consent("two"), criterion("two"))).status).toBe(412);
    expect((await search("/Consent?identifier=two")).total).toBe(2);
  });
});

describe("deleting", () => {
  test("is remembered: gone for readers and searches, and a new version if made again", async () => {
    const client = await withCentral();
    const { slot } = await freeSlot(client);
    const path = `/Slot/${slot.id}`;
    expect((await client.send("DELETE", path)).status).toBe(204);
    const read = await client.get(path);
    expect(read.status).toBe(410);
    expect(outcomeOf(read).issue[0]?.code).toBe("deleted");
    expect((await client.search(`/Slot?_id=${slot.id}`)).total).toBe(0);
    expect((await client.send("DELETE", path)).status).toBe(204);
    const again = await client.send("PUT", path, slot);
    expect(again.status).toBe(201);
    expect(Number(resourceOf(again).meta.versionId)).toBe(Number(slot.meta.versionId) + 2);
  });

  test("under a stale If-Match is refused", async () => {
    const client = await withCentral();
    const { slot } = await freeSlot(client);
    expect((await client.send("DELETE", `/Slot/${slot.id}`, undefined, { "if-match": 'W/"1"' })).status).toBe(
      412,
    );
    expect((await client.get(`/Slot/${slot.id}`)).status).toBe(200);
  });
});

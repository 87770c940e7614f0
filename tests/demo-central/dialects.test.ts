import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Answer, bookingBundle, freeSlot, outcomeOf, resourceOf, withCentral } from "./harness.ts";

const responseSchema = z.object({
  entry: z.array(z.object({ response: z.looseObject({ status: z.string(), etag: z.string().optional() }) })),
});
const responsesOf = (answer: Answer) =>
  responseSchema.parse(JSON.parse(answer.text)).entry.map(({ response }) => response);

describe("as HAPI does", () => {
  test("a stale version in a transaction is a conflict (409), and nothing is kept", async () => {
    const client = await withCentral({ dialect: "hapi" });
    const { slot, etag } = await freeSlot(client);
    await client.send("PUT", `/Slot/${slot.id}`, { ...slot, comment: "changed" });
    const answer = await client.send("POST", "", bookingBundle(slot, etag, "key-1", "t2s1-p1"));
    expect(answer.status).toBe(409);
    expect(outcomeOf(answer).issue[0]?.diagnostics).toContain(
      `HAPI-0989: Trying to update Slot/${slot.id} but this is not the current version`,
    );
    expect((await client.search("/Appointment?identifier=key-1")).total).toBe(0);
  });

  test("an update that changes nothing makes no version; one that does, makes the next number", async () => {
    const client = await withCentral({ dialect: "hapi" });
    const { slot, etag } = await freeSlot(client);
    const same = await client.send("PUT", `/Slot/${slot.id}`, slot, { "if-match": etag });
    expect([same.status, same.headers.get("etag")]).toEqual([200, etag]);
    const other = await client.send("PUT", `/Slot/${slot.id}`, { ...slot, comment: "x" });
    expect(other.headers.get("etag")).toBe(`W/"${Number(slot.meta.versionId) + 1}"`);
  });

  test("an id that never was is created by a PUT under If-Match; one that was deleted is not", async () => {
    const client = await withCentral({ dialect: "hapi" });
    const { slot, etag } = await freeSlot(client);
    const never = { ...slot, id: "never-seen" };
    expect((await client.send("PUT", "/Slot/never-seen", never, { "if-match": etag })).status).toBe(201);
    await client.send("DELETE", `/Slot/${slot.id}`);
    expect((await client.send("PUT", `/Slot/${slot.id}`, slot, { "if-match": etag })).status).toBe(409);
  });

  test("pages hold 200 rows at most, and lead to the rest", async () => {
    const client = await withCentral({ dialect: "hapi" });
    const first = await client.search("/Slot?_count=1000");
    expect(first.resources).toHaveLength(200);
    expect(await client.sweep("/Slot?_count=1000")).toHaveLength(first.total);
  });

  test("the entries of an answer tell no ETags", async () => {
    const client = await withCentral({ dialect: "hapi" });
    const { slot, etag } = await freeSlot(client);
    const answer = await client.send("POST", "", bookingBundle(slot, etag, "key-1", "t2s1-p1"));
    expect(responsesOf(answer).map((response) => response.etag)).toEqual([undefined, undefined, undefined]);
  });
});

test("nonAtomic: a stale version is refused, and the visit is kept all the same, in an answer of 200", async () => {
  const client = await withCentral({ dialect: "nonAtomic" });
  const { slot, etag } = await freeSlot(client);
  await client.send("PUT", `/Slot/${slot.id}`, { ...slot, comment: "changed" });
  const answer = await client.send("POST", "", bookingBundle(slot, etag, "key-1", "t2s1-p1"));
  expect(answer.status).toBe(200);
  expect(responsesOf(answer).map(({ status }) => status)).toEqual(["412", "201 Created", "201 Created"]);
  expect((await client.search("/Appointment?identifier=key-1")).total).toBe(1);
  expect(resourceOf(await client.get(`/Slot/${slot.id}`)).status).toBe("free");
});

test("HAPI with capped fetch: links end early, no total is told, and the rest is there", async () => {
  const client = await withCentral({ dialect: "hapi-capped" });
  const all = await (await withCentral({ dialect: "plain" })).sweep("/Slot?_count=1000");
  const found = await client.sweep("/Slot?_count=1000&_sort=start");
  expect(found).toHaveLength(400);
  expect(all.length).toBeGreaterThan(400);
  expect((await client.send("GET", "/Slot?_count=1")).text).not.toContain('"total"');
});

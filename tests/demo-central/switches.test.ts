import { describe, expect, test } from "vitest";
import { bookingBundle, freeSlot, outcomeOf, resourceOf, secret, withCentral } from "./harness.ts";

const booking = (client: Parameters<typeof freeSlot>[0], key: string) =>
  freeSlot(client).then(({ slot, etag }) => ({ slot, bundle: bookingBundle(slot, etag, key, "t2s1-p1") }));

describe("a broken line", () => {
  test("before the commit: no answer, and nothing kept", async () => {
    const client = await withCentral();
    const { slot, bundle } = await booking(client, "key-1");
    client.demoCentral.switches.set({ dropBeforeCommit: 1 });
    await expect(client.send("POST", "", bundle)).rejects.toThrow();
    expect(resourceOf(await client.get(`/Slot/${slot.id}`)).status).toBe("free");
    expect((await client.search("/Appointment?identifier=key-1")).total).toBe(0);
    expect((await client.send("POST", "", bundle)).status).toBe(200);
  });

  test("after the commit: no answer, and everything kept, once", async () => {
    const client = await withCentral();
    const { slot, bundle } = await booking(client, "key-1");
    client.demoCentral.switches.set({ dropAfterCommit: 1 });
    await expect(client.send("POST", "", bundle)).rejects.toThrow();
    expect(resourceOf(await client.get(`/Slot/${slot.id}`)).status).toBe("busy");
    expect((await client.search("/Appointment?identifier=key-1&status=booked")).total).toBe(1);
    expect((await client.send("POST", "", bundle)).status).toBe(412);
  });

  test("a refused transaction is not counted as kept", async () => {
    const client = await withCentral();
    const { slot, bundle } = await booking(client, "key-1");
    client.demoCentral.switches.set({ dropAfterCommit: 1 });
    await client.send("PUT", `/Slot/${slot.id}`, { ...slot, status: "busy" });
    expect((await client.send("POST", "", bundle)).status).toBe(412);
    expect(client.demoCentral.switches.get().dropAfterCommit).toBe(1);
  });
});

test("away: connections are cut until it is back; the control address still answers", async () => {
  const client = await withCentral();
  client.demoCentral.switches.set({ away: true });
  await expect(client.get("/metadata")).rejects.toThrow();
  await expect(client.get("/Slot")).rejects.toThrow();
  const headers = { "x-demo-secret": secret, "content-type": "application/json" };
  const answer = await client.send(
    "POST",
    `${client.demoCentral.controlUrl}/switches`,
    { away: false },
    headers,
  );
  expect(JSON.parse(answer.text)).toEqual(client.demoCentral.switches.get());
  expect((await client.get("/metadata")).status).toBe(200);
});

test("slow: the answer waits as long as told, by the central API's clock", async () => {
  const { demoCentral, clock, get } = await withCentral();
  demoCentral.switches.set({ slow: 3000 });
  let answered = false;
  const answer = get("/metadata").then((one) => {
    answered = true;
    return one;
  });
  await expect.poll(() => clock.due.length).toBe(1);
  clock.advance(2999);
  expect(answered).toBe(false);
  clock.advance(1);
  expect((await answer).status).toBe(200);
});

test("slow: a caller that gives up leaves nothing waiting", async () => {
  const { demoCentral, clock } = await withCentral();
  demoCentral.switches.set({ slow: 60_000 });
  const patience = new AbortController();
  const answer = fetch(`${demoCentral.url}/metadata`, { signal: patience.signal }).catch(() => "gave up");
  await expect.poll(() => clock.due.length).toBe(1);
  patience.abort();
  expect(await answer).toBe("gave up");
  await expect.poll(() => clock.due.length).toBe(0);
});

test("fail: so many requests answer with the chosen status, then all is well", async () => {
  const { demoCentral, get } = await withCentral();
  demoCentral.switches.set({ fail: 2, failStatus: 502 });
  const first = await get("/Slot?_count=1");
  expect(outcomeOf(first).issue[0]?.code).toBe("transient");
  const statuses = [first.status, (await get("/metadata")).status, (await get("/metadata")).status];
  expect(statuses).toEqual([502, 502, 200]);
});

test("conflict: a sound booking is refused with 409 and nothing kept", async () => {
  const client = await withCentral();
  const { slot, bundle } = await booking(client, "key-1");
  client.demoCentral.switches.set({ conflict: 1 });
  const answer = await client.send("POST", "", bundle);
  expect([answer.status, outcomeOf(answer).issue[0]?.code]).toEqual([409, "conflict"]);
  expect(resourceOf(await client.get(`/Slot/${slot.id}`)).status).toBe("free");
});

test("html: somebody else's page answers with 200", async () => {
  const { demoCentral, get } = await withCentral();
  demoCentral.switches.set({ html: true });
  const answer = await get("/Slot?_count=1");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
});

test("truncated: the answer is no JSON any more", async () => {
  const { demoCentral, get } = await withCentral();
  demoCentral.switches.set({ truncated: true });
  const answer = await get("/Slot?_count=5");
  expect(answer.status).toBe(200);
  expect(answer.text.startsWith('{"resourceType":"Bundle"')).toBe(true);
  expect(() => JSON.parse(answer.text)).toThrow(SyntaxError);
});

test("path: only what begins with it is hit", async () => {
  const { demoCentral, get, send } = await withCentral();
  demoCentral.switches.set({ fail: 9, path: "/Slot" });
  expect((await get("/Slot?_count=1")).status).toBe(503);
  expect((await get("/Schedule?_count=1")).status).toBe(200);
  demoCentral.switches.set({ path: "/" });
  expect((await get("/Slot?_count=1")).status).toBe(200);
  expect((await send("POST", "", {})).status).toBe(503);
});

describe("the control address", () => {
  test("tells whom one may sign in as, and for which day it was seeded", async () => {
    const { get, demoCentral } = await withCentral();
    const answer = await get(`${demoCentral.controlUrl}/info`, { "x-demo-secret": secret });
    expect(JSON.parse(answer.text)).toEqual({
      url: demoCentral.url,
      size: "tiny",
      seed: 1,
      today: "2026-11-18",
      patients: demoCentral.patients,
      switches: demoCentral.switches.get(),
    });
  });

  test.each<Record<string, string>>([{}, { "x-demo-secret": "" }, { "x-demo-secret": `${secret}x` }])(
    "is shut without the secret",
    async (headers) => {
      const { send, get, demoCentral } = await withCentral();
      const json = { "content-type": "application/json", ...headers };
      expect((await send("POST", `${demoCentral.controlUrl}/switches`, { away: true }, json)).status).toBe(
        403,
      );
      expect((await get(`${demoCentral.controlUrl}/info`, headers)).status).toBe(403);
      expect(demoCentral.switches.get().away).toBe(false);
    },
  );

  test.each([{ away: "yes" }, { slow: -1 }, { failStatus: 200 }, { path: "Slot" }, { unknown: true }, []])(
    "refuses %j and changes nothing",
    async (change) => {
      const { send, demoCentral } = await withCentral();
      const before = demoCentral.switches.get();
      const headers = { "x-demo-secret": secret, "content-type": "application/json" };
      const answer = await send("POST", `${demoCentral.controlUrl}/switches`, change, headers);
      expect(answer.status).toBe(400);
      expect(demoCentral.switches.get()).toEqual(before);
    },
  );
});

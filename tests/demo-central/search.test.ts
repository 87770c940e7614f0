import { describe, expect, test } from "vitest";
import { outcomeOf, resourceOf, searchsetOf, withCentral } from "./harness.ts";

const times = (resources: readonly { [field: string]: unknown }[]): number[] =>
  resources.map((one) => Date.parse(String(one.start)));

describe("a schedule's window", () => {
  test("holds every slot from its first moment on, in order of time, each once", async () => {
    const { search, sweep } = await withCentral();
    const [schedule] = (await search("/Schedule?active=true")).resources;
    const all = await sweep(`/Slot?schedule=Schedule/${schedule?.id}&_count=500`);
    const from = Date.parse("2026-11-20T00:00:00+03:00");
    const expected = times(all)
      .filter((time) => time >= from)
      .sort((a, b) => a - b);
    const found = await sweep(`/Slot?schedule=${schedule?.id}&start=ge2026-11-20&_count=7&_sort=start`);
    expect(times(found)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(50);
    expect(new Set(found.map((slot) => slot.id)).size).toBe(found.length);
  });

  test("tells the total on every page and ends without a next link", async () => {
    const { search } = await withCentral();
    const all = await search("/Slot?_count=0");
    expect(all.resources).toEqual([]);
    const first = await search(`/Slot?_count=${all.total - 1}`);
    expect(first.total).toBe(all.total);
    const last = await search(first.next ?? "");
    expect(last).toMatchObject({ total: all.total, next: null });
    expect(last.resources).toHaveLength(1);
  });
});

describe("paging while others write", () => {
  test("a slot that is booked on a page already read shifts nothing on the next", async () => {
    const { search, get, send, sweep } = await withCentral();
    const before = (await sweep("/Slot?_count=500&_sort=start")).map((slot) => slot.id);
    const first = await search("/Slot?_count=100&_sort=start");
    const read = await get(`/Slot/${first.resources[3]?.id}`);
    await send("DELETE", `/Slot/${first.resources[0]?.id}`);
    await send("PUT", `/Slot/${first.resources[3]?.id}`, { ...resourceOf(read), status: "busy" });
    const rest = await sweep(first.next ?? "");
    expect([...first.resources, ...rest].map((slot) => slot.id)).toEqual(before);
  });

  test("a slot changed meanwhile comes again at the end of a sweep by _lastUpdated", async () => {
    const { search, send, sweep, clock } = await withCentral();
    const first = await search("/Slot?_count=100&_sort=_lastUpdated");
    const changed = first.resources[5];
    clock.advance(1000);
    await send("PUT", `/Slot/${changed?.id}`, { ...changed, status: "busy-unavailable" });
    const rest = await sweep(first.next ?? "");
    expect(rest.at(-1)).toMatchObject({ id: changed?.id, status: "busy-unavailable" });
  });

  test("a cursor of another search, type or central API is refused", async () => {
    const { search, get } = await withCentral();
    const { next } = await search("/Slot?_count=10");
    for (const wrong of [next?.replace("/Slot?", "/Patient?"), `${next}&status=free`, "/Slot?_cursor=abc"]) {
      const answer = await get(wrong ?? "");
      expect(answer.status).toBe(400);
      expect(outcomeOf(answer).issue[0]?.code).toBe("invalid");
    }
  });
});

describe("increments", () => {
  test("_lastUpdated=ge finds what changed since, inclusive, and nothing older", async () => {
    const { search, send, clock } = await withCentral();
    const [slot] = (await search("/Slot?_count=1&status=free")).resources;
    clock.advance(5000);
    const at = new Date(clock.now()).toISOString();
    await send("PUT", `/Slot/${slot?.id}`, { ...slot, status: "busy" });
    const ids = async (query: string): Promise<string[]> =>
      (await search(`/Slot?_sort=_lastUpdated&${query}`)).resources.map((one) => one.id);
    expect(await ids(`_lastUpdated=ge${at}`)).toEqual([slot?.id]);
    expect(await ids(`_lastUpdated=gt${at}`)).toEqual([]);
    expect(await ids(`_lastUpdated=ge2020&_lastUpdated=lt${at}&_id=${slot?.id}`)).toEqual([]);
  });

  test("what was seeded lies further back than an increment looks", async () => {
    const { search, clock } = await withCentral();
    const since = new Date(clock.now() - 240_000).toISOString();
    expect((await search(`/Slot?_lastUpdated=ge${since}`)).total).toBe(0);
  });
});

describe("dates", () => {
  const cases: readonly [query: string, keep: (start: number, end: number) => boolean][] = [
    ["start=2026-11-20", (time, day) => time >= day && time < day + 86_400_000],
    ["start=ne2026-11-20", (time, day) => time < day || time >= day + 86_400_000],
    ["start=gt2026-11-20", (time, day) => time >= day + 86_400_000],
    ["start=ge2026-11-20", (time, day) => time >= day],
    ["start=lt2026-11-20", (time, day) => time < day],
    ["start=le2026-11-20", (time, day) => time < day + 86_400_000],
    [
      "start=ge2026-11-20T00:00:00%2B03:00&start=lt2026-11-21",
      (time, day) => time >= day && time < day + 86_400_000,
    ],
  ];
  test.each(cases)("Slot?%s means the clinic's own day", async (query, keep) => {
    const { sweep } = await withCentral();
    const day = Date.parse("2026-11-20T00:00:00+03:00");
    const all = times(await sweep("/Slot?_count=1000&_sort=start"));
    const found = times(await sweep(`/Slot?${query}&_count=1000&_sort=start`));
    expect(found).toEqual(all.filter((time) => keep(time, day)));
    expect(found.length).toBeGreaterThan(0);
  });

  test("descending order is the ascending one backwards", async () => {
    const { sweep } = await withCentral();
    const up = (await sweep("/Slot?_count=100&_sort=start")).map((slot) => slot.id);
    const down = (await sweep("/Slot?_count=100&_sort=-start")).map((slot) => slot.id);
    expect(down).toEqual(up.reverse());
  });
});

describe("a patient by policy and birth date", () => {
  test("is found only by both, in a POST body", async () => {
    const { form, demoCentral } = await withCentral();
    for (const { kind, series, number, birthDate } of demoCentral.patients) {
      const system = { unified: "228", old: "226", temporary: "227" }[kind];
      const identifier = `urn:oid:1.2.643.2.69.1.1.1.6.${system}|${series ? `${series}:${number}` : number}`;
      const found = searchsetOf(await form("/Patient/_search", { identifier, birthdate: birthDate }));
      expect(found.resources).toMatchObject([{ birthDate }]);
      expect(searchsetOf(await form("/Patient/_search", { identifier, birthdate: "1960-01-01" })).total).toBe(
        0,
      );
    }
  });

  test("leaves no trace of who was sought in links or the log", async () => {
    const { form, get, log } = await withCentral();
    const answer = await form("/Patient/_search", { birthdate: "ge1900-01-01", _count: "3" });
    const page = searchsetOf(answer);
    expect(page.self).toMatch(/\/fhir\/Patient\/_search$/);
    expect(page.next).not.toContain("1900");
    const second = searchsetOf(await get(page.next ?? ""));
    expect(second.resources).toHaveLength(3);
    expect(second.resources.map((one) => one.id)).not.toContain(page.resources[0]?.id);
    expect(JSON.stringify(log.lines)).not.toMatch(/1900|birthdate|_cursor/);
  });

  test("a value without a system, and several values, are understood", async () => {
    const { search, demoCentral } = await withCentral();
    const [first, , third] = demoCentral.patients;
    expect((await search(`/Patient?identifier=${first?.number},${third?.number}`)).total).toBe(2);
    expect((await search(`/Patient?identifier=%7C${first?.number}`)).total).toBe(0);
  });
});

test("reference searches follow the structure of the region", async () => {
  const { search } = await withCentral();
  const clinic = (await search("/Organization")).resources.find((one) => !("partOf" in one));
  const branches = (await search(`/Organization?partof=Organization/${clinic?.id}`)).resources;
  expect(branches).toHaveLength(1);
  expect((await search(`/HealthcareService?organization=${branches[0]?.id}&active=true`)).total).toBe(3);
  const roles = (await search(`/PractitionerRole?organization=${branches[0]?.id}`)).resources;
  expect(roles).toHaveLength(4);
  expect((await search(`/Schedule?actor=PractitionerRole/${roles[0]?.id}`)).total).toBe(1);
});

test.each([
  "/Slot?end=ge2026-11-20",
  "/Slot?start:missing=true",
  "/Slot?schedule.actor=PractitionerRole/1",
  "/Slot?start=ap2026-11-20",
  "/Slot?start=2026-02-31",
  "/Slot?start=ge2026-11-20T10:00",
  "/Slot?start=",
  "/Slot?status=free,",
  "/Slot?_count=-1",
  "/Slot?_count=many",
  "/Slot?_sort=status",
  "/Slot?_sort=constructor",
  "/Slot?constructor=1",
  "/Slot?_format=xml",
  "/Slot?schedule=Schedule/a/b",
  "/Appointment?patient=not%20an%20id",
])("%s is refused with 400, never answered as if it weren't there", async (path) => {
  const { get } = await withCentral();
  const answer = await get(path);
  expect(answer.status).toBe(400);
  expect(outcomeOf(answer).issue[0]?.diagnostics).toContain("Search parameter");
});

describe("people by name", () => {
  const byName = (query: Record<string, string>) => `/Patient?${new URLSearchParams(query)}`;

  test("a name is found by how it begins, without case and the dots of ё", async () => {
    const { search } = await withCentral();
    const families = async (query: Record<string, string>): Promise<string[]> => {
      const { resources } = await search(byName({ _count: "100", ...query }));
      return resources.map((one) => JSON.stringify(one.name));
    };
    const petrovs = await families({ family: "петров" });
    expect(petrovs.length).toBeGreaterThanOrEqual(4);
    expect(petrovs.every((name) => /"family":"Петров/.test(name))).toBe(true);
    expect(await families({ family: "етров" })).toEqual([]);
    expect(await families({ given: "федор", birthdate: "1948-06-05" })).toHaveLength(1);
    expect(await families({ given: "ФЁДОРОВИЧ", birthdate: "1948-06-05" })).toHaveLength(1);
    expect(await families({ family: "петрова,кузнецов", birthdate: "1970-01-15" })).toHaveLength(2);
    expect(await families({ family: "петров", given: "никто" })).toEqual([]);
  });

  test("a changed name is found as it is now, and no longer as it was", async () => {
    const { search, send } = await withCentral();
    const query = byName({ family: "Громова" });
    const [patient] = (await search(query)).resources;
    const renamed = { ...patient, name: [{ family: "Ясенева", given: ["Вера"] }] };
    await send("PUT", `/Patient/${patient?.id}`, renamed);
    expect((await search(byName({ family: "ясен" }))).resources).toMatchObject([{ id: patient?.id }]);
    expect((await search(query)).resources.map((one) => one.id)).not.toContain(patient?.id);
  });

  test("a modifier that isn't understood is refused", async () => {
    const { get } = await withCentral();
    expect((await get("/Patient?family:contains=x")).status).toBe(400);
  });

  test("two values of one parameter must both hold, of a list with commas any", async () => {
    const { search } = await withCentral();
    const [policy, snils] = ["4056410842001238", "90011223314"];
    const count = async (...identifiers: string[]): Promise<number> =>
      (await search(`/Patient?${identifiers.map((one) => `identifier=${one}`).join("&")}`)).total;
    expect(await count(policy, snils)).toBe(1);
    expect(await count(policy, "90022334435")).toBe(0);
    expect(await count(`${policy},052617`)).toBe(1);
    expect(await count(policy, `none,${snils}`)).toBe(1);
  });
});

describe("cards and messages", () => {
  test("a patient's cards are found by the patient, and nobody else's", async () => {
    const { search } = await withCentral();
    const [owner] = (await search("/Patient?identifier=4056410842001238")).resources;
    const { resources } = await search(`/RelatedPerson?patient=Patient/${owner?.id}`);
    expect(resources).toHaveLength(2);
    expect(resources.every((one) => JSON.stringify(one.patient).includes(String(owner?.id)))).toBe(true);
  });

  test("messages are found by whom they are to or about, the newest first", async () => {
    const { search } = await withCentral();
    const [patient] = (await search("/Patient?identifier=4056410842001238")).resources;
    const { resources } = await search(`/Communication?recipient=Patient/${patient?.id}&_sort=-sent`);
    const sent = resources.map((one) => Date.parse(String(one.sent)));
    expect(sent).toEqual(sent.toSorted((a, b) => b - a));
    expect(sent).toHaveLength(3);
    expect((await search(`/Communication?subject=Patient/${patient?.id}`)).total).toBe(2);
  });

  test("a card that was changed meanwhile is not deleted under its old version", async () => {
    const { search, get, send } = await withCentral();
    const [card] = (await search("/RelatedPerson")).resources;
    const read = await get(`/RelatedPerson/${card?.id}`);
    const stale = { "if-match": read.headers.get("etag") ?? "" };
    await send("PUT", `/RelatedPerson/${card?.id}`, { ...card, birthDate: "2016-04-19" });
    expect((await send("DELETE", `/RelatedPerson/${card?.id}`, undefined, stale)).status).toBe(412);
    const now = await get(`/RelatedPerson/${card?.id}`);
    const fresh = { "if-match": now.headers.get("etag") ?? "" };
    expect((await send("DELETE", `/RelatedPerson/${card?.id}`, undefined, fresh)).status).toBe(204);
    expect((await get(`/RelatedPerson/${card?.id}`)).status).toBe(410);
  });

  test("a card of nobody is refused", async () => {
    const { send } = await withCentral();
    const patient = { reference: "Patient/none" };
    expect((await send("POST", "/RelatedPerson", { resourceType: "RelatedPerson", patient })).status).toBe(
      422,
    );
    expect((await send("POST", "/RelatedPerson", { resourceType: "RelatedPerson" })).status).toBe(422);
  });
});

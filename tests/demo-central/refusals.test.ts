import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { outcomeOf, resourceOf, withCentral } from "./harness.ts";

describe("what is no request of ours", () => {
  const json = { "content-type": "application/fhir+json" };
  test.each<[string, string, number, unknown, Record<string, string>]>([
    ["GET", "/Nothing", 404, undefined, {}],
    ["GET", "/Slot/unknown", 404, undefined, {}],
    ["GET", "/Slot/a/b/c", 404, undefined, {}],
    ["GET", "/constructor/1", 404, undefined, {}],
    ["PATCH", "/Slot/1", 404, "{}", json],
    ["GET", "/%E0%A4%A", 400, undefined, {}],
    ["POST", "/Consent", 400, '{"resourceType":', json],
    ["POST", "/Consent", 400, "[]", json],
    ["POST", "/Consent", 400, "null", json],
    ["POST", "/Consent", 400, '{"resourceType":"Slot"}', json],
    ["POST", "/Consent", 415, "<Consent/>", { "content-type": "application/fhir+xml" }],
    ["POST", "/Patient/_search", 415, "{}", json],
    ["POST", "/Consent", 413, `"${"x".repeat(5 * 1024 * 1024)}"`, json],
    ["PUT", "/Slot/not_an_id", 400, '{"resourceType":"Slot"}', json],
    ["POST", "", 400, '{"resourceType":"Bundle","type":"batch"}', json],
    ["POST", "", 400, '{"resourceType":"Parameters"}', json],
  ])("%s %s answers %i with an OperationOutcome", async (method, path, status, body, headers) => {
    const { send } = await withCentral();
    const answer = await send(method, path, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(/^application\/fhir\+json/);
    expect(outcomeOf(answer).issue[0]?.diagnostics).not.toBe("");
  });

  test("outside of the FHIR address too", async () => {
    const { get, demoCentral } = await withCentral();
    const answer = await get(`http://127.0.0.1:${demoCentral.port}/elsewhere`);
    expect(answer.status).toBe(404);
    outcomeOf(answer);
  });
});

describe("what can't be stored", () => {
  type Sent = { readonly resourceType: string; readonly [field: string]: unknown };
  const slot: Sent = {
    resourceType: "Slot",
    schedule: { reference: "Schedule/t2s1-d1s" },
    status: "free",
    start: "2026-12-01T09:00:00+03:00",
    end: "2026-12-01T09:30:00+03:00",
  };
  const visit: Sent = {
    resourceType: "Appointment",
    status: "booked",
    start: slot.start,
    end: slot.end,
    participant: [{ actor: { reference: "Patient/t2s1-p1" }, status: "accepted" }],
  };
  const cases: readonly [fault: string, resource: Sent, place: string][] = [
    ["a slot without start", { ...slot, start: undefined }, "Slot.start"],
    ["a slot whose start has no offset", { ...slot, start: "2026-12-01T09:00:00" }, "Slot.start"],
    ["a slot on a day that doesn't exist", { ...slot, start: "2026-11-31T09:00:00+03:00" }, "Slot.start"],
    ["a slot that ends before it starts", { ...slot, end: "2026-12-01T08:00:00+03:00" }, "Slot.end"],
    ["a slot with an unknown status", { ...slot, status: "open" }, "Slot.status"],
    ["a slot of no schedule", { ...slot, schedule: {} }, "Slot.schedule.reference"],
    [
      "a slot of a malformed schedule",
      { ...slot, schedule: { reference: "some schedule" } },
      "Slot.schedule.reference",
    ],
    ["a slot of a schedule that isn't here", { ...slot, schedule: { reference: "Schedule/none" } }, "Slot"],
    ["a visit with an unknown status", { ...visit, status: "done" }, "Appointment.status"],
    ["a visit of nobody", { ...visit, participant: [] }, "Appointment.participant"],
    ["a booked visit without a time", { ...visit, start: undefined, end: undefined }, "Appointment"],
    ["a visit in a slot that isn't here", { ...visit, slot: [{ reference: "Slot/none" }] }, "Appointment"],
    ["an organization without a name", { resourceType: "Organization", name: " " }, "Organization.name"],
    [
      "a patient born on 31 February",
      { resourceType: "Patient", birthDate: "1985-02-31" },
      "Patient.birthDate",
    ],
    [
      "a consent without a scope",
      { resourceType: "Consent", status: "active", category: [{}] },
      "Consent.scope",
    ],
  ];
  test.each(cases)("%s: 422 that names the place", async (_fault, resource, place) => {
    const { send, search } = await withCentral();
    const before = (await search(`/${resource.resourceType}?_count=0`)).total;
    const answer = await send("POST", `/${resource.resourceType}`, resource);
    expect(answer.status).toBe(422);
    expect(outcomeOf(answer).issue.flatMap((issue) => issue.expression ?? [])).toContain(place);
    expect((await search(`/${resource.resourceType}?_count=0`)).total).toBe(before);
  });

  test("the sound forms of the same are stored", async () => {
    const { send } = await withCentral();
    const created = await send("POST", "/Slot", slot);
    expect(created.status).toBe(201);
    const withSlot = { ...visit, slot: [{ reference: `Slot/${resourceOf(created).id}` }] };
    expect((await send("POST", "/Appointment", withSlot)).status).toBe(201);
  });

  test("a refusal repeats nothing of what a patient's resource held", async () => {
    const { send, log } = await withCentral();
    const answer = await send("POST", "/Patient", {
      resourceType: "Patient",
      birthDate: "1985-03-99",
      gender: "Тайна",
      telecom: [{ system: "Секрет", value: "+79105550000" }],
    });
    expect(answer.status).toBe(422);
    expect(answer.text + JSON.stringify(log.lines)).not.toMatch(/1985|Тайна|Секрет|7910555/);
  });
});

test("a caller that hangs up in the middle of a body leaves the central API working", async () => {
  const { demoCentral, get } = await withCentral();
  await new Promise<void>((resolve) => {
    const half = request(`${demoCentral.url}/Consent`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json", "content-length": "1000" },
    });
    half.on("error", () => undefined);
    half.on("close", () => resolve());
    half.write('{"resourceType":', () => half.destroy());
  });
  expect((await get("/metadata")).status).toBe(200);
});

test("the CapabilityStatement lists what is searched by, and nothing that isn't understood", async () => {
  const { get } = await withCentral();
  const statement = JSON.parse((await get("/metadata")).text);
  expect(statement).toMatchObject({
    resourceType: "CapabilityStatement",
    fhirVersion: "4.0.1",
    kind: "instance",
  });
  for (const { type, searchParam } of statement.rest[0].resource) {
    for (const param of searchParam) {
      const value = { token: "x", reference: "x", date: "ge2026-01-01", string: "x" }[String(param.type)];
      expect((await get(`/${type}?${param.name}=${value}&_count=1`)).status).toBe(200);
    }
  }
});

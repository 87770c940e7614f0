import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fhirNames } from "#contract/fhir/names.ts";
import type { ReferenceType } from "#contract/index.ts";
import { resourceTypes } from "#sync/fhir/reference.ts";
import { branchOf, firstDay, scheduleId, serviceOf, timesOf } from "./plan.ts";

/**
 * A central API of the invented region that costs little: searches are answered from texts that are put together when
 * asked for, on pages of the size that is asked for. It books nothing.
 */
const [schedules = 0] = process.argv.slice(2).map(Number);
const from = firstDay(Date.now());
const changed = new Date(from - 2 * 24 * 60 * 60_000).toISOString();
const meta = { versionId: "1", lastUpdated: changed };

type Resource = { readonly id: string; readonly [field: string]: unknown };

const to = (type: string, id: string) => ({ reference: `${type}/${id}` });

/** The rows of one doctor; with the first of a branch, the clinic, the branch and its service as well. */
function rowsOf(schedule: number): readonly (readonly [ReferenceType, Resource])[] {
  const [branch, service] = [branchOf(schedule), serviceOf(schedule)];
  const clinic = { id: `c${branch}`, name: `Клиника ${branch}` };
  const places: readonly (readonly [ReferenceType, Resource])[] = [
    ["organization", clinic],
    ["organization", { id: branch, name: "Отделение", partOf: to("Organization", clinic.id) }],
    [
      "service",
      {
        id: service,
        providedBy: to("Organization", branch),
        type: [{ coding: [{ system: fhirNames.serviceCode, code: "B01.047.001" }] }],
        name: "Приём врача-терапевта первичный",
      },
    ],
  ];
  const isFirst = schedule === 0 || branchOf(schedule - 1) !== branch;
  const [person, role] = [`p${schedule}`, `r${schedule}`];
  return [
    ...(isFirst ? places : []),
    ["practitioner", { id: person, name: [{ family: "Врачёва", given: ["Анна", "Ильинична"] }] }],
    [
      "role",
      {
        id: role,
        practitioner: to("Practitioner", person),
        organization: to("Organization", branch),
        healthcareService: [to("HealthcareService", service)],
        code: [{ text: "врач-терапевт" }],
      },
    ],
    ["schedule", { id: scheduleId(schedule), actor: [to("PractitionerRole", role)] }],
  ];
}

const reference = new Map<string, string[]>(Object.values(resourceTypes).map((type) => [type, []]));
for (let schedule = 0; schedule < schedules; schedule++) {
  for (const [type, { id, ...fields }] of rowsOf(schedule)) {
    const resourceType = resourceTypes[type];
    const text = JSON.stringify({ resourceType, id, meta, active: true, ...fields });
    reference.get(resourceType)?.push(text);
  }
}

function slotsOf(schedule: number, since: number): string[] {
  const where = JSON.stringify(to("Schedule", scheduleId(schedule)));
  return timesOf(schedule, from)
    .filter(({ start }) => start >= since)
    .map(
      ({ id, start, end, status }) =>
        `{"resourceType":"Slot","id":"${id}","meta":{"versionId":"1","lastUpdated":"${changed}"},` +
        `"schedule":${where},"status":"${status}","start":"${new Date(start).toISOString()}","end":"${new Date(end).toISOString()}"}`,
    );
}

/** What a search finds, in the order in which it is asked for. */
function found(type: string, asked: URLSearchParams): readonly string[] {
  const since = (name: string): number => Date.parse(asked.get(name)?.slice(2) ?? "1970-01-01");
  const schedule = /^Schedule\/s(\d+)$/.exec(asked.get("schedule") ?? "")?.[1];
  if (type === "Slot" && schedule !== undefined) return slotsOf(Number(schedule), since("start"));
  return since("_lastUpdated") > Date.parse(changed) ? [] : (reference.get(type) ?? []);
}

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-type": "application/fhir+json" });
  response.end(body);
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const type = url.pathname.split("/").at(-1) ?? "";
  if (type === "metadata") {
    return answer(response, JSON.stringify({ resourceType: "CapabilityStatement", fhirVersion: "4.0.1" }));
  }
  if (request.method !== "GET") return void response.writeHead(405).end();
  const all = found(type, url.searchParams);
  const [count, offset] = ["_count", "_offset"].map((name) => Number(url.searchParams.get(name) ?? 0));
  const page = all.slice(offset, (offset ?? 0) + (count || all.length));
  const end = (offset ?? 0) + page.length;
  const next = new URLSearchParams(url.searchParams);
  next.set("_offset", String(end));
  const link = end < all.length ? [{ relation: "next", url: `${url.pathname}?${next}` }] : [];
  answer(
    response,
    `{"resourceType":"Bundle","type":"searchset","total":${all.length},"link":${JSON.stringify(link)},` +
      `"entry":[${page.map((resource) => `{"resource":${resource}}`).join(",")}]}`,
  );
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

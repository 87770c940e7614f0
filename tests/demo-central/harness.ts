import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { type CentralOptions, type DemoCentral, startDemoCentral } from "#demo-central/index.ts";
import type { DemoCentralLog } from "#demo-central/log-events.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";

export const secret = "a-secret-of-the-tests";
/** A Wednesday, 10:00 in Kaluga. */
export const wednesday = Date.parse("2026-11-18T10:00:00+03:00");

function recordingLog(): DemoCentralLog & { readonly lines: unknown[] } {
  const lines: unknown[] = [];
  return { lines, write: (event, facts) => void lines.push({ event, facts }) };
}

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "infomat-central-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Answer = { status: number; headers: Headers; text: string };

const resourceSchema = z.looseObject({
  resourceType: z.string(),
  id: z.string(),
  meta: z.looseObject({ versionId: z.string(), lastUpdated: z.string() }),
});
export type AnyResource = z.infer<typeof resourceSchema>;

const bundleSchema = z.looseObject({
  resourceType: z.literal("Bundle"),
  /** -1 where the central API tells none. */
  total: z.int().default(-1),
  link: z.array(z.object({ relation: z.string(), url: z.string() })),
  entry: z.array(z.object({ fullUrl: z.string(), resource: resourceSchema })).default([]),
});
export type Searchset = { total: number; next: string | null; self: string; resources: AnyResource[] };

const outcomeSchema = z.looseObject({
  resourceType: z.literal("OperationOutcome"),
  issue: z
    .array(
      z.object({
        severity: z.literal("error"),
        code: z.string(),
        diagnostics: z.string(),
        expression: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});

export const resourceOf = (answer: Answer): AnyResource => resourceSchema.parse(JSON.parse(answer.text));
export const outcomeOf = (answer: Answer): z.infer<typeof outcomeSchema> =>
  outcomeSchema.parse(JSON.parse(answer.text));

export function searchsetOf(answer: Answer): Searchset {
  const bundle = bundleSchema.parse(JSON.parse(answer.text));
  const link = (relation: string): string | undefined =>
    bundle.link.find((one) => one.relation === relation)?.url;
  return {
    total: bundle.total,
    next: link("next") ?? null,
    self: link("self") ?? "",
    resources: bundle.entry.map((entry) => entry.resource),
  };
}

export type Client = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  search(path: string): Promise<Searchset>;
  /** All pages, one after the other. */
  sweep(path: string): Promise<AnyResource[]>;
  form(path: string, fields: Record<string, string>): Promise<Answer>;
};

/** @param path of every call is below the FHIR address, or a whole address */
export function clientOf(url: string): Client {
  const send: Client["send"] = async (method, path, body, headers = {}) => {
    const response = await fetch(path.startsWith("http") ? path : `${url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/fhir+json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const get: Client["get"] = (path, headers) => send("GET", path, undefined, headers);
  return {
    send,
    get,
    search: async (path) => searchsetOf(await get(path)),
    async sweep(path) {
      const resources: AnyResource[] = [];
      for (let next: string | null = path; next !== null; ) {
        const page: Searchset = searchsetOf(await get(next));
        resources.push(...page.resources);
        next = page.next;
      }
      return resources;
    },
    form: (path, fields) =>
      send("POST", path, new URLSearchParams(fields).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      }),
  };
}

export type TestCentral = Client & {
  demoCentral: DemoCentral;
  clock: FakeClock;
  log: ReturnType<typeof recordingLog>;
};

/** A tiny central API with a clock that stands still; it ends with the test. */
export async function withCentral(options: Partial<CentralOptions> = {}): Promise<TestCentral> {
  const clock = fakeClock(wednesday);
  const log = recordingLog();
  const demoCentral = await startDemoCentral({
    size: "tiny",
    clock,
    log,
    timeZone: "Europe/Moscow",
    file: null,
    port: 0,
    secret,
    ...options,
  });
  onTestFinished(() => demoCentral.close());
  return { ...clientOf(demoCentral.url), demoCentral, clock, log };
}

/** Some free slot that is still to come. */
export async function freeSlot(client: Client): Promise<{ slot: AnyResource; etag: string }> {
  const found = await client.search("/Slot?status=free&start=ge2026-11-19&_count=1&_sort=start");
  const answer = await client.get(`/Slot/${found.resources[0]?.id}`);
  return { slot: resourceOf(answer), etag: answer.headers.get("etag") ?? "" };
}

/** The transaction by which a kiosk books, as docs/fhir.md tells it. */
export function bookingBundle(slot: AnyResource, etag: string, key: string, patientId: string): unknown {
  const identifier = [{ system: "urn:infomat:booking-key", value: key }];
  const patient = { reference: `Patient/${patientId}` };
  return {
    resourceType: "Bundle",
    type: "transaction",
    entry: [
      {
        resource: { ...slot, status: "busy" },
        request: { method: "PUT", url: `Slot/${slot.id}`, ifMatch: etag },
      },
      {
        fullUrl: "urn:uuid:0197a000-0000-7000-8000-000000000001",
        resource: {
          resourceType: "Appointment",
          status: "booked",
          identifier,
          start: slot.start,
          end: slot.end,
          slot: [{ reference: `Slot/${slot.id}` }],
          participant: [{ actor: patient, status: "accepted" }],
        },
        request: {
          method: "POST",
          url: "Appointment",
          ifNoneExist: `identifier=urn:infomat:booking-key|${key}`,
        },
      },
      {
        resource: {
          resourceType: "Consent",
          status: "active",
          identifier,
          scope: { coding: [{ code: "patient-privacy" }] },
          category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
          patient,
          dateTime: "2026-11-18T10:00:00+03:00",
          sourceReference: { reference: "urn:uuid:0197a000-0000-7000-8000-000000000001" },
          provision: { type: "permit" },
        },
        request: { method: "POST", url: "Consent", ifNoneExist: `identifier=urn:infomat:booking-key|${key}` },
      },
    ],
  };
}

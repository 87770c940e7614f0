import { z } from "zod";
import type { Store } from "../store/store.ts";
import {
  checkTargets,
  createResource,
  deleteResource,
  matchExisting,
  readResource,
  updateResource,
} from "./interactions.ts";
import { FhirError, inEntry, outcomeText } from "./outcome.ts";
import { isUuidReference, withReferences } from "./references.ts";
import { etagOf, isResourceType, type Resource, type ResourceType, type Stored } from "./resources.ts";
import { parseResource } from "./schemas.ts";

const bundleSchema = z.looseObject({
  resourceType: z.literal("Bundle"),
  type: z.literal("transaction"),
  entry: z
    .array(
      z.looseObject({
        fullUrl: z.string().optional(),
        resource: z.looseObject({ resourceType: z.string() }).optional(),
        request: z.looseObject({
          method: z.enum(["GET", "POST", "PUT", "DELETE"]),
          url: z.string().min(1),
          ifMatch: z.string().optional(),
          ifNoneExist: z.string().optional(),
        }),
      }),
    )
    .max(1000)
    .default([]),
});
type Entry = z.infer<typeof bundleSchema>["entry"][number];

/** An entry with the resource that it is about, decided before anything is written. */
type Step = {
  readonly place: string;
  readonly entry: Entry;
  readonly type: ResourceType;
  readonly id: string;
  /** What `ifNoneExist` found: nothing is created then. */
  readonly existing: boolean;
};
type Result = {
  readonly status: string;
  readonly stored: Stored | null;
  readonly withBody: boolean;
  /** Why this entry was refused, an OperationOutcome as text; of central APIs that go on to the next one. */
  readonly refusal?: string;
};
type Plan = { readonly steps: readonly Step[]; readonly targets: ReadonlyMap<string, string> };

/** The order in which R4 §3.1.0.11.2 has the entries processed, whatever theirs is. */
const methodOrder = ["DELETE", "POST", "PUT", "GET"] as const;

/**
 * Runs a transaction Bundle, all or nothing, and answers with the text of its `transaction-response`. A central API
 * whose dialect isn't atomic keeps what entries it can and answers with what became of each.
 * @param newId makes logical ids for created resources
 * @throws FhirError with the status of the first entry that fails; its issues name that entry
 */
export function runTransaction(store: Store, sent: unknown, newId: () => string, base: string): string {
  const bundle = parseBundle(sent);
  const results = store.dialect.atomic
    ? store.atomically(() => allOrNothing(store, planned(store, bundle.entry, newId)))
    : oneByOne(store, planned(store, bundle.entry, newId));
  const entries = results.map((result) => (result ? responseText(store, result, base) : "{}"));
  return `{"resourceType":"Bundle","id":"${newId()}","type":"transaction-response","entry":[${entries.join(",")}]}`;
}

function planned(store: Store, entries: readonly Entry[], newId: () => string): Plan {
  const steps = entries.map((entry, index) => prepare(store, entry, `Bundle.entry[${index}]`, newId));
  refuseDoubles(steps);
  const targets = new Map<string, string>();
  for (const { entry, type, id } of steps) {
    if (entry.fullUrl && isUuidReference(entry.fullUrl))
      targets.set(entry.fullUrl.toLowerCase(), `${type}/${id}`);
  }
  return { steps, targets };
}

const inOrder = (steps: readonly Step[]): readonly Step[] =>
  methodOrder.flatMap((method) => steps.filter((step) => step.entry.request.method === method));

function allOrNothing(store: Store, { steps, targets }: Plan): (Result | undefined)[] {
  const done = new Map<Step, Result>();
  const written: { step: Step; resource: Resource }[] = [];
  for (const step of inOrder(steps)) {
    placed(step.place, () => {
      const resource = resolved(step, targets);
      done.set(step, run(store, step, resource));
      if (resource && !step.existing) written.push({ step, resource });
    });
  }
  for (const { step, resource } of written) placed(step.place, () => checkTargets(store, resource));
  return steps.map((step) => done.get(step));
}

/** What a transaction must not be: each entry for itself. */
function oneByOne(store: Store, { steps, targets }: Plan): (Result | undefined)[] {
  const done = new Map<Step, Result>();
  for (const step of inOrder(steps)) {
    try {
      done.set(
        step,
        store.atomically(() => run(store, step, resolved(step, targets))),
      );
    } catch (error) {
      if (!(error instanceof FhirError)) throw error;
      const refusal = outcomeText(error.issues);
      done.set(step, { status: String(error.status), stored: null, withBody: false, refusal });
    }
  }
  return steps.map((step) => done.get(step));
}

function parseBundle(sent: unknown): z.infer<typeof bundleSchema> {
  const parsed = bundleSchema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = ["Bundle", ...(issue?.path ?? []).map(String)].join(".").replace(/\.(\d+)/g, "[$1]");
  throw new FhirError(400, {
    code: "structure",
    diagnostics: `${place}: ${issue?.message ?? "not a transaction Bundle"}`,
    expression: place,
  });
}

function prepare(store: Store, entry: Entry, place: string, newId: () => string): Step {
  return placed(place, () => {
    const { method, url, ifNoneExist } = entry.request;
    const [type, id, ...more] = url.split("/");
    if (
      !type ||
      !isResourceType(type) ||
      more.length > 0 ||
      (id !== undefined && !/^[A-Za-z0-9\-.]{1,64}$/.test(id))
    ) {
      throw new FhirError(400, {
        code: "not-supported",
        diagnostics: "request.url is nothing that can be done here",
      });
    }
    if ((method === "POST") !== (id === undefined)) {
      throw new FhirError(400, {
        code: "invalid",
        diagnostics: `request.url doesn't fit the method ${method}`,
      });
    }
    if ((method === "POST" || method === "PUT") !== (entry.resource !== undefined)) {
      throw new FhirError(400, {
        code: "invalid",
        diagnostics: `${method} and the entry's resource don't go together`,
      });
    }
    if (id !== undefined) return { place, entry, type, id, existing: false };
    const existing = ifNoneExist === undefined ? null : matchExisting(store, type, ifNoneExist);
    return { place, entry, type, id: existing ?? newId(), existing: existing !== null };
  });
}

function refuseDoubles(steps: readonly Step[]): void {
  const seen = new Set<string>();
  for (const { place, type, id, entry } of steps) {
    if (entry.request.method === "GET") continue;
    const marks = [`${type}/${id}`];
    if (entry.request.ifNoneExist !== undefined) marks.push(`${type}?${entry.request.ifNoneExist}`);
    for (const mark of marks) {
      if (seen.has(mark)) {
        throw inEntry(
          new FhirError(400, { code: "duplicate", diagnostics: "Another entry is about the same resource" }),
          place,
        );
      }
      seen.add(mark);
    }
  }
}

function resolved(step: Step, targets: ReadonlyMap<string, string>): Resource | null {
  const { resource } = step.entry;
  if (!resource) return null;
  return withReferences({ ...resource, resourceType: typeOf(resource.resourceType, step) }, (reference) => {
    if (!isUuidReference(reference)) return reference;
    const target = targets.get(reference.toLowerCase());
    if (target) return target;
    throw new FhirError(422, {
      code: "not-found",
      diagnostics: "A urn:uuid reference names no entry of this Bundle",
    });
  });
}

function typeOf(name: string, step: Step): ResourceType {
  if (name === step.type) return step.type;
  throw new FhirError(400, {
    code: "invalid",
    diagnostics: `The entry's resource is not the ${step.type} of its url`,
  });
}

function run(store: Store, step: Step, resource: Resource | null): Result {
  const { type, id, existing, entry } = step;
  const { method, ifMatch = null } = entry.request;
  switch (method) {
    case "GET":
      return { status: "200 OK", stored: readResource(store, type, id), withBody: true };
    case "DELETE":
      return { status: "204 No Content", stored: deleteResource(store, type, id, ifMatch), withBody: false };
    case "POST":
      return existing
        ? { status: "200 OK", stored: readResource(store, type, id), withBody: false }
        : {
            status: "201 Created",
            stored: createResource(store, id, parseResource(type, resource)).stored,
            withBody: false,
          };
    case "PUT": {
      const { outcome, stored } = updateResource(store, id, parseResource(type, resource), ifMatch);
      return { status: outcome === "created" ? "201 Created" : "200 OK", stored, withBody: false };
    }
  }
}

function responseText(store: Store, { status, stored, withBody, refusal }: Result, base: string): string {
  const response = {
    status,
    ...(refusal !== undefined && { outcome: JSON.parse(refusal) as unknown }),
    ...(stored && {
      location: `${stored.type}/${stored.id}/_history/${stored.version}`,
      ...(store.dialect.tellsEtags && { etag: etagOf(stored.version) }),
      lastModified: new Date(stored.updated).toISOString(),
    }),
  };
  const fullUrl =
    stored && !stored.deleted ? `"fullUrl":${JSON.stringify(`${base}/${stored.type}/${stored.id}`)},` : "";
  const body = withBody && stored ? `"resource":${stored.json},` : "";
  return `{${fullUrl}${body}"response":${JSON.stringify(response)}}`;
}

function placed<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof FhirError ? inEntry(error, place) : error;
  }
}

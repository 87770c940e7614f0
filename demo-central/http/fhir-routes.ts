import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { capabilityStatement } from "../fhir/capability.ts";
import {
  checkTargets,
  createResource,
  deleteResource,
  matchExisting,
  readResource,
  updateResource,
  type Written,
} from "../fhir/interactions.ts";
import { FhirError } from "../fhir/outcome.ts";
import {
  etagOf,
  httpDate,
  isResourceType,
  type ResourceType,
  type Stored,
  versionOfEtag,
} from "../fhir/resources.ts";
import { parseResource } from "../fhir/schemas.ts";
import { answerSearch } from "../fhir/search-answer.ts";
import { runTransaction } from "../fhir/transaction.ts";
import type { CursorSeal } from "../store/cursor.ts";
import type { Store } from "../store/store.ts";
import type { SwitchBoard } from "../switches.ts";
import { fhirJson } from "./errors.ts";
import { cutOff, underFaults } from "./faults.ts";

export type FhirRouteDeps = {
  readonly store: Store;
  readonly seal: CursorSeal;
  readonly switches: SwitchBoard;
  /** Logical ids for what is created here. */
  readonly newId: () => string;
  readonly startedAt: number;
  /** The FHIR path, such as `/fhir`. */
  readonly prefix: string;
};

type TypeRoute = { Params: { type: string } };
type IdRoute = { Params: { type: string; id: string } };

/** The RESTful interactions (R4 §3.1.0) over the store. */
export function fhirRoutes(app: FastifyInstance, deps: FhirRouteDeps): void {
  const { store, seal, switches, newId, startedAt, prefix } = deps;
  const baseOf = (request: FastifyRequest): string => `http://${request.host}${prefix}`;

  const textBody = { parseAs: "string" } as const;
  const json = async (_request: FastifyRequest, body: string): Promise<unknown> => parseJson(body);
  const form = async (_request: FastifyRequest, body: string): Promise<unknown> => [
    ...new URLSearchParams(body),
  ];
  app.addContentTypeParser<string>(["application/fhir+json", "application/json"], textBody, json);
  app.addContentTypeParser<string>("application/x-www-form-urlencoded", textBody, form);

  app.get("/metadata", (request, reply) =>
    reply.type(fhirJson).send(JSON.stringify(capabilityStatement(baseOf(request), startedAt))),
  );

  const transact = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const answer = underFaults(switches, () => runTransaction(store, request.body, newId, baseOf(request)));
    return answer === null ? cutOff(reply) : reply.type(fhirJson).send(answer);
  };
  app.post("/", transact);

  const search = (request: FastifyRequest<TypeRoute>, reply: FastifyReply, posted: boolean): FastifyReply => {
    const params = [...addressParams(request), ...(posted ? formParams(request.body) : [])];
    const type = typeOf(request.params.type);
    return reply
      .type(fhirJson)
      .send(answerSearch(store, seal, { type, params, base: baseOf(request), posted }));
  };
  app.get<TypeRoute>("/:type", (request, reply) => search(request, reply, false));
  app.post<TypeRoute>("/:type/_search", (request, reply) => search(request, reply, true));

  app.get<IdRoute>("/:type/:id", (request, reply) => {
    const stored = readResource(store, typeOf(request.params.type), request.params.id);
    const known = request.headers["if-none-match"];
    if (known !== undefined && versionOfEtag(known) === stored.version) {
      return versioned(reply, stored).code(304).send();
    }
    return versioned(reply, stored).type(fhirJson).send(stored.json);
  });

  app.post<TypeRoute>("/:type", (request, reply) => {
    const type = typeOf(request.params.type);
    const criteria = headerOf(request, "if-none-exist");
    const written = store.atomically((): Written => {
      const existing = criteria === null ? null : matchExisting(store, type, criteria);
      if (existing !== null) return { outcome: "existing", stored: readResource(store, type, existing) };
      const resource = parseResource(type, request.body);
      checkTargets(store, resource);
      return createResource(store, newId(), resource);
    });
    return answerWritten(request, reply, written, baseOf(request));
  });

  app.put<IdRoute>("/:type/:id", (request, reply) => {
    const type = typeOf(request.params.type);
    const { id } = request.params;
    if (!/^[A-Za-z0-9\-.]{1,64}$/.test(id))
      throw new FhirError(400, { code: "value", diagnostics: "Not an id" });
    const written = store.atomically((): Written => {
      const resource = parseResource(type, request.body);
      const done = updateResource(store, id, resource, headerOf(request, "if-match"));
      checkTargets(store, resource);
      return done;
    });
    return answerWritten(request, reply, written, baseOf(request));
  });

  app.delete<IdRoute>("/:type/:id", (request, reply) => {
    const type = typeOf(request.params.type);
    const removed = store.atomically(() =>
      deleteResource(store, type, request.params.id, headerOf(request, "if-match")),
    );
    return (removed ? versioned(reply, removed) : reply).code(204).send();
  });
}

function answerWritten(
  request: FastifyRequest,
  reply: FastifyReply,
  written: Written,
  base: string,
): FastifyReply {
  const { stored, outcome } = written;
  versioned(reply, stored).code(outcome === "created" ? 201 : 200);
  reply.header("location", `${base}/${stored.type}/${stored.id}/_history/${stored.version}`);
  if (/\breturn=minimal\b/.test(headerOf(request, "prefer") ?? "")) return reply.send();
  return reply.type(fhirJson).send(stored.json);
}

const versioned = (reply: FastifyReply, stored: Stored): FastifyReply =>
  reply.headers({ etag: etagOf(stored.version), "last-modified": httpDate(stored.updated) });

function typeOf(name: string): ResourceType {
  if (isResourceType(name)) return name;
  throw new FhirError(404, {
    code: "not-supported",
    diagnostics: "This central API keeps no resources of that type",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FhirError(400, { code: "structure", diagnostics: "The body is not JSON" });
  }
}

function addressParams(request: FastifyRequest): [string, string][] {
  const query = (request.raw.url ?? "").split("?").slice(1).join("?");
  return [...new URLSearchParams(query)];
}

function formParams(body: unknown): [string, string][] {
  if (body === undefined || body === null) return [];
  if (!Array.isArray(body)) {
    throw new FhirError(415, {
      code: "not-supported",
      diagnostics: "_search takes application/x-www-form-urlencoded",
    });
  }
  return body;
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getStatus, isOk } from "@medplum/core";
import { type FhirRequest, FhirRouter, MemoryRepository } from "@medplum/fhir-router";
import type { Bundle, Resource } from "@medplum/fhirtypes";
import { indexDefinitions } from "./definitions.ts";
import { RollingBackRepository } from "./repository.ts";

export type MedplumServer = { readonly url: string; close(): Promise<void> };

/** Medplum's own defaults. */
const usualRows = 20;
const mostRows = 1000;
const prefix = "/fhir/R4";

/**
 * Medplum's FHIR router behind a small HTTP server: another code base than the demo central API's, with UUIDs as
 * versions and 412 for stale ones. It works on one request at a time.
 * @param atomic false answers transactions as a Medplum project without `transaction-bundles` does: 200 around
 *   entries of which some were kept and some not
 * @param seed resources that are there from the start, with their ids and times of last change
 */
export async function startMedplum(options: {
  readonly atomic: boolean;
  readonly seed: readonly Resource[];
}): Promise<MedplumServer> {
  indexDefinitions();
  const router = new FhirRouter();
  const repository = options.atomic ? new RollingBackRepository() : new MemoryRepository();
  await repository.withSeeding(async () => {
    for (const resource of options.seed) {
      const meta = { lastUpdated: resource.meta?.lastUpdated };
      await repository.createResource({ ...resource, meta });
    }
  });

  const answer = async (request: IncomingMessage, response: ServerResponse, body: string): Promise<void> => {
    const base = `http://${request.headers.host}${prefix}`;
    const url = new URL(request.url ?? "", base);
    const path = url.pathname.slice(prefix.length).replace(/^\//, "");
    if (path === "metadata") return send(response, 200, capability);
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
    const sent = isForm ? new URLSearchParams(body) : url.searchParams;
    const count = Math.min(Number(sent.get("_count") ?? usualRows), mostRows);
    if (request.method === "GET" || isForm) sent.set("_count", String(count));
    // A parameter that stands there several times is a list: all of its values must hold.
    const query = Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.getAll(name)]));
    const isSearch = request.method === "GET" && !path.includes("/");
    const asked: FhirRequest = {
      method: request.method as FhirRequest["method"],
      url: isSearch ? `${path}?${sent}` : path,
      pathname: "",
      params: {},
      query: {},
      body: isForm ? query : parsed(body),
      headers: request.headers,
      config: { transactions: options.atomic },
    };
    const [outcome, resource] = await router.handleRequest(asked, repository);
    const status = getStatus(outcome);
    if (!isOk(outcome) || !resource) return send(response, status, outcome);
    if (resource.resourceType === "Bundle" && resource.type === "searchset") {
      const address = `${base}/${path.replace(/\/_search$/, "")}`;
      return send(response, status, paged(resource, address, sent, count));
    }
    if (resource.meta?.versionId) response.setHeader("etag", `W/"${resource.meta.versionId}"`);
    if (resource.meta?.lastUpdated) {
      response.setHeader("last-modified", new Date(resource.meta.lastUpdated).toUTCString());
    }
    if (status === 201) response.setHeader("location", `${base}/${path}/${resource.id}`);
    return send(response, status, resource);
  };

  let last: Promise<unknown> = Promise.resolve();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    last = last
      .then(() => answer(request, response, body))
      .catch((error: unknown) => send(response, 500, { error: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const capability = {
  resourceType: "CapabilityStatement",
  status: "active",
  kind: "instance",
  software: { name: "Medplum router" },
  fhirVersion: "4.0.1",
  format: ["application/fhir+json"],
};

function paged(bundle: Bundle, address: string, sent: URLSearchParams, count: number): Bundle {
  const after = Number(sent.get("_offset") ?? 0) + count;
  if (after >= (bundle.total ?? 0) || count === 0) return bundle;
  const next = new URLSearchParams(sent);
  next.set("_offset", String(after));
  return { ...bundle, link: [{ relation: "next", url: `${address}?${next}` }] };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/fhir+json" });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parsed(body: string): unknown {
  try {
    return body === "" ? undefined : JSON.parse(body);
  } catch {
    return undefined;
  }
}

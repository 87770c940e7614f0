import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Clock } from "#contract/base/ports.ts";

export type Resource = { resourceType: string; id: string; [field: string]: unknown };
type Asked = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };
/** An answer in place of the honest one. `hang` never answers, `reset` breaks the connection. */
export type Reply =
  | "hang"
  | "reset"
  | { status: number; type?: string; body?: string | Buffer; headers?: Record<string, string> };

/** A FHIR server of a few lines over a real socket, that lies on demand. */
export type ScriptedCentral = {
  readonly url: string;
  readonly asked: Asked[];
  /** Stores a resource under a new version, changed now by the central API's clock; `meta` overrides both. */
  put(resource: Resource, meta?: { versionId?: string; lastUpdated?: string }): void;
  remove(type: string, id: string): void;
  /** Rows per page, whatever the client asks for. */
  pageSize: number;
  /** Asked first; null lets the honest answer through. */
  script: (asked: Asked) => Reply | null | Promise<Reply | null>;
  /** What would be answered at this moment without a script. */
  honest(asked: Asked): Reply;
  close(): Promise<void>;
};

type Options = { clock: Clock; tls?: { cert: Buffer; key: Buffer; ca?: Buffer; requestCert?: boolean } };

export async function startScriptedCentral({ clock, tls }: Options): Promise<ScriptedCentral> {
  const shelves = new Map<string, Map<string, Resource>>();
  const shelf = (type: string) => {
    const found = shelves.get(type) ?? new Map<string, Resource>();
    shelves.set(type, found);
    return found;
  };
  let version = 0;

  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked: Asked = {
      method: request.method ?? "",
      path: (request.url ?? "").replace(/^\/fhir\/?/, ""),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    demoCentral.asked.push(asked);
    response.setHeader("date", new Date(clock.now()).toUTCString());
    send(response, (await demoCentral.script(asked)) ?? honest(asked));
  };
  const honest = ({ method, path, body }: Asked): Reply => {
    const url = new URL(path, "http://central/");
    const [type = "", id] = url.pathname.slice(1).split("/");
    if (method === "GET" && type === "metadata") return json(capability);
    if (method === "GET" && id) {
      const resource = shelf(type).get(id);
      return resource ? json(resource) : { status: 410 };
    }
    if (method === "POST" && id === "_search")
      return json(found([...shelf(type).values()].filter(holds(body)), null));
    if (method === "GET") return json(search(type, url.searchParams));
    return { status: 405 };
  };
  const search = (type: string, query: URLSearchParams) => {
    const isBehind = query.get("_lastUpdated")?.startsWith("gt") ? 1 : 0;
    const since = Date.parse(query.get("_lastUpdated")?.slice(2) ?? "1970-01-01") + isBehind;
    const from = query.get("start")?.slice(2) ?? "";
    const schedule = query.get("schedule");
    const sort = query.get("_sort");
    const keyOf = (row: Resource): number =>
      Date.parse(sort === "start" ? String(row.start) : (row.meta as { lastUpdated: string }).lastUpdated);
    const matches = [...shelf(type).values()].filter(
      (row) =>
        !(Date.parse((row.meta as { lastUpdated: string }).lastUpdated) < since) &&
        (schedule === null || (row.schedule as { reference?: string } | undefined)?.reference === schedule) &&
        (from === "" || !(Date.parse(String(row.start)) < Date.parse(from))),
    );
    const rows = sort === null ? matches : matches.sort((one, other) => keyOf(one) - keyOf(other));
    const offset = Number(query.get("_offset") ?? 0);
    const page = rows.slice(offset, offset + demoCentral.pageSize);
    const more = offset + demoCentral.pageSize < rows.length;
    query.set("_offset", String(offset + demoCentral.pageSize));
    return found(page, more ? `${demoCentral.url}/${type}?${query}` : null);
  };

  const server = tls
    ? createTlsServer({ ...tls, rejectUnauthorized: tls.requestCert === true }, listener)
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const demoCentral: ScriptedCentral = {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}/fhir`,
    asked: [],
    pageSize: 1000,
    script: () => null,
    honest,
    put(resource, meta = {}) {
      const stamp = {
        versionId: String(++version),
        lastUpdated: new Date(clock.now()).toISOString(),
        ...meta,
      };
      shelf(resource.resourceType).set(resource.id, { ...resource, meta: stamp });
    },
    remove(type, id) {
      shelf(type).delete(id);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return demoCentral;
}

const capability = {
  resourceType: "CapabilityStatement",
  fhirVersion: "4.0.1",
  software: { name: "scripted" },
};

/** Whether a resource has one of the identifiers of a search's form body. */
const holds = (body: string) => {
  const anyOf = (new URLSearchParams(body).get("identifier") ?? "").split(",");
  return (row: Resource): boolean =>
    ((row.identifier ?? []) as { system: string; value: string }[]).some((it) =>
      anyOf.includes(`${it.system}|${it.value}`),
    );
};

const found = (rows: readonly Resource[], next: string | null) => ({
  resourceType: "Bundle",
  type: "searchset",
  link: next === null ? [] : [{ relation: "next", url: next }],
  entry: rows.map((resource) => ({ resource })),
});

export const json = (body: unknown, status = 200): Reply => ({
  status,
  type: "application/fhir+json; charset=utf-8",
  body: JSON.stringify(body),
});

function send(response: ServerResponse, reply: Reply): void {
  if (reply === "hang") return;
  if (reply === "reset") {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, {
    ...(reply.type ? { "content-type": reply.type } : {}),
    ...reply.headers,
  });
  response.end(reply.body ?? "");
}

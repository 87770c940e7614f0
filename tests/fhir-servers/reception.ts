import { type Resource, read } from "#tests/support/central-rest.ts";

/** The reception, working at the central API itself with another program than ours. */
export type Reception = {
  read(type: string, id: string): Promise<Resource>;
  /** Reads a resource and puts it back with these fields changed. */
  change(type: string, id: string, changes: Readonly<Record<string, unknown>>): Promise<void>;
  create(resource: { readonly resourceType: string; readonly [field: string]: unknown }): Promise<string>;
  remove(type: string, id: string): Promise<void>;
};

export function receptionAt(url: string): Reception {
  const send = async (method: string, path: string, body?: object): Promise<Response> => {
    const answer = await fetch(`${url}/${path}`, {
      method,
      headers: body ? { "content-type": "application/fhir+json" } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    read: (type, id) => read(url, type, id),
    async change(type, id, changes) {
      await send("PUT", `${type}/${id}`, { ...(await read(url, type, id)), ...changes });
    },
    async create(resource) {
      const answer = await send("POST", resource.resourceType, resource);
      return ((await answer.json()) as Resource).id;
    },
    async remove(type, id) {
      await send("DELETE", `${type}/${id}`);
    },
  };
}

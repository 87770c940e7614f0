/** The central API's own data, read and written past the proxy: the reception's way in, and the truth at the end. */
export type Resource = {
  readonly resourceType: string;
  readonly id: string;
  readonly status?: string;
  readonly [field: string]: unknown;
};
export type Read = { readonly resource: Resource; readonly etag: string };
type Entry = {
  readonly fullUrl?: string;
  readonly resource: object;
  readonly request: { readonly method: "PUT" | "POST"; readonly url: string; readonly ifMatch?: string };
};

export type CentralData = {
  /** Null where it never was or is no more. */
  read(type: string, id: string): Promise<Read | null>;
  all(type: string, parameters?: Record<string, string>): Promise<Resource[]>;
  /** Each answers whether the central API did it; a version that has changed meanwhile is no. */
  put(read: Read, changes: object): Promise<boolean>;
  remove(read: Read): Promise<boolean>;
  transaction(entries: readonly Entry[]): Promise<boolean>;
};

const type = "application/fhir+json";

/** `url` is the FHIR address. A central API that is not there rejects: the caller knows when it is up. */
export function centralData(url: () => string): CentralData {
  const send = (path: string, init: RequestInit): Promise<Response> =>
    fetch(`${url()}${path}`, { ...init, headers: { ...init.headers, connection: "close" } });
  const written = async (path: string, init: RequestInit): Promise<boolean> => {
    const answer = await send(path, init);
    await answer.body?.cancel();
    if (answer.status >= 500 || answer.status === 400)
      throw new Error(`${init.method} ${path}: ${answer.status}`);
    return answer.ok;
  };
  return {
    async read(of, id) {
      const answer = await send(`/${of}/${id}`, {});
      if (answer.status === 404 || answer.status === 410) {
        await answer.body?.cancel();
        return null;
      }
      if (!answer.ok) throw new Error(`GET ${of}/${id}: ${answer.status}`);
      return { resource: (await answer.json()) as Resource, etag: answer.headers.get("etag") ?? "" };
    },
    async all(of, parameters = {}) {
      const found: Resource[] = [];
      let next: string | null = `/${of}?${new URLSearchParams({ ...parameters, _count: "1000" })}`;
      while (next !== null) {
        const answer: Response = await send(next, {});
        if (!answer.ok) throw new Error(`${of}: ${answer.status}`);
        const bundle = (await answer.json()) as {
          entry?: { resource: Resource }[];
          link?: { relation: string; url: string }[];
        };
        found.push(...(bundle.entry ?? []).map(({ resource }) => resource));
        const link = bundle.link?.find(({ relation }) => relation === "next")?.url ?? null;
        next = link === null ? null : link.slice(link.indexOf("/fhir") + "/fhir".length);
      }
      return found;
    },
    put: ({ resource, etag }, changes) =>
      written(`/${resource.resourceType}/${resource.id}`, {
        method: "PUT",
        headers: { "content-type": type, "if-match": etag },
        body: JSON.stringify({ ...resource, ...changes }),
      }),
    remove: ({ resource, etag }) =>
      written(`/${resource.resourceType}/${resource.id}`, {
        method: "DELETE",
        headers: { "if-match": etag },
      }),
    transaction: (entry) =>
      written("", {
        method: "POST",
        headers: { "content-type": type },
        body: JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }),
      }),
  };
}

/** References of an Appointment to its slots, as ids. */
export function slotIdsOf(appointment: Resource): string[] {
  const slots = (appointment.slot ?? []) as readonly { reference: string }[];
  return slots.map(({ reference }) => reference.replace("Slot/", ""));
}

/** The id of a slot's schedule. */
export const scheduleOf = ({ schedule }: Resource): string =>
  (schedule as { reference: string }).reference.replace("Schedule/", "");

/** The values of a resource's identifiers of one system. */
export function valuesOf(resource: Resource, system: string): string[] {
  const identifiers = (resource.identifier ?? []) as readonly { system?: string; value?: string }[];
  return identifiers.flatMap((it) => (it.system === system && it.value !== undefined ? [it.value] : []));
}

/** Not cancelled or withdrawn: whoever holds it counts on it. */
export const isLive = (appointment: Resource): boolean =>
  appointment.status !== "cancelled" && appointment.status !== "entered-in-error";

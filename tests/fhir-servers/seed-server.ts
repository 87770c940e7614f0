import type { Resource } from "@medplum/fhirtypes";
import { clinicTypes } from "./tiny-clinic.ts";

type Held = Resource & { readonly id: string };

/** Requests at the same time. */
const concurrency = 8;

/** What hangs on the clinic's patients and schedules, and by which parameters it is found. */
const made = [
  ["Appointment", "patient", "Patient"],
  ["Consent", "patient", "Patient"],
  ["Communication", "subject", "Patient"],
  ["Communication", "recipient", "Patient"],
  ["RelatedPerson", "patient", "Patient"],
  ["Slot", "schedule", "Schedule"],
] as const;

/**
 * Puts a clinic on a running FHIR server, under ids of its own. The server must take the client's ids (R4 §3.1.0.4.1).
 * @returns what takes it away again, with everything that was made on it since; what the server had under the same
 * ids before is put back.
 */
export async function seedServer(url: string, clinic: readonly Resource[]): Promise<() => Promise<void>> {
  const resources = clinic.filter((it): it is Held => it.id !== undefined);
  const server = serverAt(url);
  const former = new Map<string, Held | null>();
  await forEach(resources, async (it) => void former.set(nameOf(it), await server.read(nameOf(it))));
  const before = await hanging(server, resources);
  for (const type of clinicTypes) {
    const ofType = resources.filter(({ resourceType }) => resourceType === type);
    // Clinics first: a branch names its own.
    for (const it of type === "Organization" || type === "Location" ? ofType : []) await server.put(it);
    if (type !== "Organization" && type !== "Location") await forEach(ofType, server.put);
  }
  return async () => {
    const known = new Set([...before, ...resources.map(nameOf)]);
    for (const name of await hanging(server, resources)) if (!known.has(name)) await server.remove(name);
    for (const type of [...clinicTypes].reverse()) {
      const ofType = resources.filter(({ resourceType }) => resourceType === type).reverse();
      const undo = async (it: Held): Promise<void> => {
        const was = former.get(nameOf(it));
        await (was ? server.put(was) : server.remove(nameOf(it)));
      };
      if (type === "Organization" || type === "Location") for (const it of ofType) await undo(it);
      else await forEach(ofType, undo);
    }
  };
}

const nameOf = ({ resourceType, id }: Held): string => `${resourceType}/${id}`;

type Server = ReturnType<typeof serverAt>;

function serverAt(url: string) {
  const send = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(/^https?:/.test(path) ? path : `${url}/${path}`, {
      method,
      headers: { "cache-control": "no-cache", ...(body ? { "content-type": "application/fhir+json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const must = async (answer: Response, what: string): Promise<Response> => {
    if (answer.ok) return answer;
    throw new Error(`${what}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  };
  return {
    async read(name: string): Promise<Held | null> {
      const answer = await send("GET", name);
      if (answer.status === 404 || answer.status === 410) return null;
      return (await (await must(answer, `GET ${name}`)).json()) as Held;
    },
    async put(resource: Held): Promise<void> {
      const { meta: _, ...bare } = resource;
      await must(await send("PUT", nameOf(resource), bare), `PUT ${nameOf(resource)}`);
    },
    /** What can't be removed is told: another client's resources may name it. */
    async remove(name: string): Promise<void> {
      const answer = await send("DELETE", name);
      if (!answer.ok && answer.status !== 404 && answer.status !== 410)
        process.stderr.write(`left at ${url}: ${name} (${answer.status})\n`);
    },
    /** Names of all that a search finds. */
    async search(path: string): Promise<string[]> {
      const names: string[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const page = (await (await must(await send("GET", next), path)).json()) as {
          entry?: { resource: Held }[];
          link?: { relation: string; url: string }[];
        };
        names.push(...(page.entry ?? []).map(({ resource }) => nameOf(resource)));
        next = page.link?.find(({ relation }) => relation === "next")?.url;
      }
      return names;
    },
  };
}

async function hanging(server: Server, resources: readonly Held[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const [type, parameter, target] of made) {
    const targets = resources.filter(({ resourceType }) => resourceType === target);
    await forEach(targets, async (it) => {
      for (const name of await server.search(`${type}?${parameter}=${nameOf(it)}&_count=200`))
        found.add(name);
    });
  }
  return [...found];
}

async function forEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = all.values();
  const worker = async (): Promise<void> => {
    for (const one of queue) await work(one);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

import { CentralError, selfTestSystem } from "#contract/index.ts";
import type { FhirSlot } from "./attempts.ts";
import { put, transaction } from "./booking-bundle.ts";
import type { Http } from "./http.ts";
import { isJson, type Json, referencedId } from "./json.ts";
import { read, readSlot } from "./read.ts";
import { token } from "./search-values.ts";
import { searchset } from "./searchset.ts";

/** In an order in which nothing that is removed is referred to by what is still there. */
const types = ["Appointment", "Slot", "Schedule", "Location"] as const;
type Type = (typeof types)[number];

/** Long past, where no screen, report or reminder looks. */
const firstSlot = Date.parse("2001-01-01T09:00:00Z");
const quarter = 15 * 60_000;

/** Why the central API doesn't let the test's own resources be made: a status of 4xx. */
export class Unprepared extends Error {
  override readonly name = "Unprepared";
}

/** An inactive Location and its Schedule in the past, on which a self-test may do as it likes. */
export type SelfTestResources = {
  /** A new free slot, as just read. */
  freeSlot(): Promise<FhirSlot>;
  /** Who takes part in the test's visits in place of a patient: nobody real. */
  readonly actor: { readonly reference: string };
  /** Remembers a visit that was made, so that it goes even where a search doesn't show it. */
  note(appointmentId: string): void;
};

export type SelfTestResourceOwner = {
  /** @throws {Unprepared} @throws {CentralError} */
  prepare(): Promise<SelfTestResources>;
  /** Removes everything that carries the owner's mark, of this run and of earlier ones. */
  cleanUp(): Promise<void>;
};

/** Makes and removes what a self-test works on. Every call may throw {@link CentralError}. */
export function createSelfTestResourceOwner(
  http: Http,
  owner: string,
  signal: AbortSignal,
): SelfTestResourceOwner {
  const identifier = [{ system: selfTestSystem, value: owner }];
  const made = new Map<Type, Set<string>>(types.map((type) => [type, new Set()]));

  const create = async (type: Type, resource: object): Promise<string> => {
    try {
      const answer = await http.send(
        {
          method: "POST",
          path: type,
          json: { resourceType: type, identifier, ...resource },
          headers: { prefer: "return=representation" },
        },
        signal,
      );
      const created = isJson(answer.body) ? answer.body.id : null;
      const id = referencedId(answer.headers.get("location"), type) ?? created;
      if (typeof id !== "string") throw new CentralError("invalidResponse", `a new ${type} without an id`);
      made.get(type)?.add(id);
      return id;
    } catch (error) {
      if (isRejected(error)) throw new Unprepared(`POST ${type}: ${error.message}`, { cause: error });
      throw error;
    }
  };

  const marked = async (type: Type): Promise<string[]> => {
    const path = `${type}?identifier=${encodeURIComponent(`${selfTestSystem}|${token(owner)}`)}&_count=200`;
    const answer = await http.send({ method: "GET", path }, signal);
    // A central API that passes over the parameter answers with others' resources: only marked ones are touched.
    return searchset(answer, type).resources.flatMap((resource) => {
      const marks: readonly unknown[] = Array.isArray(resource.identifier) ? resource.identifier : [];
      const ours = marks.some((it) => isJson(it) && it.system === selfTestSystem && it.value === owner);
      return ours && typeof resource.id === "string" ? [resource.id] : [];
    });
  };

  const remove = async (type: Type, id: string): Promise<void> => {
    await http.send({ method: "DELETE", path: `${type}/${id}` }, signal);
  };
  /** Where the central API deletes nothing: what is left is inactive, in the past, and said to be a mistake. */
  const disown = async (type: Type, id: string): Promise<void> => {
    if (type !== "Appointment" && type !== "Slot") return;
    const found = await read(http, type, id, signal);
    if (found === null || found.resource.status === "entered-in-error") return;
    const etag = found.etag ?? etagOf(found.resource);
    const entry = put(type, id, etag, found.resource, { status: "entered-in-error" });
    const restating = http.send({ method: "POST", path: "", json: transaction([entry]) }, signal);
    await unlessRejected(
      () => restating,
      async () => null,
    );
  };

  return {
    async prepare() {
      const location = await create("Location", { status: "inactive", name: "Infomat self-test" });
      const actor = { reference: `Location/${location}` };
      const schedule = await create("Schedule", { active: false, actor: [actor] });
      let count = 0;
      return {
        actor,
        async freeSlot() {
          const start = firstSlot + quarter * count++;
          const id = await create("Slot", {
            schedule: { reference: `Schedule/${schedule}` },
            status: "free",
            start: new Date(start).toISOString(),
            end: new Date(start + quarter).toISOString(),
          });
          const reading = await readSlot(http, id, signal);
          if (reading.state === "gone") throw new Unprepared("a slot that was made is not there");
          return reading;
        },
        note: (appointmentId) => made.get("Appointment")?.add(appointmentId),
      };
    },

    async cleanUp() {
      for (const type of types) {
        const ids = made.get(type) ?? new Set();
        for (const id of await unlessRejected(
          () => marked(type),
          async () => [],
        ))
          ids.add(id);
        for (const id of ids)
          await unlessRejected(
            () => remove(type, id),
            () => disown(type, id),
          );
        ids.clear();
      }
    },
  };
}

const isRejected = (error: unknown): error is CentralError =>
  error instanceof CentralError && (error.fault === "rejected" || error.fault === "unauthorized");

async function unlessRejected<T, Otherwise>(
  work: () => Promise<T>,
  otherwise: () => Promise<Otherwise>,
): Promise<T | Otherwise> {
  try {
    return await work();
  } catch (error) {
    if (isRejected(error)) return otherwise();
    throw error;
  }
}

const etagOf = ({ meta }: Json): string => (isJson(meta) ? `W/"${String(meta.versionId)}"` : "");

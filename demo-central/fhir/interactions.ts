import { isDeepStrictEqual } from "node:util";
import { matchIds } from "../store/search.ts";
import { resourceText, type Store } from "../store/store.ts";
import { FhirError } from "./outcome.ts";
import { localTargets } from "./references.ts";
import { isResourceType, type Resource, type ResourceType, type Stored, versionOfEtag } from "./resources.ts";
import { parseSearch, resultParams } from "./search-query.ts";

export type Written = { readonly outcome: "created" | "updated" | "existing"; readonly stored: Stored };

/** @throws FhirError 404, or 410 where there was one. */
export function readResource(store: Store, type: ResourceType, id: string): Stored {
  const stored = store.read(type, id);
  if (!stored) throw new FhirError(404, { code: "not-found", diagnostics: `${type}/${id} is not known` });
  if (stored.deleted) throw new FhirError(410, { code: "deleted", diagnostics: `${type}/${id} is deleted` });
  return stored;
}

/** The one resource that an `If-None-Exist` criterion finds, or null. @throws FhirError 412 when it finds more. */
export function matchExisting(store: Store, type: ResourceType, criteria: string): string | null {
  const params = [...new URLSearchParams(criteria.replace(/^\?/, ""))];
  if (params.length === 0 || params.some(([name]) => (resultParams as readonly string[]).includes(name))) {
    throw new FhirError(400, { code: "invalid", diagnostics: "If-None-Exist takes search parameters" });
  }
  const [first, second] = matchIds(store, parseSearch(type, params, store.timeZone));
  if (second !== undefined) {
    throw new FhirError(412, {
      code: "multiple-matches",
      diagnostics: "If-None-Exist matches more than one",
    });
  }
  return first ?? null;
}

/** Stores a new resource under an id of the central API's choice. A sent `id` is ignored, as R4 says. */
export function createResource(store: Store, id: string, resource: Resource): Written {
  return { outcome: "created", stored: store.put(resource.resourceType, id, resource) };
}

/**
 * Replaces a resource, or creates it under the caller's id.
 * @param ifMatch the `If-Match` value as sent; a stale version is refused, and so is one of nothing, but where
 *   the central API's dialect creates it
 */
export function updateResource(
  store: Store,
  id: string,
  resource: Resource,
  ifMatch: string | null,
): Written {
  const type = resource.resourceType;
  if (resource.id !== id) {
    throw new FhirError(400, {
      code: "invalid",
      diagnostics: "The body's id must be the one in the address",
    });
  }
  const current = store.read(type, id);
  const isNew = current === null && store.dialect.createsUnderMatch;
  if (!isNew) checkMatch(store, `${type}/${id}`, current, ifMatch);
  if (!store.dialect.countsUnchanged && current && isSame(current, resource)) {
    return { outcome: "updated", stored: current };
  }
  return {
    outcome: current && !current.deleted ? "updated" : "created",
    stored: store.put(type, id, resource),
  };
}

/** Deletes a resource. One that is not there is deleted already. */
export function deleteResource(
  store: Store,
  type: ResourceType,
  id: string,
  ifMatch: string | null,
): Stored | null {
  const current = store.read(type, id);
  checkMatch(store, `${type}/${id}`, current, ifMatch);
  return current && !current.deleted ? store.remove(current) : current;
}

/** Refuses (422) a written resource that points to something which is not there. Call it after all writes. */
export function checkTargets(store: Store, resource: Resource): void {
  for (const target of localTargets(resource)) {
    const [type, id] = target.split("/");
    if (!type || !id || !isResourceType(type)) continue;
    const stored = store.read(type, id);
    if (!stored || stored.deleted) {
      throw new FhirError(422, {
        code: "business-rule",
        diagnostics: `${resource.resourceType} refers to ${target}, which is not here`,
        expression: resource.resourceType,
      });
    }
  }
}

function checkMatch(store: Store, place: string, current: Stored | null, ifMatch: string | null): void {
  if (ifMatch === null) return;
  if (!current || current.deleted || versionOfEtag(ifMatch) !== current.version) {
    const { status, words } = store.dialect.stale;
    throw new FhirError(status, { code: "conflict", diagnostics: words(place) });
  }
}

/** Whether a resource as sent holds what is stored, but for what the central API itself sets. */
function isSame(current: Stored, sent: Resource): boolean {
  if (current.deleted) return false;
  const text = resourceText(sent, current.id, current.version, current.updated);
  return isDeepStrictEqual(JSON.parse(text), JSON.parse(current.json));
}

import { isResourceType, type Resource } from "./resources.ts";

const relative = /^([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const absolute =
  /^https?:\/\/[^\s?#]+\/([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const uuid = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether text can stand in `Reference.reference`: relative, absolute, `urn:uuid:` or `#contained`. */
export const isReference = (text: string): boolean =>
  relative.test(text) || absolute.test(text) || uuid.test(text) || /^#[A-Za-z0-9\-.]{0,64}$/.test(text);

export const isUuidReference = (text: string): boolean => uuid.test(text);

/** `Type/id` of a relative or absolute reference; null for anything else. */
export function targetOf(reference: string): string | null {
  const match = relative.exec(reference) ?? absolute.exec(reference);
  return match ? `${match[1]}/${match[2]}` : null;
}

/** Every relative reference of a resource to a type that this central API keeps, as `Type/id`. */
export function localTargets(resource: Resource): Set<string> {
  const targets = new Set<string>();
  walk(resource, (reference) => {
    const match = relative.exec(reference);
    if (match?.[1] && isResourceType(match[1])) targets.add(`${match[1]}/${match[2]}`);
    return reference;
  });
  return targets;
}

/** The resource with each reference put through `change`. */
export function withReferences(resource: Resource, change: (reference: string) => string): Resource {
  return walk(resource, change) as Resource;
}

function walk(node: unknown, change: (reference: string) => string): unknown {
  if (Array.isArray(node)) return node.map((item) => walk(item, change));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "reference" && typeof value === "string" ? change(value) : walk(value, change),
    ]),
  );
}

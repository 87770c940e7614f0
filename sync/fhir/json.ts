import { idSchema } from "#contract/index.ts";

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idPattern = /^[A-Za-z0-9\-.]{1,64}$/;

/** The same rule as {@link idSchema}, without its price a row. */
export const isId = (value: unknown): value is string => typeof value === "string" && idPattern.test(value);

/**
 * The id in a FHIR reference to a resource of `type`: relative (`Slot/1`), absolute (its last two parts) or
 * to a version (`Slot/1/_history/2`). Null for any other.
 */
export function referencedId(reference: unknown, type: string): string | null {
  if (typeof reference !== "string") return null;
  const bare = reference.replace(/\/_history\/[^/]*$/, "");
  const [id, kind] = bare.split("/").reverse();
  return kind === type && idSchema.safeParse(id).success && id !== undefined ? id : null;
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** A FHIR instant in ms, or null. A time without a zone is refused: it would be read in the machine's own. */
export function instant(value: unknown): number | null {
  if (typeof value !== "string" || !instantPattern.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}

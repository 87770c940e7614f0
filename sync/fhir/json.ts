import { idSchema } from "#contract/index.ts";

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idPattern = /^[A-Za-z0-9\-.]{1,64}$/;

/** The same rule as {@link idSchema}, without its price a row. */
export const isId = (value: unknown): value is string => typeof value === "string" && idPattern.test(value);

/**
 * The id in a FHIR reference to a resource of `type`: relative (`Slot/1`), absolute (its last two parts) or
 * to a version (`Slot/1/_history/2`). Null for any other: to something contained (`#1`), a `urn:`, another type.
 */
export function referencedId(reference: unknown, type: string): string | null {
  if (typeof reference !== "string") return null;
  const bare = reference.trim().replace(/\/_history\/[^/]*$/, "");
  const [id, kind] = bare.split("/").reverse();
  return kind === type && idSchema.safeParse(id).success && id !== undefined ? id : null;
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const loosePattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?\s*(?:([Zz])|([+-]\d\d):?(\d\d))$/;

/**
 * A FHIR instant in ms, or null; without seconds, or with its offset written `+0300`, as well. A time without a zone
 * is refused: it would be read in the machine's own.
 */
export function instant(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const ms = Date.parse(instantPattern.test(value) ? value : strict(value));
  return Number.isNaN(ms) ? null : ms;
}

function strict(value: string): string {
  const match = loosePattern.exec(value.trim());
  if (!match) return "";
  const [, date, clock, seconds = ":00", fraction = "", utc, hours, minutes] = match;
  return `${date}T${clock}${seconds}${fraction}${utc === undefined ? `${hours}:${minutes}` : "Z"}`;
}

/** The day of an instant (ms), `YYYY-MM-DD`, in UTC: near enough for a period of months. */
export const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

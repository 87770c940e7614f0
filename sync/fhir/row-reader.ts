import type { CentralSettings } from "#contract/fhir/settings.ts";
import type { IdentifierKey, Reading, ReferenceRow, ReferenceType } from "#contract/index.ts";
import type { ClinicDays } from "./clinic-days.ts";
import type { Json } from "./json.ts";
import { targetOf } from "./logical-reference.ts";
import { listOf, textOf } from "./values.ts";

/** What every row begins with. */
type Head = {
  readonly id: string;
  readonly version: string;
  readonly lastUpdated: number;
  readonly active: boolean;
  readonly identifiers?: readonly IdentifierKey[];
};
export type Context = {
  readonly settings: CentralSettings;
  /** `YYYY-MM-DD`, by which names and addresses are in use or not. */
  readonly today: string;
  readonly days: ClinicDays;
};
export type Reader<Type extends ReferenceType> = (
  raw: Json,
  head: Head,
  context: Context,
) => Reading<ReferenceRow & { readonly type: Type }>;

/** What references of a type lead to (ids, or keys of identifiers), each once. */
export const idsIn = (references: unknown, type: string): string[] => [
  ...new Set(listOf(references).flatMap((reference) => targetOf(reference, type) ?? [])),
];

/** The one resource that a field refers to; undefined where it refers to something that can't be followed. */
export function idIn(reference: unknown, type: string): string | null | undefined {
  if (reference === undefined || reference === null) return null;
  const [id] = idsIn(reference, type);
  return id;
}

/** What a field says in words: its `display`, or the name of what is contained in the resource. */
export function wordsBehind(raw: Json, reference: Json): string {
  const display = textOf(reference.display);
  const target = reference.reference;
  if (typeof target !== "string" || !target.startsWith("#")) return display;
  const contained = listOf(raw.contained).find(({ id }) => `#${String(id)}` === target);
  return textOf(contained?.name) || textOf(contained?.description) || display;
}

export const withoutReference = (detail: string) => ({ kind: "withoutReference", detail }) as const;
export const malformed = (detail: string) => ({ kind: "malformed", detail }) as const;
/** Most rows are used whole. */
export const someOf = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length > 0 ? list : undefined;
export const isSomething = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * What a row does without: a field whose reference leads nowhere here, as one by an identifier without a system, and
 * one that leads to another type. Words alone are no reference.
 */
export function unfollowed(raw: Json, field: string, type: string) {
  const lost = listOf(raw[field]).some(
    (one) => targetOf(one, type) === null && (isSomething(one.identifier) || isFollowable(one.reference)),
  );
  return lost ? [withoutReference(field)] : [];
}

/** What is contained in the resource itself is read there. */
const isFollowable = (reference: unknown): boolean =>
  typeof reference === "string" && reference !== "" && !reference.startsWith("#");

import { createHash } from "node:crypto";
import type { IdentifierKey } from "#contract/index.ts";
import { isJson, type Json, referencedId } from "./json.ts";
import { isInUse, listOf, textOf } from "./values.ts";

/**
 * By what an identifier is stored and compared: a digest of its system and value, so that doctors' numbers don't lie
 * in the mirror. Begins with `#`, which no id does. Null where system or value is missing: a value alone is nobody's.
 */
function keyOf(identifier: Json): IdentifierKey | null {
  const [system, value] = [textOf(identifier.system), textOf(identifier.value)];
  if (system === "" || value === "") return null;
  return `#${createHash("sha256").update(`${system}|${value}`).digest("base64url").slice(0, 22)}`;
}

/** The keys of a resource's identifiers that are in use on a day (`YYYY-MM-DD`), each once. */
export const identifierKeys = (identifiers: unknown, today: string): IdentifierKey[] => [
  ...new Set(
    listOf(identifiers)
      .filter((one) => isInUse(one, today))
      .flatMap((one) => keyOf(one) ?? []),
  ),
];

/**
 * What a Reference (R4 §2.3.0) to a resource of this type leads to: an id, or the key of its identifier where it is a
 * logical one. A literal reference decides where there is one; one into the resource itself (`#1`) or to an entry of a
 * Bundle (`urn:`) leads nowhere. Null for a reference to another type.
 */
export function targetOf(
  { reference, type, identifier }: Json,
  wanted: string,
): string | IdentifierKey | null {
  const literal = typeof reference === "string" ? reference.trim() : "";
  if (literal !== "" && !literal.startsWith("#") && !literal.startsWith("urn:"))
    return referencedId(literal, wanted);
  // `type` may be written as the URL of the type's definition.
  const named = textOf(type).split("/").at(-1) ?? "";
  if ((named !== "" && named !== wanted) || !isJson(identifier)) return null;
  return keyOf(identifier);
}

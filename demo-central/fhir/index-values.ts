import { type Range, rangeOf } from "./dates.ts";
import { targetOf } from "./references.ts";
import type { Resource } from "./resources.ts";
import { searchParams } from "./search-params.ts";

/** What is filed of one resource so that searches find it without reading it. */
export type IndexValue =
  | { readonly kind: "token"; readonly param: string; readonly system: string; readonly value: string }
  | { readonly kind: "reference"; readonly param: string; readonly target: string }
  | { readonly kind: "string"; readonly param: string; readonly value: string }
  | ({ readonly kind: "date"; readonly param: string } & Range);

/** Every value of a resource that one of its type's search parameters looks at. */
export function indexValues(resource: Resource, timeZone: string): IndexValue[] {
  const values: IndexValue[] = [];
  for (const [param, definition] of Object.entries(searchParams[resource.resourceType])) {
    for (const found of collect(resource, definition.path.split("."))) {
      switch (definition.kind) {
        case "token":
          for (const one of tokensOf(found)) values.push({ kind: "token", param, ...one });
          break;
        case "reference": {
          const target = targetOf(textField(found, "reference"));
          const type = target?.split("/")[0];
          if (target && definition.targets.some((one) => one === type)) {
            values.push({ kind: "reference", param, target });
          }
          break;
        }
        case "string":
          if (typeof found === "string") values.push({ kind: "string", param, value: foldedText(found) });
          break;
        case "date": {
          const range = typeof found === "string" ? rangeOf(found, timeZone) : null;
          if (range) values.push({ kind: "date", param, ...range });
          break;
        }
      }
    }
  }
  return values;
}

/** Text as string searches compare it (R4 §3.1.1.4.8): without case, accents and doubled spaces. */
export const foldedText = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/gu, " ").trim().toLowerCase();

function collect(node: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(node)) return node.flatMap((item) => collect(item, path));
  const [field, ...rest] = path;
  if (field === undefined) return [node];
  const next = fieldOf(node, field);
  return next === undefined ? [] : collect(next, rest);
}

function tokensOf(found: unknown): { system: string; value: string }[] {
  if (typeof found === "string" || typeof found === "boolean") return [{ system: "", value: String(found) }];
  const codings = fieldOf(found, "coding");
  if (Array.isArray(codings)) return codings.flatMap(tokensOf);
  const value = textField(found, "value") || textField(found, "code");
  return value === "" ? [] : [{ system: textField(found, "system"), value }];
}

function fieldOf(node: unknown, field: string): unknown {
  return typeof node === "object" && node !== null ? (node as Record<string, unknown>)[field] : undefined;
}

function textField(node: unknown, field: string): string {
  const value = fieldOf(node, field);
  return typeof value === "string" ? value : "";
}

import { type Range, rangeOf } from "./dates.ts";
import { foldedText } from "./index-values.ts";
import { FhirError } from "./outcome.ts";
import { targetOf } from "./references.ts";
import { isResourceType, type ResourceType } from "./resources.ts";
import { type SearchParam, searchParams } from "./search-params.ts";

const datePrefixes = ["eq", "ne", "gt", "ge", "lt", "le"] as const;
type DatePrefix = (typeof datePrefixes)[number];

/** `system` and `value` are null where the search leaves them open; system "" means "without a system". */
type TokenTest = { readonly system: string | null; readonly value: string | null };
export type DateTest = Range & { readonly prefix: DatePrefix };

/** One parameter: any of its values will do. All conditions of a query must hold. */
export type Condition =
  | { readonly kind: "id"; readonly anyOf: readonly string[] }
  | { readonly kind: "token"; readonly param: string; readonly anyOf: readonly TokenTest[] }
  | { readonly kind: "reference"; readonly param: string; readonly anyOf: readonly string[] }
  | { readonly kind: "date"; readonly param: string; readonly anyOf: readonly DateTest[] }
  /** What a value must begin with. */
  | { readonly kind: "string"; readonly param: string; readonly anyOf: readonly string[] };

type Sort = { readonly by: string; readonly descending: boolean };

export type SearchQuery = {
  readonly type: ResourceType;
  readonly conditions: readonly Condition[];
  readonly sort: Sort;
  /** Rows of a page, as asked for. */
  readonly count: number;
};

const defaultCount = 50;

/** Parameters of every search that say how to answer, not what to find. */
export const resultParams = ["_count", "_sort", "_format"] as const;

/**
 * Reads a search as sent. Handling is strict: a parameter, modifier or value that is not understood is
 * refused (400): to ignore it would return resources that the caller excluded.
 */
export function parseSearch(
  type: ResourceType,
  sent: Iterable<readonly [name: string, value: string]>,
  timeZone: string,
): SearchQuery {
  const conditions: Condition[] = [];
  let sort: Sort = { by: "_id", descending: false };
  let count = defaultCount;
  for (const [name, value] of sent) {
    switch (name) {
      case "_count":
        if (!/^\d{1,9}$/.test(value)) throw bad(name, "is not a count");
        count = Number(value);
        break;
      case "_sort":
        sort = parseSort(type, value);
        break;
      case "_format":
        if (!/^(json|application\/(fhir\+)?json)$/.test(value)) throw bad(name, "must be json");
        break;
      default:
        conditions.push(parseCondition(type, name, value, timeZone));
    }
  }
  return { type, conditions, sort, count };
}

function parseSort(type: ResourceType, value: string): Sort {
  const by = value.replace(/^-/, "");
  if (by !== "_id" && by !== "_lastUpdated" && searchParams[type][by]?.kind !== "date") {
    throw bad(
      "_sort",
      "takes one of _id, _lastUpdated or a date parameter of the type, with - for descending",
    );
  }
  return { by, descending: value.startsWith("-") };
}

function parseCondition(type: ResourceType, name: string, value: string, timeZone: string): Condition {
  if (name === "_id") return { kind: "id", anyOf: splitOr(name, value) };
  if (name === "_lastUpdated") {
    return {
      kind: "date",
      param: name,
      anyOf: splitOr(name, value).map((one) => parseDate(name, one, timeZone)),
    };
  }
  const definition = Object.hasOwn(searchParams[type], name) ? searchParams[type][name] : undefined;
  if (!definition) throw bad(name, `is not a search parameter of ${type} here`);
  const values = splitOr(name, value);
  switch (definition.kind) {
    case "token":
      return { kind: "token", param: name, anyOf: values.map((one) => parseToken(name, one)) };
    case "reference":
      return {
        kind: "reference",
        param: name,
        anyOf: values.flatMap((one) => parseTargets(name, one, definition)),
      };
    case "date":
      return { kind: "date", param: name, anyOf: values.map((one) => parseDate(name, one, timeZone)) };
    case "string":
      return { kind: "string", param: name, anyOf: values.map((one) => foldedText(unescaped(one))) };
  }
}

function parseToken(name: string, value: string): TokenTest {
  const bar = value.search(/(?<!\\)\|/);
  if (bar < 0) return { system: null, value: unescaped(value) };
  const [system, code] = [unescaped(value.slice(0, bar)), unescaped(value.slice(bar + 1))];
  if (code === "" && system === "") throw bad(name, "is empty");
  return { system, value: code === "" ? null : code };
}

function parseTargets(
  name: string,
  value: string,
  definition: SearchParam & { kind: "reference" },
): string[] {
  if (/^[A-Za-z0-9\-.]{1,64}$/.test(value)) return definition.targets.map((type) => `${type}/${value}`);
  const target = targetOf(value);
  const type = target?.split("/")[0];
  if (!target || !type || !isResourceType(type)) throw bad(name, "is not a reference");
  return [target];
}

function parseDate(name: string, value: string, timeZone: string): DateTest {
  const match = /^([a-z]{2})?(.+)$/.exec(value);
  const prefix = datePrefixes.find((one) => one === (match?.[1] ?? "eq"));
  const range = match?.[2] === undefined ? null : rangeOf(match[2], timeZone);
  if (!prefix || !range) throw bad(name, `takes a date with one of ${datePrefixes.join(", ")} before it`);
  return { prefix, ...range };
}

function splitOr(name: string, value: string): string[] {
  const parts = value.split(/(?<!\\),/);
  if (parts.some((part) => part === "")) throw bad(name, "is empty");
  return parts;
}

const unescaped = (value: string): string => value.replace(/\\([\\,|$])/g, "$1");

const bad = (name: string, why: string): FhirError =>
  new FhirError(400, { code: "invalid", diagnostics: `Search parameter "${name.slice(0, 40)}" ${why}` });

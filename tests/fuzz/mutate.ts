import type { Random } from "#demo-central/seed/random.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const oddTexts = [
  "",
  " ",
  "\u00a0",
  "0",
  "-1",
  "null",
  "1e999",
  "NaN",
  "\u0000",
  "\ufeff",
  "\ud800",
  "<b>x</b>",
  "%{x}",
  "../../etc/passwd",
  "Patient/",
  "Patient/1/_history/2",
  "#p1",
  "urn:uuid:0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17",
  "9999-12-31T23:59:59.999+14:00",
  "+275760-09-13T00:00:00Z",
  "0000-00-00",
  "2026-02-30",
  "2026-11",
  "24:00",
  "Я".repeat(300),
  "ё".repeat(5000),
  "👩‍⚕️",
  "\u202eабв",
];
const oddNumbers = [0, -0, -1, 1, 0.5, 1e21, 2 ** 31, 2 ** 53, -(2 ** 53), 8.64e15 + 1, Number.MAX_VALUE];
const oddKeys = [
  "__proto__",
  "constructor",
  "toString",
  "resourceType",
  "id",
  "",
  "extension",
  "modifierExtension",
];

/** A JSON value with one to four changes of shape, type or content. The original stays as it was. */
export function mutateJson(value: unknown, random: Random): unknown {
  let changed = structuredClone(value) as Json;
  for (let times = random.int(1, 4); times > 0; times--) changed = changeOnce(changed, random);
  return changed;
}

function changeOnce(value: Json, random: Random): Json {
  // Deeper with each step, so that leaves are met more often than the root.
  if (Array.isArray(value) && value.length > 0 && random.chance(0.85)) {
    const at = random.int(0, value.length - 1);
    if (random.chance(0.12)) return changeArray(value, at, random);
    return value.with(at, changeOnce(value[at] ?? null, random));
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value) && random.chance(0.92)) {
    const keys = Object.keys(value);
    if (keys.length === 0) return oddValue(random);
    const key = random.pick(keys);
    if (random.chance(0.12)) return changeObject(value, key, random);
    return { ...value, [key]: changeOnce(value[key] ?? null, random) };
  }
  if (typeof value === "string" && random.chance(0.5)) return mutateText(value, random);
  return oddValue(random);
}

function changeArray(value: Json[], at: number, random: Random): Json {
  const item = value[at] ?? null;
  switch (random.int(0, 4)) {
    case 0:
      return value.toSpliced(at, 1);
    case 1:
      return value.toSpliced(at, 0, structuredClone(item));
    case 2:
      return value.toReversed();
    case 3:
      return [];
    default:
      return item;
  }
}

function changeObject(value: { [key: string]: Json }, key: string, random: Random): Json {
  const { [key]: held = null, ...rest } = value;
  switch (random.int(0, 4)) {
    case 0:
      return rest;
    case 1:
      return { ...rest, [random.pick(oddKeys)]: held };
    case 2:
      return { ...value, [random.pick(oddKeys)]: oddValue(random) };
    case 3:
      return { ...value, [key]: [held, held] };
    default:
      return { ...value, [key]: { value: held } };
  }
}

function oddValue(random: Random): Json {
  switch (random.int(0, 6)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(oddNumbers);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
      return deep(random.int(5, 400), random.chance(0.5));
    default:
      return random.pick(oddTexts);
  }
}

function deep(depth: number, arrays: boolean): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = arrays ? [value] : { a: value };
  return value;
}

/** A text with something cut out, doubled, put in or turned around. */
export function mutateText(text: string, random: Random): string {
  const from = random.int(0, text.length);
  const to = Math.min(text.length, from + random.int(0, 12));
  switch (random.int(0, 5)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, to) + text.slice(from);
    case 2:
      return text.slice(0, from) + random.pick(oddTexts) + text.slice(from);
    case 3:
      return text.slice(0, from) + String.fromCodePoint(random.int(0, 0xd7ff)) + text.slice(to);
    case 4:
      return text.slice(0, from);
    default:
      return [...text].toReversed().join("");
  }
}

/** A text of lines, such as YAML: lines go, come twice, change places, lose their indentation or a mark. */
export function mutateLines(text: string, random: Random): string {
  let lines = text.split("\n");
  for (let times = random.int(1, 5); times > 0; times--) {
    const at = random.int(0, lines.length - 1);
    const line = lines[at] ?? "";
    switch (random.int(0, 6)) {
      case 0:
        lines = lines.toSpliced(at, 1);
        break;
      case 1:
        lines = lines.toSpliced(at, 0, line);
        break;
      case 2:
        lines = lines.with(at, " ".repeat(random.int(0, 6)) + line.trimStart());
        break;
      case 3:
        lines = lines.with(
          at,
          line.replace(/[:{}[\],]/, random.pick(["", ":", "{", "]", "&a ", "*a", "!!js ", "\t"])),
        );
        break;
      case 4:
        lines = lines.with(at, line.replace(/:.*/, `: ${random.pick(yamlValues)}`));
        break;
      default:
        lines = lines.with(at, mutateText(line, random));
    }
    if (lines.length === 0) lines = [""];
  }
  return lines.join("\n");
}

const yamlValues = [
  "~",
  "yes",
  ".inf",
  "-.nan",
  "0x10",
  "1_000",
  "2026-11-29",
  "&a [*a]",
  "*nobody",
  "<<: *a",
  "!!binary aGk=",
  "|",
  ">-",
  "{}",
  "[]",
  "'",
  '"\\x"',
  "@",
  "%",
  "- -",
  "? !",
  "[[[[[[[[[[[[]]]]]]]]]]]]",
];

/** Bytes with some set, put in, taken out, doubled or cut off. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = [...bytes];
  for (let times = random.int(1, 6); times > 0; times--) {
    const at = random.int(0, changed.length);
    switch (random.int(0, 4)) {
      case 0:
        changed[at] = random.int(0, 255);
        break;
      case 1:
        changed.splice(at, 0, random.int(0, 255));
        break;
      case 2:
        changed.splice(at, random.int(1, 4));
        break;
      case 3:
        changed.splice(at, 0, ...changed.slice(at, at + random.int(1, 16)));
        break;
      default:
        changed.length = at;
    }
  }
  return Uint8Array.from(changed);
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The texts of one file by their dotted keys; a list is one text. */
type Texts = ReadonlyMap<string, string>;

/** The language that every other one is held against. */
const first = "ru";
const screens = "screens.";
const pluralForm = /_(?:ordinal_)?(zero|one|two|few|many|other)$/;

/**
 * Holds the languages in `folder` (`<language>.json`) against each other: the same sections and keys,
 * the plural forms that each language has (Unicode CLDR, by Intl.PluralRules), the same variables, no empty text.
 * `isUsed` tells for a key of the section `screens`, without its plural ending, whether some screen shows it.
 */
export function checkLocales(folder: string, isUsed: (key: string) => boolean): readonly string[] {
  const languages = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
  if (!languages.includes(first)) return [`${folder}: no texts in ${first}`];
  const model = readTexts(join(folder, `${first}.json`));
  const faults = languages.flatMap((language) =>
    compare(model, readTexts(join(folder, `${language}.json`)), language).map(
      (fault) => `${language}.json: ${fault}`,
    ),
  );
  const shown = [...basesOf(model).keys()].filter((key) => key.startsWith(screens));
  const unused = shown.filter((key) => !isUsed(key.slice(screens.length)));
  return [...faults, ...unused.map((key) => `no screen shows ${key}`)];
}

function compare(model: Texts, texts: Texts, language: string): string[] {
  const faults = [...texts].filter(([, text]) => text.trim() === "").map(([key]) => `${key} is empty`);
  const wanted = basesOf(model);
  const present = basesOf(texts);
  for (const key of wanted.keys()) if (!present.has(key)) faults.push(`${key} is missing`);
  for (const [key, forms] of present) {
    const other = wanted.get(key);
    if (!other) {
      faults.push(`${key} is in no other language`);
      continue;
    }
    faults.push(...pluralFaults(key, forms, language));
    const [mine, theirs] = [variablesOf(forms), variablesOf(other)];
    if (mine !== theirs)
      faults.push(`${key} has the variables ${mine || "(none)"} instead of ${theirs || "(none)"}`);
  }
  return faults;
}

type Forms = ReadonlyMap<string, string>;

/** Keys without their plural endings; each with its forms by ending, `""` for a text without plural. */
function basesOf(texts: Texts): Map<string, Map<string, string>> {
  const bases = new Map<string, Map<string, string>>();
  for (const [key, text] of texts) {
    const form = pluralForm.exec(key)?.[0] ?? "";
    const base = key.slice(0, key.length - form.length);
    bases.set(base, (bases.get(base) ?? new Map<string, string>()).set(form, text));
  }
  return bases;
}

function pluralFaults(key: string, forms: Forms, language: string): string[] {
  const endings = [...forms.keys()].filter((ending) => ending !== "");
  if (endings.length === 0) return [];
  const type = endings.every((ending) => ending.startsWith("_ordinal_")) ? "ordinal" : "cardinal";
  const prefix = type === "ordinal" ? "_ordinal_" : "_";
  const wanted = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
  const missing = wanted.filter((category) => !forms.has(prefix + category));
  const needless = endings.filter((ending) => !wanted.some((category) => ending === prefix + category));
  return [
    ...missing.map((category) => `${key} lacks the plural form ${category}`),
    ...needless.map((ending) => `${key}${ending} is no plural form of ${language}`),
  ];
}

/** Variables over all forms; `count` may be left out («one day» needs no number). */
function variablesOf(forms: Forms): string {
  const names = [...forms.values()].flatMap((text) =>
    [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name),
  );
  return [...new Set(names.filter((name) => name !== "count"))].sort().join(", ");
}

function readTexts(file: string): Texts {
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === "string") texts.set(path, value);
    else if (Array.isArray(value)) texts.set(path, value.length === 0 ? "" : value.join("\n"));
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === "" ? key : `${path}.${key}`);
    } else texts.set(path, "");
  };
  walk(JSON.parse(readFileSync(file, "utf8")), "");
  return texts;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Forms, formsOf, pluralFaults } from "./plural-forms.ts";
import { type SameText, sameTexts } from "./same-texts.ts";

/** The texts of one file by their dotted keys; the texts of a list by their places. */
type Texts = ReadonlyMap<string, string>;

/** The language that every other one is held against. */
const first = "ru";
const screens = "screens.";

/**
 * Holds the languages in `folder` (`<language>.json`) against each other: the same sections and keys, the plural
 * forms that each language has, the same variables, no empty text, none left in Russian but those of `same`.
 * `isUsed` tells for a key of the section `screens`, without its plural ending, whether some screen shows it;
 * the entries of a list have the list's own key.
 */
export function checkLocales(
  folder: string,
  isUsed: (key: string) => boolean,
  same: readonly SameText[] = sameTexts,
): readonly string[] {
  const languages = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
  if (!languages.includes(first)) return [`${folder}: no texts in ${first}`];
  const read = (language: string): Texts | null => readTexts(join(folder, `${language}.json`));
  const model = read(first);
  if (!model) return [`${first}.json: not JSON`];
  const faults = languages.flatMap((language) => {
    const texts = read(language);
    const found = texts
      ? [...compare(model, texts, language), ...untranslated(model, texts, language, same)]
      : ["not JSON"];
    return found.map((fault) => `${language}.json: ${fault}`);
  });
  const shown = [...formsOf(model).keys()].filter((key) => key.startsWith(screens));
  // A list is shown whole: its entries are used where its own key is.
  const unused = shown.filter((key) => !isUsed(key.slice(screens.length).replace(/(\.\d+)+$/, "")));
  return [...faults, ...unused.map((key) => `no screen shows ${key}`)];
}

function compare(model: Texts, texts: Texts, language: string): string[] {
  const faults: string[] = [];
  if (!/^[a-z]{2}$/.test(language)) faults.push("the name is no language code");
  if (!localeIs(language, texts.get("language.locale")))
    faults.push(`language.locale is no BCP 47 tag of ${language}`);
  for (const [key, text] of texts) {
    if (text.trim() === "") faults.push(`${key} is empty`);
    if (mixed.test(text)) faults.push(`${key} has Latin and Cyrillic letters in one word`);
  }
  const wanted = formsOf(model);
  const present = formsOf(texts);
  for (const key of wanted.keys()) if (!present.has(key)) faults.push(`${key} is missing`);
  for (const [key, forms] of present) {
    const other = wanted.get(key);
    if (!other) {
      faults.push(`${key} is in no other language`);
      continue;
    }
    if (forms.has("") !== other.has(""))
      faults.push(`${key} has plural forms in one language and none in another`);
    faults.push(...pluralFaults(key, forms, language));
    const [mine, theirs] = [variablesOf(forms), variablesOf(other)];
    if (mine !== theirs)
      faults.push(`${key} has the variables ${mine || "(none)"} instead of ${theirs || "(none)"}`);
  }
  return faults;
}

/** Texts that nobody translated; and entries of `same` that this language has translated after all. */
function untranslated(model: Texts, texts: Texts, language: string, same: readonly SameText[]): string[] {
  if (language === first) return [];
  const equal = [...texts]
    .filter(([key, text]) => hasWords(text) && model.get(key) === text)
    .map(([key]) => key);
  const allowed = same.filter((entry) => entry.languages.includes(language));
  const covers = ({ key }: SameText, text: string): boolean => text === key || text.startsWith(`${key}.`);
  return [
    ...equal
      .filter((text) => !allowed.some((entry) => covers(entry, text)))
      .map((key) => `${key} is as in Russian`),
    ...allowed
      .filter((entry) => [...texts.keys()].some((text) => covers(entry, text)))
      .filter((entry) => !equal.some((text) => covers(entry, text)))
      .map(({ key }) => `${key} is not as in Russian, and same-texts.ts says that it is`),
  ];
}

const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\{.*?\}\}/g, ""));

/** A Latin «c» or «i» among Cyrillic letters looks right, and is read out and sorted wrong. */
const mixed = /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u;

function localeIs(language: string, locale: string | undefined): boolean {
  try {
    return locale !== undefined && new Intl.Locale(locale).language === language;
  } catch {
    // A RangeError: not even the shape of a language tag.
    return false;
  }
}

/** Variables over all forms. */
function variablesOf(forms: Forms): string {
  const names = [...forms.values()].flatMap((text) =>
    [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name),
  );
  return [...new Set(names)].sort().join(", ");
}

function readTexts(file: string): Texts | null {
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
    if (inner.length === 0) texts.set(path, typeof value === "string" ? value : "");
    for (const [key, text] of inner) walk(text, path === "" ? key : `${path}.${key}`);
  };
  try {
    walk(JSON.parse(readFileSync(file, "utf8")), "");
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  return texts;
}

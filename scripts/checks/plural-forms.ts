/** A text's forms by their plural endings; `""` for a text without plural. */
export type Forms = ReadonlyMap<string, string>;

const pluralForm = /_(?:ordinal_)?(zero|one|two|few|many|other)$/;

/** Texts by their keys without plural endings: `left_one` and `left_other` are forms of `left`. */
export function formsOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, Forms> {
  const bases = new Map<string, Map<string, string>>();
  for (const [key, text] of texts) {
    const ending = pluralForm.exec(key)?.[0] ?? "";
    const base = key.slice(0, key.length - ending.length);
    bases.set(base, (bases.get(base) ?? new Map<string, string>()).set(ending, text));
  }
  return bases;
}

type Rules = { readonly categories: readonly string[]; readonly select: (count: number) => string };

/**
 * How `language` counts (Unicode CLDR, by Intl.PluralRules). A language that CLDR has no rules of, such as Tatar,
 * has the one form `other`; `Intl` would answer with the rules of this machine's language.
 */
function rulesOf(language: string, type: "cardinal" | "ordinal"): Rules {
  if (Intl.PluralRules.supportedLocalesOf([language]).length === 0)
    return { categories: ["other"], select: () => "other" };
  const rules = new Intl.PluralRules(language, { type });
  return {
    categories: rules.resolvedOptions().pluralCategories,
    select: (count) => rules.select(count),
  };
}

/** What is wrong with a text's forms: one that the language needs is missing, one that it never uses is there. */
export function pluralFaults(key: string, forms: Forms, language: string): readonly string[] {
  const endings = [...forms.keys()].filter((ending) => ending !== "");
  if (endings.length === 0) return [];
  const type = endings.every((ending) => ending.startsWith("_ordinal_")) ? "ordinal" : "cardinal";
  const prefix = type === "ordinal" ? "_ordinal_" : "_";
  const { categories, select } = rulesOf(language, type);
  const missing = categories.filter((category) => !forms.has(prefix + category));
  const needless = endings.filter((ending) => !categories.some((category) => ending === prefix + category));
  const silent = [...forms].some(([, text]) => text.includes("{{count}}"))
    ? [...forms].filter(([ending, text]) => !text.includes("{{count}}") && numbersOf(ending, select) > 1)
    : [];
  return [
    ...missing.map((category) => `${key} lacks the plural form ${category}`),
    ...needless.map((ending) => `${key}${ending} is no plural form of ${language}`),
    ...silent.map(([ending]) => `${key}${ending} stands for several numbers and does not say which`),
  ];
}

/** How many of the numbers to 200 take this form: «a day» may leave its number out, «{{count}} день» (1, 21, 31) not. */
const numbersOf = (ending: string, select: (count: number) => string): number =>
  Array.from({ length: 200 }, (_, number) => select(number)).filter((form) => ending.endsWith(`_${form}`))
    .length;

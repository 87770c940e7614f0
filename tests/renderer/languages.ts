import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { languagesIn } from "#main/files/language-files.ts";

export const localesFolder = fileURLToPath(new URL("../../assets/locales", import.meta.url));

/** The languages that there are files for, Russian first. */
export const languages: readonly string[] = languagesIn(localesFolder);

type Branch = { readonly [key: string]: string | Branch };
type LanguageFile = { readonly language: { readonly name: string }; readonly screens: Branch };

const read = (language: string): LanguageFile =>
  JSON.parse(readFileSync(`${localesFolder}/${language}.json`, "utf8"));

/** What a language calls itself. */
export const nameOf = (language: string): string => read(language).language.name;

/** The texts of the screens in a language by their dotted keys: `date.title`. */
export function textsIn(language: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const walk = (branch: Branch, path: string): void => {
    for (const [key, value] of Object.entries(branch)) {
      if (typeof value === "string") texts.set(path + key, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(read(language).screens, "");
  return texts;
}

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { languagesIn } from "#main/language-files.ts";

const folder = fileURLToPath(new URL("../../assets/locales", import.meta.url));

/** Every language that has a file, Russian first. */
export const languages = languagesIn(folder);

type Branch = { readonly [key: string]: string | Branch };

type LanguageFile = { readonly language: { readonly name: string }; readonly screens: Branch };

const read = (language: string): LanguageFile =>
  JSON.parse(readFileSync(`${folder}/${language}.json`, "utf8"));

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

/**
 * Changes the language on whatever screen is there, also where the keys for it are not: asks the texts that
 * React holds for the page's components. Where a patient can change it, a test should touch the keys.
 */
export async function speak(page: Page, language: string): Promise<void> {
  const changed = await page.evaluate(async (language) => {
    type Texts = { changeLanguage(language: string): Promise<unknown> };
    type Hook = { readonly memoizedState: unknown; readonly next: Hook | null };
    type Fiber = {
      readonly memoizedState: unknown;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
    };
    type Root = { readonly stateNode: { readonly current: Fiber } };
    const isTexts = (value: unknown): value is Texts =>
      typeof value === "object" && value !== null && "changeLanguage" in value;
    const isHook = (value: unknown): value is Hook =>
      typeof value === "object" && value !== null && "next" in value && "memoizedState" in value;

    function inHooks(state: unknown): Texts | null {
      for (let hook = isHook(state) ? state : null; hook !== null; hook = hook.next) {
        const kept = Array.isArray(hook.memoizedState) ? hook.memoizedState.flat() : [hook.memoizedState];
        const found = kept.find(isTexts);
        if (found) return found;
      }
      return null;
    }
    function inFibers(fiber: Fiber | null): Texts | null {
      if (fiber === null) return null;
      return inHooks(fiber.memoizedState) ?? inFibers(fiber.child) ?? inFibers(fiber.sibling);
    }
    const root = document.getElementById("root");
    const [, container] =
      Object.entries(root ?? {}).find(([name]) => name.startsWith("__reactContainer")) ?? [];
    // What the container holds may be the tree before the last one; the root knows which is shown.
    const texts = inFibers((container as Root | undefined)?.stateNode.current ?? null);
    await texts?.changeLanguage(language);
    return texts !== null;
  }, language);
  if (!changed) throw new Error("no texts found on the page");
  await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
}

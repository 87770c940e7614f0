import type { Page } from "@playwright/test";
import { textsIn } from "./languages.ts";

const russian = textsIn("ru");

const patterns = new Map<string, { readonly isForeign: RegExp; readonly isOwn: RegExp }>();

function patternsOf(language: string): { readonly isForeign: RegExp; readonly isOwn: RegExp } {
  const known = patterns.get(language);
  if (known) return known;
  const own = textsIn(language);
  const foreign = [...russian]
    .filter(([key, text]) => /\p{L}{2}/u.test(text.replace(/\{\{.*?\}\}/g, "")) && own.get(key) !== text)
    .map(([, text]) => text);
  const anyOf = (texts: readonly string[]): RegExp =>
    new RegExp(texts.map((text) => `^${patternOf(text)}$`).join("|"), "u");
  const made = { isForeign: anyOf(foreign), isOwn: anyOf([...own.values()]) };
  patterns.set(language, made);
  return made;
}

/** What a patient reads or hears in Russian though the language has a text of its own for it. */
export async function russianOn(page: Page, language: string): Promise<readonly string[]> {
  if (language === "ru") return [];
  const { isForeign, isOwn } = patternsOf(language);
  const shown = await page.evaluate(() => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (nodes.nextNode()) texts.push(nodes.currentNode.textContent ?? "");
    for (const element of document.querySelectorAll("[aria-label], [alt], [placeholder]")) {
      for (const name of ["aria-label", "alt", "placeholder"]) texts.push(element.getAttribute(name) ?? "");
    }
    return texts.map((text) => text.trim()).filter((text) => text !== "");
  });
  return shown.filter((text) => !isOwn.test(text) && isForeign.test(text));
}

const numbers = /^(count|step|steps|page|pages|done|total)$/;

function patternOf(text: string): string {
  return text
    .trim()
    .split(/(\{\{.*?\}\})/)
    .map((part) => {
      const name = /^\{\{(.*)\}\}$/.exec(part)?.[1];
      if (name === undefined) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      return numbers.test(name) ? "\\d+" : ".+";
    })
    .join("");
}

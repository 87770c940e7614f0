import type { Texts } from "../i18n/messages.ts";

/** What is not there for the ear: pictures, and what only repeats for the eye. */
const silent = '[aria-hidden="true"], svg, [hidden]';

/** The text of an element as it is spoken: what stands in boxes of its own is parted by a comma. */
export function textOf(element: Element): string {
  const parts: string[] = [];
  const read = (node: Node): void => {
    if (node instanceof Element && node.matches(silent)) return;
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? "");
    for (const child of node.childNodes) read(child);
    if (node instanceof Element && getComputedStyle(node).display !== "inline") parts.push(", ");
  };
  read(element);
  return tidy(parts.join(""));
}

/** Without the marks that only the eye needs. */
const tidy = (text: string): string =>
  text
    .replace(/\u00ad/g, "")
    .replace(/[·•]+/g, ",")
    .replace(/\s+/g, " ")
    .replace(/\s*,(?:\s*,)+/g, ",")
    .replace(/\s+([,.!?:])/g, "$1")
    .replace(/([.!?:…])\s*,/g, "$1")
    .replace(/^[\s,]+|[\s,]+$/g, "");

/** How something that can be pressed or typed into is called, and how it stands. */
export function nameOf(target: Element, t: Texts): string {
  const labelled = (target.getAttribute("aria-labelledby") ?? "")
    .split(/\s+/)
    .map((id) => document.getElementById(id))
    .filter((label) => label !== null)
    .map(textOf)
    .join(" ");
  const label = target instanceof HTMLInputElement ? target.closest("label") : null;
  const name = target.getAttribute("aria-label") ?? (labelled || textOf(label ?? target));
  const chosen =
    target.matches('[aria-pressed="true"], [aria-selected="true"], [aria-checked="true"], .chosen') ||
    (target instanceof HTMLInputElement && target.checked);
  const field = target.getAttribute("role") === "textbox";
  return [name, chosen && t("speech.chosen"), field && t("speech.field")].filter(Boolean).join(", ");
}

/** What a screen tells besides its title as it appears. A text with pages is read whole. */
const told = ".step-sub, .face-text, .leave-note, .paged-text, [data-say]";

/** What a screen tells beside its title. */
export function instructions(heading: Element): readonly Element[] {
  const main = heading.closest("main") ?? heading.parentElement ?? heading;
  return [...main.querySelectorAll(told)];
}

/** A screen's title and its short instruction. */
export const screenWords = (heading: Element): readonly string[] =>
  [heading, ...instructions(heading)].map(textOf).filter((text) => text !== "");

/** A question and the answers that it has; of a sheet full of keys, its title alone. */
export function dialogWords(dialog: Element): readonly string[] {
  const title = dialog.querySelector("h2");
  const text = dialog.querySelector(".dialog-text");
  const isSheet = text?.querySelector("button, input") !== null && text !== null;
  const answers = isSheet ? [] : [...dialog.querySelectorAll(".dialog-actions button")];
  return [title, isSheet ? null : text, ...answers]
    .filter((element) => element !== null)
    .map(textOf)
    .filter((text) => text !== "");
}

const longest = 450;

/** Cut between sentences into pieces that can be spoken at once. */
export function pieces(texts: readonly string[]): readonly string[] {
  const sentences = texts
    .map((text) => (/[.!?:…]$/.test(text) ? text : `${text}.`))
    .flatMap((text) => text.split(/(?<=[.!?…])\s+/))
    .flatMap((sentence) => sentence.match(new RegExp(`.{1,${longest}}`, "gs")) ?? []);
  const made: string[] = [];
  for (const sentence of sentences) {
    const last = made.at(-1);
    if (last !== undefined && last.length + sentence.length < longest)
      made[made.length - 1] = `${last} ${sentence}`;
    else made.push(sentence);
  }
  return made;
}

import type { Page } from "@playwright/test";

export type Smallest = { readonly text: number; readonly target: number; readonly letterKey: number };

/** The smallest text and the smallest side of anything that is touched, CSS px; keys of letters apart. */
export function smallestOn(page: Page): Promise<Smallest> {
  return page.evaluate(() => {
    const open = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    const seen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && getComputedStyle(element).visibility === "visible";
    };
    const least = (sizes: readonly number[]): number => Math.round(Math.min(...sizes) * 10) / 10;
    const texts = [...open.querySelectorAll("*")].filter(
      (element) =>
        !element.closest("svg, .hidden-text") &&
        seen(element) &&
        [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()),
    );
    const targets = [...open.querySelectorAll("button, input, [role=textbox]")].filter(seen);
    const side = (element: Element): number => {
      const { width, height } = element.getBoundingClientRect();
      return Math.min(width, height);
    };
    const isLetter = (element: Element): boolean => element.closest(".letters") !== null;
    return {
      text: least(texts.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))),
      target: least(targets.filter((target) => !isLetter(target)).map(side)),
      letterKey: least(targets.filter(isLetter).map(side)),
    };
  });
}

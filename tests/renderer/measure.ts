import type { Page } from "@playwright/test";

export type Limits = { readonly text: number; readonly target: number; readonly reach: number };

/** DESIGN's smallest sizes, CSS px; `reach` is where the part of a tall screen begins that one may have to touch. */
export function limitsFor({ width, height }: { width: number; height: number }): Limits {
  const reference = width === 1080 && height === 1920;
  return {
    text: reference ? 22 : 18,
    target: reference ? 88 : 64,
    reach: height > width ? height / 3 : 0,
  };
}

/** What on the screen is too small, cut off, out of the window or out of reach, in words. Empty when all is well. */
export function faultsOnScreen(page: Page, limits: Limits): Promise<string[]> {
  return page.evaluate((limits) => {
    const faults: string[] = [];
    const slack = 1;
    const open = document.querySelector("dialog[open]");
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} «${(element.textContent ?? "").slice(0, 40)}»`;
    const seen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && getComputedStyle(element).visibility === "visible";
    };
    const pagedAway = (element: Element): boolean => element.closest(".paged-text") !== null;

    const page = document.documentElement;
    if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) faults.push("the page scrolls");

    for (const element of document.querySelectorAll("body *")) {
      if (element.closest("svg, .hidden-text") || !seen(element) || pagedAway(element)) continue;
      const box = element.getBoundingClientRect();
      const out =
        box.left < -slack ||
        box.top < -slack ||
        box.right > innerWidth + slack ||
        box.bottom > innerHeight + slack;
      if (out) faults.push(`out of the window: ${name(element)}`);
      const style = getComputedStyle(element);
      const ownText = [...element.childNodes].some(
        (node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== "",
      );
      if (ownText) {
        const size = Number.parseFloat(style.fontSize);
        if (size < limits.text - 0.01) faults.push(`text of ${size} px: ${name(element)}`);
        if (style.display !== "inline" && element.scrollWidth > element.clientWidth + slack)
          faults.push(`text is cut: ${name(element)}`);
      }
      const clips = style.overflowY === "hidden" || style.overflowX === "hidden";
      if (clips && element.scrollHeight > element.clientHeight + slack + 1)
        faults.push(`cut off below: ${name(element)}`);
    }
    for (const target of document.querySelectorAll("button, input, [role=textbox]")) {
      if (!seen(target) || (open && !open.contains(target))) continue;
      const { width, height, top } = target.getBoundingClientRect();
      const letter = target.closest(".letters") !== null;
      const least = target.getAttribute("role") === "textbox" ? 64 : limits.target;
      if (height < least - 0.5 || width < (letter ? 64 : least) - 0.5) {
        faults.push(`target of ${Math.round(width)} × ${Math.round(height)}: ${name(target)}`);
      }
      if (top < limits.reach - 1) faults.push(`out of reach at ${Math.round(top)}: ${name(target)}`);
    }
    return faults;
  }, limits);
}

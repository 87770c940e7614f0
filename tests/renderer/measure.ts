import type { Page } from "@playwright/test";
import { wordFaultsOnScreen } from "./measure-words.ts";

export type Limits = {
  readonly text: number;
  /** The least for words in one of a calendar's seven columns, which the text size alone doesn't make wider. */
  readonly word: number;
  /** The least on what is no patient's, the panel of who tries the kiosk out. */
  readonly tool: number;
  readonly target: number;
  readonly reach: number;
};

/** The smallest sizes, CSS px; `reach` is where the part of a tall screen begins that one may have to touch. */
export function limitsFor(
  { width, height }: { width: number; height: number },
  modes: { readonly text?: string; readonly reach?: string } = {},
): Limits {
  const reference = width === 1080 && height === 1920;
  return {
    // Larger text is as much larger than 22 and 18 px, which is more than the usual one's least.
    text: Math.max(reference ? 26 : 22, (reference ? 22 : 18) * Number(modes.text ?? 1)),
    word: reference ? 26 : 22,
    tool: reference ? 22 : 18,
    target: reference ? 88 : 64,
    reach: height > width ? height / (modes.reach === "low" ? 2 : 3) : 0,
  };
}

/**
 * What on the screen is too small, cut off, over something else, out of the window or out of reach, in words.
 * Empty when all is well.
 */
export async function faultsOnScreen(page: Page, limits: Limits): Promise<string[]> {
  return [...(await boxFaultsOnScreen(page, limits)), ...(await wordFaultsOnScreen(page))];
}

function boxFaultsOnScreen(page: Page, limits: Limits): Promise<string[]> {
  return page.evaluate((limits) => {
    const faults: string[] = [];
    const slack = 1;
    const open = [...document.querySelectorAll("dialog[open]")].at(-1) ?? null;
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} «${(element.textContent ?? "").slice(0, 40)}»`;
    const seen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && getComputedStyle(element).visibility === "visible";
    };
    /** Shapes behind what is read, which may well end outside the window. */
    const decorates = (element: Element): boolean =>
      element.closest("[aria-hidden=true]") !== null && (element.textContent ?? "").trim() === "";
    const pagedAway = (element: Element): boolean => element.closest(".paged-text") !== null;
    /** Letters may reach this far over their line without being cut: line heights are below 1.2. */
    const lead = 4;

    const page = document.documentElement;
    if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) faults.push("the page scrolls");

    for (const element of document.querySelectorAll("body *")) {
      if (
        element.closest("svg, .hidden-text, .option-sign") ||
        !seen(element) ||
        pagedAway(element) ||
        decorates(element)
      )
        continue;
      const box = element.getBoundingClientRect();
      const out =
        box.left < -slack ||
        box.top < -slack ||
        box.right > innerWidth + slack ||
        box.bottom > innerHeight + slack;
      if (out) faults.push(`out of the window: ${name(element)}`);
      const style = getComputedStyle(element);
      const texts = [...element.childNodes].filter(
        (node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== "",
      );
      if (texts.length > 0) {
        const size = Number.parseFloat(style.fontSize);
        const least = element.closest(".demo")
          ? limits.tool
          : element.closest(".day")
            ? limits.word
            : limits.text;
        if (size < least - 0.01) faults.push(`text of ${size} px: ${name(element)}`);
        if (style.display !== "inline" && element.scrollWidth > element.clientWidth + slack)
          faults.push(`text is cut: ${name(element)}`);
        // A text may not stand out of the key, the row or the card that it belongs to.
        const holder = element.closest(
          "button, label, [role=textbox], .row, .doctor-row, .notice, .day, .slot, dialog, li",
        );
        const range = document.createRange();
        for (const text of holder ? texts : []) {
          range.selectNodeContents(text);
          const [words, edge] = [range.getBoundingClientRect(), (holder as Element).getBoundingClientRect()];
          const over =
            words.left < edge.left - slack ||
            words.right > edge.right + slack ||
            words.top < edge.top - lead ||
            words.bottom > edge.bottom + lead;
          if (over) faults.push(`text stands out of its box: ${name(element)}`);
        }
      }
      const held = [...element.children].map((child) => child.getBoundingClientRect().bottom);
      if (style.overflowY === "clip" && Math.max(...held) > box.bottom + slack + 1)
        faults.push(`cut off below: ${name(element)}`);
      const clips = style.overflowY === "hidden" || style.overflowX === "hidden";
      if (clips && element.scrollHeight > element.clientHeight + slack + 1)
        faults.push(`cut off below: ${name(element)}`);
    }

    const targets = [...document.querySelectorAll("button, input, [role=textbox]")].filter(
      (target) => seen(target) && (!open || open.contains(target)),
    );
    for (const target of targets) {
      const { width, height, top } = target.getBoundingClientRect();
      const letter = target.closest(".letters") !== null;
      const least = target.getAttribute("role") === "textbox" ? 64 : limits.target;
      if (height < least - 0.5 || width < (letter ? 64 : least) - 0.5) {
        faults.push(`target of ${Math.round(width)} × ${Math.round(height)}: ${name(target)}`);
      }
      // Of who stands beside the patient; whoever sits there ends help by the key for the first screen.
      const isHelpers = target.closest(".help-banner") !== null;
      if (top < limits.reach - 1 && !isHelpers)
        faults.push(`out of reach at ${Math.round(top)}: ${name(target)}`);
    }
    // Things that are touched, and texts, never lie over one another.
    const texts = [...(open ?? document.body).querySelectorAll("*")].filter(
      (element) =>
        seen(element) &&
        !element.closest(".hidden-text, svg, .scan-notice") &&
        !pagedAway(element) &&
        [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== ""),
    );
    const boxes = [...new Set([...targets, ...texts])].map((element) => {
      if (targets.includes(element)) return { element, lines: [element.getBoundingClientRect()] };
      const range = document.createRange();
      range.selectNodeContents(element);
      return { element, lines: [...range.getClientRects()] };
    });
    const overlap = (one: DOMRect, two: DOMRect): boolean =>
      Math.min(one.right, two.right) - Math.max(one.left, two.left) > 3 &&
      Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > lead;
    boxes.forEach(({ element, lines }, place) => {
      for (const { element: other, lines: others } of boxes.slice(place + 1)) {
        if (other.contains(element) || element.contains(other)) continue;
        // A box to tick takes touches for its whole label.
        const label = element.closest("label");
        if (label !== null && label === other.closest("label")) continue;
        if (lines.some((line) => others.some((next) => overlap(line, next))))
          faults.push(`one over another: ${name(element)} and ${name(other)}`);
      }
    });
    return faults;
  }, limits);
}

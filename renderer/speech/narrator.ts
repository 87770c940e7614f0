import i18next from "i18next";
import { byKeys, isTarget, scope } from "../keyboard/index.ts";
import type { Speaker } from "./speaker.ts";
import { dialogWords, instructions, nameOf, pieces, screenWords, textOf } from "./spoken-text.ts";

/** Changes of one moment are told in one breath, ms. */
const breath = 80;
/** A hand that types is told how far it is when it pauses, ms. */
const pause = 1_200;
const news = '[role="alert"], [role="status"], [aria-live="polite"]';

export type Narrator = { repeat(): void; stop(): void };

/**
 * Tells what the page shows, from the page itself, so that no screen has to know of it: a new title with its
 * instruction, a question with its answers, errors and notices as they come, what the keys have gone to, and how many
 * characters a field holds. Never which ones: others stand around.
 */
export function startNarrator(speaker: Speaker, { first }: { readonly first: string }): Narrator {
  const { t } = i18next;
  let place: { readonly element: Element; readonly words: string } | null = null;
  let told = new WeakMap<Element, string>();
  let opening = [first];
  let parts: string[] = [];
  let due: ReturnType<typeof setTimeout> | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const tell = (words: readonly string[]): void => {
    parts.push(...words);
    clearTimeout(due);
    due = setTimeout(() => {
      const now = [...opening, ...parts].filter((text) => text !== "");
      opening = [];
      parts = [];
      if (now.length > 0) speaker.say(pieces(now));
    }, breath);
  };

  /** The screen, or the question over it, where that is another than before. */
  function lookAround(): void {
    const open = scope();
    const isQuestion = open instanceof HTMLDialogElement;
    const element = isQuestion ? open : open.querySelector("main h1");
    if (element === null) return;
    const words = isQuestion ? "" : textOf(element);
    if (place?.element === element && place.words === words) {
      if (!isQuestion) lookForMore(element);
      return;
    }
    place = { element, words };
    told = new WeakMap();
    for (const more of instructions(element)) told.set(more, textOf(more));
    // What was not said yet of the place before is of no use any more.
    parts = [];
    clearTimeout(typing);
    tell(wordsOf(element));
  }

  /** What belongs to a screen but came after its title, as a text that had to be asked for. */
  function lookForMore(heading: Element): void {
    for (const element of instructions(heading)) {
      if (told.has(element)) continue;
      const text = textOf(element);
      told.set(element, text);
      tell([text]);
    }
  }

  function lookForNews(): void {
    for (const element of scope().querySelectorAll(news)) {
      // A face says by its title what its role says again.
      if (element.querySelector("h1, button") !== null) continue;
      const text = element.getAttribute("aria-label") ?? textOf(element);
      if (told.get(element) === text) continue;
      const before = told.has(element) || element.getAttribute("aria-live") === null;
      told.set(element, text);
      // What changes politely is told when it changes, not when it is first there.
      if (before && text !== "") tell([text]);
    }
  }

  const observer = new MutationObserver((changes) => {
    lookAround();
    lookForNews();
    const field = changes
      .map(({ target }) =>
        (target instanceof Element ? target : target.parentElement)?.closest("[role=textbox]"),
      )
      .find((found) => found?.isConnected);
    if (field) {
      clearTimeout(typing);
      typing = setTimeout(() => {
        const count = textOf(field).replace(/[\s,]/g, "").length;
        tell([t("speech.typed", { count })]);
      }, pause);
    }
  });
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: ["open", "aria-label"],
  });

  const onFocus = ({ target }: FocusEvent): void => {
    if (byKeys() && target instanceof Element && isTarget(target)) tell([nameOf(target, t)]);
  };
  // A hand on the screen or on a key has heard enough.
  const onHand = (): void => speaker.stop();
  addEventListener("focusin", onFocus);
  addEventListener("pointerdown", onHand, { capture: true, passive: true });
  lookAround();
  lookForNews();

  return {
    repeat() {
      const heading = document.querySelector("#root main h1");
      if (heading !== null) speaker.say(pieces(screenWords(heading)));
    },
    stop() {
      observer.disconnect();
      removeEventListener("focusin", onFocus);
      removeEventListener("pointerdown", onHand, { capture: true });
      clearTimeout(due);
      clearTimeout(typing);
      speaker.stop();
    },
  };
}

const wordsOf = (element: Element): readonly string[] =>
  element instanceof HTMLDialogElement ? dialogWords(element) : screenWords(element);

import { type Box, closest } from "./nearest.ts";
import { boxOf, focused, isTarget, targets } from "./targets.ts";

/** What had the focus last: by this it is found again when its list is painted anew. */
type Held = { readonly likeness: string; readonly box: Box };

/**
 * Gives the focus back when what had it goes: a cell that was taken by someone, a row of a list that was read anew,
 * a key that fell idle. It goes to what looks the same, else to what stands nearest. Only for those who use keys: a
 * finger needs no focus.
 */
export function keepFocus(byKeys: () => boolean): void {
  let held: Held | null = null;
  addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && isTarget(target))
      held = { likeness: likeness(target), box: boxOf(target) };
  });
  const check = (): void => {
    if (!byKeys() || held === null || focused() !== null) return;
    const { likeness: wanted, box } = held;
    const all = targets();
    const next = all.find((target) => likeness(target) === wanted) ?? all[closest(box, all.map(boxOf)) ?? -1];
    next?.focus({ preventScroll: true });
  };
  let due = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(due);
    // After the effects of the same paint: a new step takes the focus to its title by itself.
    due = requestAnimationFrame(check);
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled", "open"] });
}

const likeness = (element: Element): string => `${element.tagName} ${element.textContent}`;

import { type RefObject, useLayoutEffect } from "react";

const levels = 4;

/**
 * Takes out what matters least where a screen has too little room, as with large words on a low window: level by
 * level until all fits, as fit-to-height.css says. The element carries the levels as `data-tight="1 2"`. Lists that
 * turn pages clip what is over and ask for room by a height of their own.
 */
export function useFitToHeight(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const settle = (): void => {
      const tight: number[] = [];
      for (let level = 0; level <= levels; level++) {
        if (level > 0) tight.push(level);
        element.dataset.tight = tight.join(" ");
        if (element.scrollHeight <= element.clientHeight + 1) return;
      }
    };
    settle();
    const content = new MutationObserver(settle);
    content.observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ["style"],
    });
    const looks = new MutationObserver(settle);
    looks.observe(document.documentElement, {
      attributeFilter: ["data-text", "data-theme", "data-reach", "lang"],
    });
    const size = new ResizeObserver(settle);
    // Its outer size: what gives way may change the inner one, which would be a change without end.
    size.observe(element, { box: "border-box" });
    void document.fonts.ready.then(settle);
    return () => {
      content.disconnect();
      looks.disconnect();
      size.disconnect();
    };
  }, [ref]);
}

const pressable = 'button, label, [role="textbox"]';
/** How long a press is seen at least, ms: a quick finger is gone before the screen has painted. */
const seenFor = 90;

/**
 * Marks what a finger is on as `data-pressed`, in the very frame that the finger comes down. A browser waits with
 * `:active` until it knows that the touch is no gesture, which takes a sixth of a second.
 */
export function showPresses(): void {
  let pressed: HTMLElement | null = null;
  let since = 0;
  const release = (): void => {
    const element = pressed;
    pressed = null;
    if (element === null) return;
    setTimeout(() => delete element.dataset.pressed, Math.max(0, seenFor - (performance.now() - since)));
  };
  addEventListener(
    "pointerdown",
    ({ target }) => {
      release();
      pressed = target instanceof Element ? target.closest<HTMLElement>(pressable) : null;
      if (pressed === null) return;
      pressed.dataset.pressed = "";
      since = performance.now();
    },
    { capture: true, passive: true },
  );
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, release, { capture: true, passive: true });
}

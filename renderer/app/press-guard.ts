const pressable = "button, label, input, [role=textbox]";
/** How long after the touch that woke the screen was lifted nothing can be pressed, ms: nobody has read it by then. */
const wakeSettles = 600;

/** What a finger came down on, and how it read then. */
type Press = { readonly element: Element; readonly label: string };

/**
 * Lets a click through only where its press began on the same thing, unchanged: a screen that was replaced or
 * repainted under a finger is not pressed by it. Of a double tap, the second click counts only while what the first
 * one pressed still stands there. A touch that wakes the idle screen presses nothing, nor does any other finger until
 * all are lifted and a moment has passed. Clicks that keys make pass.
 */
export function guardPresses(): void {
  const began = new Map<number, Press>();
  const waking = new Set<number>();
  let awakeSince = -Infinity;
  /** What the first tap of several in a row pressed. */
  let first: Press | null = null;
  /** A press without its click yet; a touch's click comes after its `pointerup`. */
  let last: Press | null = null;
  const capture = { capture: true, passive: true };

  addEventListener(
    "pointerdown",
    ({ target, pointerId, timeStamp }) => {
      const isIdle = document.querySelector("main.idle") !== null;
      if (isIdle || waking.size > 0 || timeStamp - awakeSince < wakeSettles) waking.add(pointerId);
      if (target instanceof Element) began.set(pointerId, pressOf(target));
    },
    capture,
  );
  for (const end of ["pointerup", "pointercancel"] as const)
    addEventListener(
      end,
      ({ pointerId, timeStamp }) => {
        last = began.get(pointerId) ?? null;
        began.delete(pointerId);
        if (waking.delete(pointerId)) awakeSince = timeStamp;
      },
      capture,
    );
  addEventListener(
    "click",
    (event) => {
      // Only a finger or a mouse has a kind of pointer; keys, labels and our own code press without.
      if (!(event instanceof PointerEvent) || event.pointerType === "") return;
      const press = last;
      last = null;
      if (event.detail <= 1) first = press;
      const isSettling = waking.size > 0 || event.timeStamp - awakeSince < wakeSettles;
      const isSame = press !== null && event.target instanceof Element && isOn(press, event.target);
      const isFirstGone = event.detail > 1 && (first === null || !stands(first));
      if (!isSettling && isSame && !isFirstGone) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

function pressOf(target: Element): Press {
  const element = target.closest(pressable) ?? target;
  return { element, label: labelOf(element) };
}

const isOn = (press: Press, target: Element): boolean =>
  (target.closest(pressable) ?? target) === press.element && stands(press);

const stands = ({ element, label }: Press): boolean => element.isConnected && labelOf(element) === label;

/** What is read on a thing that can be pressed; what lies between such things has no reading of its own. */
const labelOf = (element: Element): string =>
  element.matches(pressable) ? `${element.getAttribute("aria-label") ?? ""} ${element.textContent}` : "";

import { flushSync } from "react-dom";
import { createWedge, type Pressed } from "./wedge.ts";

type Held = Pressed & { readonly event: KeyboardEvent };

/**
 * Listens for scans among everything that is typed into the page; what a hand typed reaches it unchanged.
 * While `active` says no, keys pass untouched and without the moment's delay.
 */
export function listenKeyboard(active: () => boolean, onScan: (text: string) => void): void {
  const replayed = new WeakSet<Event>();
  const wedge = createWedge<Held>({
    now: () => performance.now(),
    after: (ms, action) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    onScan,
    replay: (keys) => {
      for (const { event } of keys) {
        const { key, code, shiftKey } = event;
        const again = new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true });
        replayed.add(again);
        const target = placeOf(event);
        // What a key changes is there before the next one, as when a hand presses them.
        flushSync(() => {
          if (target?.dispatchEvent(again) && (key === "Enter" || key === " ")) pressed(target);
        });
      }
    },
  });
  addEventListener(
    "keydown",
    (event) => {
      if (replayed.has(event) || event.repeat || !active()) return;
      if (
        !wedge.press({ key: event.key, code: event.code, shift: event.shiftKey, at: event.timeStamp, event })
      )
        return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

/**
 * Where a key goes that waited for a moment: to what had the focus when it was pressed. What is typed goes on to what
 * has it now, where that was repainted; a key that would press something presses nothing else.
 */
function placeOf({ target, key }: KeyboardEvent): EventTarget | null {
  if (!(target instanceof Element) || target.isConnected) return target ?? window;
  return [...key].length === 1 && key !== " " ? (document.activeElement ?? window) : null;
}

/** Does what a browser does at a key of a hand, and never at one of a script. */
function pressed(target: EventTarget): void {
  if (target instanceof HTMLButtonElement) target.click();
}

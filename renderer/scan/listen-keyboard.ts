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
        const { key, code, shiftKey, target } = event;
        const again = new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true });
        replayed.add(again);
        (target ?? window).dispatchEvent(again);
      }
    },
  });
  addEventListener(
    "keydown",
    (event) => {
      if (replayed.has(event) || event.repeat || !active()) return;
      if (!wedge.press({ key: event.key, code: event.code, shift: event.shiftKey, event })) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

import { blockedKeyEvent, chordOf, keyFate } from "#contract/keyboard/keys.ts";

// Keeps a visitor inside the kiosk: browser shortcuts, menus, zoom, selection and dropped files are stopped
// before anything else sees them. Built as a classic script for <head>, so that it stands before the first paint.
const capture = { capture: true, passive: false };

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

addEventListener(
  "keydown",
  (event) => {
    const { key, ctrlKey: control, altKey: alt, metaKey: meta } = event;
    const input = { key, control, alt, meta };
    const fate = keyFate(input);
    if (fate === "blocked") {
      stop(event);
      const chord = event.repeat ? null : chordOf(input, event.code);
      if (chord !== null) dispatchEvent(new CustomEvent(blockedKeyEvent, { detail: chord }));
    } else if (fate === "command") event.preventDefault();
  },
  capture,
);
for (const name of ["contextmenu", "dragstart", "dragover", "drop", "selectstart", "copy", "cut", "paste"])
  addEventListener(name, stop, capture);
// A touchpad's pinch arrives as a wheel with Ctrl held.
addEventListener("wheel", (event) => event.ctrlKey && stop(event), capture);
for (const name of ["gesturestart", "gesturechange"]) addEventListener(name, stop, capture);
addEventListener("touchmove", (event) => event.touches.length > 1 && stop(event), capture);
// The middle button opens links elsewhere, the fourth and fifth go through the history.
addEventListener("auxclick", stop, capture);
addEventListener("mouseup", (event) => event.button > 2 && stop(event), capture);

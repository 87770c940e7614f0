// Keeps a visitor inside the kiosk: browser shortcuts, menus, zoom, selection and dropped files are stopped
// before anything else sees them. A classic script in <head>, so that it stands before the first paint.
(() => {
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const capture = { capture: true, passive: false };
  const blocked = new Set(["ContextMenu", "BrowserForward", "BrowserRefresh"]);
  // The kiosk's own keys for back and home: they do nothing to the browser, and reach the page.
  const ours = new Set(["Escape", "BrowserBack", "BrowserHome"]);

  addEventListener(
    "keydown",
    (event) => {
      const combined = event.ctrlKey || event.altKey || event.metaKey;
      if (combined || /^F\d{1,2}$/.test(event.key) || blocked.has(event.key)) stop(event);
      else if (ours.has(event.key)) event.preventDefault();
    },
    capture,
  );
  for (const name of [
    "contextmenu",
    "dragstart",
    "dragover",
    "drop",
    "selectstart",
    "copy",
    "cut",
    "paste",
  ]) {
    addEventListener(name, stop, capture);
  }
  // A touchpad's pinch arrives as a wheel with Ctrl held.
  addEventListener("wheel", (event) => event.ctrlKey && stop(event), capture);
  for (const name of ["gesturestart", "gesturechange"]) addEventListener(name, stop, capture);
  addEventListener("touchmove", (event) => event.touches.length > 1 && stop(event), capture);
  // The middle button opens links elsewhere, the fourth and fifth go through the history.
  addEventListener("auxclick", stop, capture);
  addEventListener("mouseup", (event) => event.button > 2 && stop(event), capture);
})();

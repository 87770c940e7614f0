/** How often the parent is looked at, ms. */
const every = 250;

/**
 * Calls `onOrphaned` once when the process that started this one is gone. npm passes SIGTERM to the shell that
 * it runs scripts in, and that shell dies without telling its own child; nobody else would end a kiosk whose
 * `npm start` was ended. Windows never changes a parent's id: there it calls nothing.
 */
export function watchParent(parentId: () => number, onOrphaned: () => void): () => void {
  const first = parentId();
  const timer = setInterval(() => {
    if (parentId() === first) return;
    clearInterval(timer);
    onOrphaned();
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

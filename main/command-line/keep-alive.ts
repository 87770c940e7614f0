/**
 * Keeps the process from ending while it waits for something that doesn't: a device that is silent, a child's next
 * start. The injected clock's timers don't. @returns lets the process end again
 */
export function keepAlive(): () => void {
  const alive = setInterval(() => undefined, 2 ** 30);
  return () => clearInterval(alive);
}

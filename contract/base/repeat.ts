import type { Clock } from "./ports.ts";

/**
 * Runs `look` every `ms` until it answers `done` or the returned function is called. The next wait begins when `look`
 * has run, so looks never overlap. What `look` throws ends it.
 */
export function repeatEvery(
  clock: Pick<Clock, "after">,
  ms: number,
  look: () => "again" | "done",
): () => void {
  let isOver = false;
  let cancel: () => void = () => undefined;
  const wait = (): void => {
    cancel = clock.after(ms, () => {
      if (look() === "again" && !isOver) wait();
    });
  };
  wait();
  return () => {
    isOver = true;
    cancel();
  };
}

import type { Clock } from "#contract/index.ts";
import type { Printer } from "#printer/index.ts";

/** Follows for how long the printer has been away, 0 while it isn't. */
export function watchAway(
  printer: Pick<Printer, "status" | "onStatus">,
  clock: Pick<Clock, "monotonic">,
): { forMs(): number; stop(): void } {
  let since = printer.status() === "offline" ? clock.monotonic() : null;
  const stop = printer.onStatus((status) => {
    if (status !== "offline") since = null;
    else since ??= clock.monotonic();
  });
  return { forMs: () => (since === null ? 0 : clock.monotonic() - since), stop };
}

/** Waits at most `ms` for the proof that a job's ticket came out. */
export function provenWithin(
  ms: number,
  jobId: string,
  printer: Pick<Printer, "onFate">,
  clock: Pick<Clock, "after">,
): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (yes: boolean): void => {
      cancel();
      stop();
      resolve(yes);
    };
    const cancel = clock.after(ms, () => done(false));
    const stop = printer.onFate(({ job, fate }) => {
      if (job === jobId && fate === "printed") done(true);
    });
  });
}

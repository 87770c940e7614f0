import type { Clock } from "#contract/index.ts";
import { faultOf } from "./faults.ts";
import type { WriteOutcome } from "./transport.ts";

export type InTime<T> = { readonly inTime: true; readonly value: T } | { readonly inTime: false };

/** Waits for `work`, at most `ms`. Work that is late goes on unheard: who asked must end it. */
export function inTime<T>(work: Promise<T>, ms: number, clock: Pick<Clock, "after">): Promise<InTime<T>> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve({ inTime: false }));
    work.then(
      (value) => {
        cancel();
        resolve({ inTime: true, value });
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}

export type ChunkWriter = {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly within: number;
  readonly clock: Pick<Clock, "monotonic" | "after">;
  /** Whether a chunk that failed with an error is sure to have moved nothing. */
  readonly errorsAreExact: boolean;
  /** Hands one chunk over; answers how much of it was taken, 0 to be asked again. */
  put(chunk: Uint8Array, left: number): Promise<number>;
};

/** Writes chunk by chunk against one deadline, and counts. */
export async function writeInChunks(job: ChunkWriter): Promise<WriteOutcome> {
  const { bytes, size, within, clock, put, errorsAreExact } = job;
  const until = clock.monotonic() + within;
  let done = 0;
  while (done < bytes.length) {
    const left = until - clock.monotonic();
    if (left <= 0) return { kind: "failed", fault: "timeout", bytes: done, exact: true };
    try {
      const taken = await inTime(put(bytes.subarray(done, done + size), left), left, clock);
      if (!taken.inTime) return { kind: "failed", fault: "timeout", bytes: done, exact: false };
      done += taken.value;
    } catch (error) {
      return { kind: "failed", fault: faultOf(error), bytes: done, exact: errorsAreExact };
    }
  }
  return { kind: "written", bytes: done };
}

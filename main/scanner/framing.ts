import type { Clock } from "#contract/base/ports.ts";
import { policyBarcodeLength } from "./policy-barcode.ts";

export type Framer = {
  push(chunk: Uint8Array): void;
  /** Forgets what has come of the scan under way. */
  reset(): void;
};

/** Silence that ends a scan, ms: far longer than any pause within one, also over a busy USB hub. */
export const scanGap = 200;
/** More than any code that can be meant for us; what goes on longer is noise. */
const longest = 4096;

/**
 * Cuts a scanner's stream of bytes into scans. A scan ends at the length of a policy's barcode, at a line end
 * (of a text: inside a barcode that byte means nothing), or when the line falls silent. What follows a barcode
 * without a pause belongs to it: the line end that scanners append, the rest of too long a code.
 */
export function createFramer({
  clock,
  onFrame,
}: {
  clock: Clock;
  onFrame: (bytes: Uint8Array) => void;
}): Framer {
  let held: number[] = [];
  /** The scan under way is told already; what still comes of it is passed over. */
  let ended = false;
  let cancelSilence: () => void = () => undefined;

  const end = (): void => {
    const frame = Uint8Array.from(held);
    held = [];
    onFrame(frame);
  };
  const silent = (): void => {
    if (held.length > 0) end();
    ended = false;
  };
  const take = (byte: number): void => {
    if (ended) return;
    const lineEnd = byte === 0x0d || byte === 0x0a;
    const binary = (held[0] ?? byte) === 1 || (held[0] ?? byte) === 2;
    if (lineEnd && held.length === 0) return;
    if (lineEnd && !binary) return end();
    held.push(byte);
    if (held.length < longest && !(binary && held.length === policyBarcodeLength)) return;
    ended = true;
    end();
  };

  return {
    push(chunk) {
      for (const byte of chunk) take(byte);
      cancelSilence();
      cancelSilence = clock.after(scanGap, silent);
    },
    reset() {
      cancelSilence();
      held = [];
      ended = false;
    },
  };
}

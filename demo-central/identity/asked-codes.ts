/** How long nobody may ask for a code's outcome until it counts as given up, ms: ten times the interval. */
const patience = 10_000;
/** So many codes are remembered; a demo has one patient at a time. */
const most = 1000;

/** Which codes a kiosk still waits for: whoever waits keeps asking (RFC 8628 §3.4). */
export type AskedCodes = {
  /** The kiosk has got the code, or asks what became of it. */
  note(code: string): void;
  isAwaited(code: string): boolean;
};

/** @param now ms, never goes back */
export function createAskedCodes(now: () => number): AskedCodes {
  const asked = new Map<string, number>();
  return {
    note(code) {
      asked.delete(code);
      asked.set(code, now());
      const [oldest] = asked.keys();
      if (asked.size > most && oldest !== undefined) asked.delete(oldest);
    },
    isAwaited: (code) => now() - (asked.get(code) ?? Number.NEGATIVE_INFINITY) <= patience,
  };
}

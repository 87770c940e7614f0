import type { Ids } from "#contract/base/ports.ts";

/** Ids that a test can foretell: valid UUIDv7 keys and hex secrets, counting up. */
export function countingIds(): Ids {
  let count = 0;
  return {
    key: () => `01930000-0000-7000-8000-${String(++count).padStart(12, "0")}`,
    secret: () => (++count).toString(16).padStart(32, "0").padEnd(64, "0"),
  };
}

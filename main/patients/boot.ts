import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** Time since the machine was started, which no setting of its clock changes. */
export type Boot = {
  /** Another one after each start of the machine; null where the system tells none. */
  readonly id: string | null;
  /** ms since that start */
  uptime(): number;
};

/** Linux tells its start (random(4), `/proc/sys/kernel/random/boot_id`). */
export function systemBoot(): Boot {
  return { id: bootId(), uptime: () => uptime() * 1000 };
}

function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim() || null;
  } catch {
    return null;
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import type { Boot } from "#main/patients/boot.ts";
import {
  createSignInThrottle,
  type SignInThrottle,
  type ThrottleKey,
} from "#main/patients/sign-in-throttle.ts";
import { openThrottleFile } from "#main/patients/throttle-file.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

const key = Buffer.alloc(32, 7);
export const policy = { kind: "unified", number: "4056410842001238" } as const;
export const other = (n: number) => ({ kind: "temporary", number: String(n).padStart(9, "0") }) as const;
export const minute = 60_000;

/** The limits of sign-in with their file, on a clock of the test's own, made anew for each test of the file. */
export type ThrottleOnClock = {
  dir: string;
  file: string;
  clock: FakeClock;
  log: KeptLog;
  /** The machine's start: its id, and ms since then at the test's beginning. */
  boot: { id: string | null; uptime: number };
  admit: SignInThrottle["admit"];
  close(): void;
  open(): void;
  /** The program starts again; `reboot`: the machine does. */
  restart(options?: { reboot?: boolean }): void;
  /** Minutes to wait, or null where one was let through, and failed. */
  fail(tried: ThrottleKey): number | null;
  /** As {@link fail}, without an attempt. */
  wait(tried: ThrottleKey): number | null;
  failTimes(times: number, tried?: (n: number) => ThrottleKey): void;
};

export function throttleOnClock(): ThrottleOnClock {
  let throttle: SignInThrottle;
  const made = () => {
    const dir = mkdtempSync(join(tmpdir(), "infomat-throttle-"));
    return {
      dir,
      file: join(dir, "sign-in-limits.sqlite"),
      clock: fakeClock(),
      log: keptLog(),
      boot: { id: "first", uptime: 0 },
    };
  };
  const tryOnce = (tried: ThrottleKey, end: "counted" | "withdrawn"): number | null => {
    const admission = throttle.admit([tried]);
    if (admission.kind === "tooManyTries") return admission.minutes;
    admission.attempt[end]();
    return null;
  };
  const at: ThrottleOnClock = {
    ...({} as ReturnType<typeof made>),
    admit: (keys) => throttle.admit(keys),
    close: () => throttle.close(),
    open() {
      const { clock, log, file } = at;
      const boot: Boot = { id: at.boot.id, uptime: () => at.boot.uptime + clock.monotonic() };
      throttle = createSignInThrottle({ file: openThrottleFile({ file, clock, boot, log }), key, clock });
    },
    restart({ reboot = false } = {}) {
      throttle.close();
      if (reboot) at.boot = { id: `${at.boot.id} again`, uptime: 0 };
      at.open();
    },
    fail: (tried) => tryOnce(tried, "counted"),
    wait: (tried) => tryOnce(tried, "withdrawn"),
    failTimes(times, tried = () => policy) {
      for (let n = 0; n < times; n++) expect(at.fail(tried(n))).toBeNull();
    },
  };
  beforeEach(() => {
    Object.assign(at, made());
    at.open();
  });
  afterEach(() => {
    at.close();
    rmSync(at.dir, { recursive: true, force: true });
  });
  return at;
}

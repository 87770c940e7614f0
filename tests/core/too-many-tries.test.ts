import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, uptime } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Boot, systemBoot } from "#main/patients/boot.ts";
import {
  createSignInThrottle,
  type SignInThrottle,
  type ThrottleKey,
} from "#main/patients/sign-in-throttle.ts";
import { openThrottleFile } from "#main/patients/throttle-file.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

const key = Buffer.alloc(32, 7);
const policy = { kind: "unified", number: "4056410842001238" } as const;
const other = (n: number) => ({ kind: "temporary", number: String(n).padStart(9, "0") }) as const;
const minute = 60_000;
const year = 365 * 24 * 60 * minute;

let dir: string;
let file: string;
let clock: FakeClock;
let log: KeptLog;
let boot: { id: string | null; uptime: number };
let throttle: SignInThrottle;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "infomat-throttle-"));
  file = join(dir, "sign-in-limits.sqlite");
  clock = fakeClock();
  log = keptLog();
  boot = { id: "first", uptime: 0 };
  throttle = opened();
});
afterEach(() => {
  throttle.close();
  rmSync(dir, { recursive: true, force: true });
});

function opened(): SignInThrottle {
  const system: Boot = { id: boot.id, uptime: () => boot.uptime + clock.monotonic() };
  return createSignInThrottle({ file: openThrottleFile({ file, clock, boot: system, log }), key, clock });
}
/** The program starts again; `reboot`: the machine does. */
function restart({ reboot = false } = {}): void {
  throttle.close();
  if (reboot) boot = { id: `${boot.id} again`, uptime: 0 };
  throttle = opened();
}
/** Minutes to wait, or null where one was let through, and failed. */
function fail(tried: ThrottleKey): number | null {
  const admission = throttle.admit([tried]);
  if (admission.kind === "tooManyTries") return admission.minutes;
  admission.attempt.counted();
  return null;
}
/** As {@link fail}, without an attempt. */
function wait(tried: ThrottleKey): number | null {
  const admission = throttle.admit([tried]);
  if (admission.kind === "tooManyTries") return admission.minutes;
  admission.attempt.withdrawn();
  return null;
}
const failTimes = (times: number, tried: (n: number) => ThrottleKey = () => policy): void => {
  for (let n = 0; n < times; n++) expect(fail(tried(n))).toBeNull();
};

describe("the limits", () => {
  test("five failures of one policy block it until the first is an hour old; others go on", () => {
    for (let n = 0; n < 5; n++) {
      failTimes(1);
      clock.advance(minute);
    }
    expect(wait(policy)).toBe(55);
    expect(wait(other(1))).toBeNull();
    clock.advance(55 * minute - 1);
    expect(wait(policy)).toBe(1);
    clock.advance(1);
    expect(wait(policy)).toBeNull();
  });

  test("twenty failures in ten minutes block the kiosk", () => {
    failTimes(20, other);
    expect(wait(other(99))).toBe(10);
    clock.advance(10 * minute);
    expect(wait(other(99))).toBeNull();
  });

  test("count what has only begun: of many at once no more than five go through", () => {
    const all = Array.from({ length: 64 }, () => throttle.admit([policy]));
    expect(all.filter(({ kind }) => kind === "admitted")).toHaveLength(5);
  });

  test("forgive a policy whose patient has signed in, but none that is still being tried", () => {
    failTimes(3);
    const [first, second] = [throttle.admit([policy]), throttle.admit([policy])];
    if (first.kind === "admitted") first.attempt.succeeded();
    expect(second.kind).toBe("admitted");
    failTimes(4);
    expect(wait(policy)).toBe(60);
  });

  test("don't count an attempt of which nothing was learned", () => {
    for (let n = 0; n < 30; n++) expect(wait(policy)).toBeNull();
  });

  test("hold for each of several numbers", () => {
    failTimes(5);
    expect(throttle.admit([other(1), policy]).kind).toBe("tooManyTries");
  });
});

describe("an attempt", () => {
  const admitted = (tried: ThrottleKey) => {
    const admission = throttle.admit([tried]);
    if (admission.kind !== "admitted") throw new Error("refused");
    return admission.attempt;
  };

  test("of which nothing was learned takes no other with it", () => {
    failTimes(4);
    admitted(policy).withdrawn();
    expect(fail(policy)).toBeNull();
    expect(wait(policy)).toBe(60);
  });

  test("that was right forgives its own policy alone", () => {
    failTimes(4);
    failTimes(5, () => other(1));
    admitted(policy).succeeded();
    failTimes(5);
    expect([wait(policy), wait(other(1))]).toEqual([60, 60]);
  });

  test("that was right leaves what is still pending, and forgives it once it failed", () => {
    const pending = admitted(policy);
    admitted(policy).succeeded();
    failTimes(4);
    expect(wait(policy)).toBe(60);
    pending.counted();
    clock.advance(60 * minute);
    failTimes(4);
    admitted(policy).succeeded();
    failTimes(5);
  });

  test("that was refused counts for nothing: the wait doesn't grow", () => {
    failTimes(5);
    clock.advance(30 * minute);
    for (let n = 0; n < 20; n++) expect(fail(policy)).toBe(30);
    clock.advance(30 * minute);
    expect(wait(policy)).toBeNull();
  });

  test("leaves the kiosk's window after ten minutes, and its policy's after an hour", () => {
    failTimes(5);
    clock.advance(10 * minute - 1);
    failTimes(15, other);
    expect(wait(other(99))).toBe(1);
    clock.advance(1);
    expect(wait(other(99))).toBeNull();
    expect(wait(policy)).toBe(50);
  });

  test("at several numbers is one at each, and the longest wait is told", () => {
    failTimes(5);
    clock.advance(20 * minute);
    failTimes(5, () => other(1));
    const admission = throttle.admit([policy, other(1), other(2)]);
    expect(admission).toEqual({ kind: "tooManyTries", minutes: 60 });
    for (let n = 0; n < 5; n++) {
      const both = throttle.admit([other(2), other(3)]);
      if (both.kind === "admitted") both.attempt.counted();
    }
    expect([wait(other(2)), wait(other(3))]).toEqual([60, 60]);
  });

  test("is taken from both numbers where nothing was learned", () => {
    for (let n = 0; n < 6; n++) {
      const both = throttle.admit([other(2), other(3)]);
      if (both.kind === "admitted") both.attempt.withdrawn();
    }
    expect([wait(other(2)), wait(other(3))]).toEqual([null, null]);
  });
});

describe("a clock that is set", () => {
  test.each([
    ["a year forward", year],
    ["61 minutes forward", 61 * minute],
    ["a day back", -24 * 60 * minute],
  ])("%s: nobody is let in by it, nor kept out for longer", (_, jump) => {
    failTimes(5);
    clock.setWall(clock.now() + jump);
    expect(wait(policy)).toBe(60);
    restart();
    expect(wait(policy)).toBe(60);
    clock.advance(60 * minute);
    expect(wait(policy)).toBeNull();
  });

  test("right again after a year ahead, with the machine started anew: the window counts from this start", () => {
    const right = clock.now();
    clock.setWall(right + year);
    failTimes(20, other);
    throttle.close();
    clock.setWall(right);
    boot = { id: "second", uptime: 0 };
    throttle = opened();
    expect(wait(other(99))).toBe(10);
    clock.advance(10 * minute);
    expect(wait(other(99))).toBeNull();
  });

  test("to 1970 by a dead battery: a power cut lets nobody in", () => {
    failTimes(5);
    clock.setWall(0);
    restart({ reboot: true });
    expect(wait(policy)).toBe(60);
  });
});

describe("a restart", () => {
  test.each([false, true])("forgets nothing, of the machine: %s", (reboot) => {
    failTimes(5);
    clock.advance(10 * minute);
    restart({ reboot });
    expect(wait(policy)).toBe(50);
  });

  test("where the system doesn't tell its starts goes by the wall clock", () => {
    boot.id = null;
    restart();
    failTimes(5);
    clock.advance(10 * minute);
    restart();
    expect(wait(policy)).toBe(50);
  });
});

describe("a disk that refuses", () => {
  test("doesn't stop the count, and is told once; what was counted is written when it can be", () => {
    const blocker = new Database(file);
    blocker.exec("BEGIN IMMEDIATE");
    failTimes(5);
    expect(wait(policy)).toBe(60);
    expect(log.of("sign-in-limits.unwritable")).toHaveLength(1);
    blocker.exec("COMMIT");
    blocker.close();
    failTimes(1, () => other(1));
    restart();
    expect(wait(policy)).toBe(60);
  });

  test("from the start on: counted in memory", () => {
    throttle.close();
    rmSync(dir, { recursive: true });
    writeFileSync(dir, "no folder");
    throttle = opened();
    failTimes(5);
    expect(wait(policy)).toBe(60);
  });

  test("with a damaged file: a new one is made", () => {
    throttle.close();
    writeFileSync(file, "rubbish".repeat(1000));
    throttle = opened();
    failTimes(5);
    restart();
    expect(wait(policy)).toBe(60);
  });

  test("with a damaged file: it is told as an error, once, and nothing is left of the old one", () => {
    throttle.close();
    writeFileSync(file, "rubbish".repeat(1000));
    for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    writeFileSync(`${file}-wal`, "of the damaged one");
    throttle = opened();
    expect(log.lines.map((line) => JSON.parse(line).level)).toEqual(["error"]);
    failTimes(1);
    throttle.close();
    expect(readFileSync(file).subarray(0, 15).toString()).toBe("SQLite format 3");
    throttle = opened();
  });

  test("with a file of another program: it is made anew, for it can't be read either", () => {
    throttle.close();
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    const foreign = new Database(file);
    foreign.exec("CREATE TABLE cash (id INTEGER)");
    foreign.close();
    throttle = opened();
    failTimes(5);
    restart();
    expect(wait(policy)).toBe(60);
  });

  test("with a file of a newer version: it is left as it is, and the count goes on in memory", () => {
    throttle.close();
    const newer = new Database(file);
    newer.exec("INSERT INTO migration (number, name) VALUES (99, 'of-the-future')");
    newer.close();
    throttle = opened();
    failTimes(5);
    expect(wait(policy)).toBe(60);
    throttle.close();
    const kept = new Database(file, { readonly: true });
    expect(kept.prepare("SELECT max(number) FROM migration").pluck().get()).toBe(99);
    kept.close();
    rmSync(file);
    throttle = opened();
  });

  test("and takes writes again: that is told once as well", () => {
    const blocker = new Database(file);
    blocker.exec("BEGIN IMMEDIATE");
    failTimes(2);
    blocker.exec("COMMIT");
    blocker.close();
    failTimes(2);
    expect(log.lines.map((line) => JSON.parse(line).level)).toEqual(["error", "info"]);
    expect(JSON.parse(log.lines[0] ?? "")).toMatchObject({ code: "SQLITE_BUSY" });
  });
});

describe("what was counted of an earlier run", () => {
  test("is read by its age: an hour old is forgotten, a moment less is not", () => {
    failTimes(5);
    throttle.close();
    clock.advance(60 * minute - 1);
    throttle = opened();
    expect(wait(policy)).toBe(1);
    throttle.close();
    clock.advance(1);
    throttle = opened();
    expect(wait(policy)).toBeNull();
  });

  test("and was forgiven or withdrawn is not there after a restart", () => {
    failTimes(4);
    const admission = throttle.admit([policy]);
    if (admission.kind === "admitted") admission.attempt.succeeded();
    restart();
    failTimes(5);
    expect(wait(policy)).toBe(60);
  });

  test("stands in the file once, however often it is written", () => {
    failTimes(3);
    restart();
    restart();
    failTimes(2);
    expect(wait(policy)).toBe(60);
    throttle.close();
    const store = new Database(file, { readonly: true });
    expect(store.prepare("SELECT count(*) FROM attempt").pluck().get()).toBe(5);
    store.close();
    throttle = opened();
  });

  test("and is pending when the program dies counts", () => {
    for (let n = 0; n < 5; n++) throttle.admit([policy]);
    const copy = join(dir, "copy.sqlite");
    const store = new Database(file, { readonly: true });
    store.exec(`VACUUM INTO '${copy}'`);
    store.close();
    file = copy;
    throttle.close();
    throttle = opened();
    expect(wait(policy)).toBe(60);
  });
});

test("this machine tells its start and how long ago it was", () => {
  const boot = systemBoot();
  expect(boot.id).toBe(systemBoot().id);
  expect(boot.id ?? "none").toMatch(/^([0-9a-f-]{36}|none)$/);
  const seconds = boot.uptime() / 1000;
  expect(Math.abs(seconds - uptime())).toBeLessThan(5);
});

test("the file is its user's alone, and no policy number is in it", () => {
  failTimes(1);
  for (const name of readdirSync(dir)) {
    expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
    expect(readFileSync(join(dir, name)).includes(policy.number)).toBe(false);
  }
});

describe("look-ups by name", () => {
  const named = (n: number) =>
    ({
      kind: "person",
      family: `Иванов${n}`,
      given: "Иван",
      patronymic: "",
      birthDate: "1985-03-07",
    }) as const;

  test("are bounded of their own: they keep nobody from signing in by a policy, also after a restart", () => {
    for (let n = 0; n < 20; n++) expect(fail(named(n))).toBeNull();
    expect(fail(named(20))).toBe(10);
    expect(wait(policy)).toBeNull();
    restart();
    expect(fail(named(21))).toBe(10);
    expect(wait(policy)).toBeNull();
  });

  test("are let through where 20 sign-ins have failed, which go on waiting", () => {
    for (let n = 0; n < 20; n++) expect(fail(other(n))).toBeNull();
    expect(wait(policy)).toBe(10);
    expect(wait(named(0))).toBeNull();
  });
});

import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { systemBoot } from "#main/patients/boot.ts";
import { minute, other, policy, throttleOnClock } from "./throttle-on-clock.ts";

const limits = throttleOnClock();
const year = 365 * 24 * 60 * minute;

describe("a clock that is set", () => {
  test.each([
    ["a year forward", year],
    ["61 minutes forward", 61 * minute],
    ["a day back", -24 * 60 * minute],
  ])("%s: nobody is let in by it, nor kept out for longer", (_, jump) => {
    limits.failTimes(5);
    limits.clock.setWall(limits.clock.now() + jump);
    expect(limits.wait(policy)).toBe(60);
    limits.restart();
    expect(limits.wait(policy)).toBe(60);
    limits.clock.advance(60 * minute);
    expect(limits.wait(policy)).toBeNull();
  });

  test("right again after a year ahead, with the machine started anew: the window counts from this start", () => {
    const right = limits.clock.now();
    limits.clock.setWall(right + year);
    limits.failTimes(20, other);
    limits.close();
    limits.clock.setWall(right);
    limits.boot = { id: "second", uptime: 0 };
    limits.open();
    expect(limits.wait(other(99))).toBe(10);
    limits.clock.advance(10 * minute);
    expect(limits.wait(other(99))).toBeNull();
  });

  test("to 1970 by a dead battery: a power cut lets nobody in", () => {
    limits.failTimes(5);
    limits.clock.setWall(0);
    limits.restart({ reboot: true });
    expect(limits.wait(policy)).toBe(60);
  });
});

describe("a restart", () => {
  test.each([false, true])("forgets nothing, of the machine: %s", (reboot) => {
    limits.failTimes(5);
    limits.clock.advance(10 * minute);
    limits.restart({ reboot });
    expect(limits.wait(policy)).toBe(50);
  });

  test("where the system doesn't tell its starts goes by the wall clock", () => {
    limits.boot.id = null;
    limits.restart();
    limits.failTimes(5);
    limits.clock.advance(10 * minute);
    limits.restart();
    expect(limits.wait(policy)).toBe(50);
  });
});

describe("a disk that refuses", () => {
  test("doesn't stop the count, and is told once; what was counted is written when it can be", () => {
    const blocker = new Database(limits.file);
    blocker.exec("BEGIN IMMEDIATE");
    limits.failTimes(5);
    expect(limits.wait(policy)).toBe(60);
    expect(limits.log.of("sign-in-limits.unwritable")).toHaveLength(1);
    blocker.exec("COMMIT");
    blocker.close();
    limits.failTimes(1, () => other(1));
    limits.restart();
    expect(limits.wait(policy)).toBe(60);
  });

  test("from the start on: counted in memory", () => {
    limits.close();
    rmSync(limits.dir, { recursive: true });
    writeFileSync(limits.dir, "no folder");
    limits.open();
    limits.failTimes(5);
    expect(limits.wait(policy)).toBe(60);
  });

  test("with a damaged file: a new one is made", () => {
    limits.close();
    writeFileSync(limits.file, "damaged".repeat(1000));
    limits.open();
    limits.failTimes(5);
    limits.restart();
    expect(limits.wait(policy)).toBe(60);
  });

  test("with a damaged file: it is told as an error, once, and nothing is left of the old one", () => {
    limits.close();
    writeFileSync(limits.file, "damaged".repeat(1000));
    for (const suffix of ["-wal", "-shm"]) rmSync(`${limits.file}${suffix}`, { force: true });
    writeFileSync(`${limits.file}-wal`, "of the damaged one");
    limits.open();
    expect(limits.log.lines.map((line) => JSON.parse(line).level)).toEqual(["error"]);
    limits.failTimes(1);
    limits.close();
    expect(readFileSync(limits.file).subarray(0, 15).toString()).toBe("SQLite format 3");
    limits.open();
  });

  test("with a file of another program: it is made anew, for it can't be read either", () => {
    limits.close();
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${limits.file}${suffix}`, { force: true });
    const foreign = new Database(limits.file);
    foreign.exec("CREATE TABLE cash (id INTEGER)");
    foreign.close();
    limits.open();
    limits.failTimes(5);
    limits.restart();
    expect(limits.wait(policy)).toBe(60);
  });

  test("with a file of a newer version: it is left as it is, and the count goes on in memory", () => {
    limits.close();
    const newer = new Database(limits.file);
    newer.exec("INSERT INTO migration (number, name) VALUES (99, 'of-the-future')");
    newer.close();
    limits.open();
    limits.failTimes(5);
    expect(limits.wait(policy)).toBe(60);
    limits.close();
    const kept = new Database(limits.file, { readonly: true });
    expect(kept.prepare("SELECT max(number) FROM migration").pluck().get()).toBe(99);
    kept.close();
    rmSync(limits.file);
    limits.open();
  });

  test("and takes writes again: that is told once as well", () => {
    const blocker = new Database(limits.file);
    blocker.exec("BEGIN IMMEDIATE");
    limits.failTimes(2);
    blocker.exec("COMMIT");
    blocker.close();
    limits.failTimes(2);
    expect(limits.log.lines.map((line) => JSON.parse(line).level)).toEqual(["error", "info"]);
    expect(JSON.parse(limits.log.lines[0] ?? "")).toMatchObject({ code: "SQLITE_BUSY" });
  });
});

describe("what was counted of an earlier run", () => {
  test("is read by its age: an hour old is forgotten, a moment less is not", () => {
    limits.failTimes(5);
    limits.close();
    limits.clock.advance(60 * minute - 1);
    limits.open();
    expect(limits.wait(policy)).toBe(1);
    limits.close();
    limits.clock.advance(1);
    limits.open();
    expect(limits.wait(policy)).toBeNull();
  });

  test("and was forgiven or withdrawn is not there after a restart", () => {
    limits.failTimes(4);
    const admission = limits.admit([policy]);
    if (admission.kind === "admitted") admission.attempt.succeeded();
    limits.restart();
    limits.failTimes(5);
    expect(limits.wait(policy)).toBe(60);
  });

  test("stands in the file once, however often it is written", () => {
    limits.failTimes(3);
    limits.restart();
    limits.restart();
    limits.failTimes(2);
    expect(limits.wait(policy)).toBe(60);
    limits.close();
    const store = new Database(limits.file, { readonly: true });
    expect(store.prepare("SELECT count(*) FROM attempt").pluck().get()).toBe(5);
    store.close();
    limits.open();
  });

  test("and is pending when the program dies counts", () => {
    for (let n = 0; n < 5; n++) limits.admit([policy]);
    const copy = join(limits.dir, "copy.sqlite");
    const store = new Database(limits.file, { readonly: true });
    store.exec(`VACUUM INTO '${copy}'`);
    store.close();
    limits.file = copy;
    limits.close();
    limits.open();
    expect(limits.wait(policy)).toBe(60);
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
  limits.failTimes(1);
  for (const name of readdirSync(limits.dir)) {
    expect(statSync(join(limits.dir, name)).mode & 0o077).toBe(0);
    expect(readFileSync(join(limits.dir, name)).includes(policy.number)).toBe(false);
  }
});

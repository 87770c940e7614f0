import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTries } from "#main/session/tries.ts";
import { openStore, type Store } from "#main/store/open.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";

const key = Buffer.alloc(32, 7);
const policy = { kind: "unified", number: "4056410842001238" } as const;
const other = (n: number) => ({ kind: "temporary", number: String(n).padStart(9, "0") }) as const;

let dir: string;
let store: Store;
let clock: FakeClock;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "infomat-tries-"));
  store = openStore(join(dir, "infomat.sqlite"));
  clock = fakeClock();
});
afterEach(() => store.close());

test("five failures of one policy block it until the first is an hour old; others go on", () => {
  const tries = createTries({ store, key, clock });
  for (let n = 0; n < 5; n++) {
    expect(tries.blockedFor(policy)).toBeNull();
    tries.failed(policy);
    clock.advance(60_000);
  }
  expect(tries.blockedFor(policy)).toBe(55);
  expect(tries.blockedFor(other(1))).toBeNull();
  clock.advance(55 * 60_000);
  expect(tries.blockedFor(policy)).toBeNull();
});

test("twenty failures in ten minutes block the kiosk", () => {
  const tries = createTries({ store, key, clock });
  for (let n = 0; n < 20; n++) tries.failed(other(n));
  expect(tries.blockedFor(other(99))).toBe(10);
  clock.advance(10 * 60_000);
  expect(tries.blockedFor(other(99))).toBeNull();
});

test("a restart forgets nothing", () => {
  const before = createTries({ store, key, clock });
  for (let n = 0; n < 5; n++) before.failed(policy);
  store.close();
  store = openStore(join(dir, "infomat.sqlite"));
  expect(createTries({ store, key, clock }).blockedFor(policy)).toBe(60);
});

test("a successful sign-in forgives its policy", () => {
  const tries = createTries({ store, key, clock });
  for (let n = 0; n < 4; n++) tries.failed(policy);
  tries.succeeded(policy);
  tries.failed(policy);
  expect(tries.blockedFor(policy)).toBeNull();
});

test("a clock set back blocks nobody for longer than the rule says", () => {
  const tries = createTries({ store, key, clock });
  for (let n = 0; n < 5; n++) tries.failed(policy);
  clock.setWall(clock.now() - 24 * 3_600_000);
  tries.failed(other(1));
  expect(tries.blockedFor(policy)).toBeNull();
});

test("no policy number is in the store's files", () => {
  const tries = createTries({ store, key, clock });
  tries.failed(policy);
  store.pragma("wal_checkpoint(TRUNCATE)");
  for (const file of readdirSync(dir)) {
    expect(readFileSync(join(dir, file)).includes(policy.number)).toBe(false);
  }
});

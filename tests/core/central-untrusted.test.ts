import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import type { BookingState } from "#contract/conformance/booking-state.ts";
import type { SelfTestResult } from "#contract/conformance/self-test.ts";
import { type ConformanceCheck, createConformanceCheck } from "#main/conformance/conformance-check.ts";
import { createConformanceRecords } from "#main/conformance/records.ts";
import { openStore } from "#main/schedules/open-store.ts";
import type { Store } from "#main/store/open.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";

const url = "http://central.example/fhir";
const kioskKey = Buffer.alloc(32, 7);
const passed: SelfTestResult = { kind: "passed" };
const failed: SelfTestResult = { kind: "failed", findings: [{ fault: "staleTaken", detail: "seen" }] };
type Later = (close: () => unknown) => void;

function openCheck(later: Later, answer: () => Promise<SelfTestResult>, store: Store = newStore(later)) {
  const clock = fakeClock();
  const states: BookingState[] = [];
  const runs: string[] = [];
  const check: ConformanceCheck = createConformanceCheck({
    central: {
      selfTest: ({ owner }, signal) => {
        runs.push(owner);
        return Promise.race([answer(), givenUp(signal)]);
      },
      now: () => 5,
    },
    url,
    records: createConformanceRecords(store, kioskKey),
    clock,
    ids: countingIds(),
    log: keptLog(),
    onChange: (state) => states.push(state),
  });
  later(() => check.close());
  return { check, clock, states, runs, store };
}

function newStore(later: Later): Store {
  const store = openStore(join(temporaryFolder(later), "store.db"));
  later(() => store.close());
  return store;
}

const givenUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new CentralError("unavailable", "given up")));
  });

describe("a central API that was never tested", () => {
  test("is tested when it is first heard, once, and booking opens when it passed", () =>
    withCleanUp(async (later) => {
      const { check, states, runs } = openCheck(later, async () => passed);
      expect(check.state()).toBe("untested");
      check.onReachable();
      check.onReachable();
      expect(await check.whenKnown()).toBe("open");
      check.onReachable();
      expect([states, runs.length]).toEqual([["open"], 1]);
    }));

  test("is tested for a booking that comes first, which waits for the result", () =>
    withCleanUp(async (later) => {
      const answer = Promise.withResolvers<SelfTestResult>();
      const { check } = openCheck(later, () => answer.promise);
      const booking = check.whenKnown();
      answer.resolve(failed);
      expect(await booking).toBe("closed");
    }));

  test("and does not answer stays untested; nobody waits for it longer than ten seconds", () =>
    withCleanUp(async (later) => {
      const never = Promise.withResolvers<SelfTestResult>();
      const { check, clock } = openCheck(later, () => never.promise);
      const booking = check.whenKnown();
      await clock.pass(10_000);
      expect(await booking).toBe("untested");
    }));

  test("and breaks off in the middle is tested again when it is heard again", () =>
    withCleanUp(async (later) => {
      const answers = [Promise.reject(new CentralError("unavailable", "reset")), Promise.resolve(passed)];
      const { check, runs } = openCheck(later, () => answers.shift() ?? Promise.resolve(passed));
      expect(await check.whenKnown()).toBe("untested");
      check.onReachable();
      expect(await check.whenKnown()).toBe("open");
      expect(new Set(runs).size, "one mark for all tests of a kiosk").toBe(1);
    }));

  test("and breaks off in the middle is tested again by itself: the next pull may be an hour away", () =>
    withCleanUp(async (later) => {
      const answers = [Promise.reject(new CentralError("unavailable", "reset")), Promise.resolve(passed)];
      const { check, clock, states } = openCheck(later, () => answers.shift() ?? Promise.resolve(passed));
      expect(await check.whenKnown()).toBe("untested");
      await clock.pass(10_000);
      expect(states).toEqual(["open"]);
    }));
});

describe("the stored result", () => {
  test("counts after a restart, without another test", () =>
    withCleanUp(async (later) => {
      const { store, check } = openCheck(later, async () => failed);
      await check.whenKnown();
      const after = openCheck(later, async () => passed, store);
      after.check.onReachable();
      expect([await after.check.whenKnown(), after.runs]).toEqual(["closed", []]);
    }));

  test("of another address counts for that one alone", () =>
    withCleanUp(async (later) => {
      const store = newStore(later);
      createConformanceRecords(store, kioskKey).write("http://other.example/fhir", { at: 0, result: failed });
      const { check } = openCheck(later, async () => passed, store);
      expect(await check.whenKnown()).toBe("open");
    }));

  test("that another program stores meanwhile counts at once", () =>
    withCleanUp(async (later) => {
      const { check, store } = openCheck(later, async () => failed);
      expect(await check.whenKnown()).toBe("closed");
      createConformanceRecords(store, kioskKey).write(`${url}/`, { at: 9, result: passed });
      expect(await check.whenKnown()).toBe("open");
    }));

  test("that can't be read is no result: the central API is tested again", () =>
    withCleanUp(async (later) => {
      const store = newStore(later);
      store.prepare("INSERT INTO setting (key, value) VALUES (?, ?)").run(`self-test ${url}`, "{");
      const { check, runs } = openCheck(later, async () => passed, store);
      expect([await check.whenKnown(), runs.length]).toEqual(["open", 1]);
    }));
});

test("a partial commit closes booking for good, also after a restart", () =>
  withCleanUp(async (later) => {
    const { check, states, store } = openCheck(later, async () => passed);
    await check.whenKnown();
    check.onPartialCommit("a booking was kept in part");
    expect([check.state(), states]).toEqual(["closed", ["open", "closed"]]);
    expect(openCheck(later, async () => passed, store).check.state()).toBe("closed");
  }));

test("a result that a former version kept as `torn` still closes booking", () =>
  withCleanUp(async (later) => {
    const store = newStore(later);
    const result = { kind: "failed", findings: [{ fault: "torn", detail: "seen" }] };
    store
      .prepare("INSERT INTO setting (key, value) VALUES (?, ?)")
      .run(`self-test ${url}`, JSON.stringify({ at: 5, result }));
    const { check, runs } = openCheck(later, async () => passed, store);
    expect([check.state(), runs]).toEqual(["closed", []]);
    expect(createConformanceRecords(store, kioskKey).read(url)?.result).toEqual({
      kind: "failed",
      findings: [{ fault: "partialCommit", detail: "seen" }],
    });
  }));

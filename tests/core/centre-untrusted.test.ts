import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CentralError } from "#contract/central.ts";
import type { BookingState } from "#contract/domain.ts";
import type { SelfTestResult } from "#contract/self-test.ts";
import { createTrust, type Trust } from "#main/conformance/conformance-check.ts";
import { createTrustRecords } from "#main/conformance/records.ts";
import { openStore, type Store } from "#main/store/open.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";

const url = "http://centre.example/fhir";
const passed: SelfTestResult = { kind: "passed" };
const failed: SelfTestResult = { kind: "failed", findings: [{ fault: "staleTaken", detail: "seen" }] };
type Later = (close: () => unknown) => void;

function openTrust(later: Later, answer: () => Promise<SelfTestResult>, store: Store = newStore(later)) {
  const clock = fakeClock();
  const states: BookingState[] = [];
  const runs: string[] = [];
  const trust: Trust = createTrust({
    central: {
      selfTest: ({ owner }, signal) => {
        runs.push(owner);
        return Promise.race([answer(), givenUp(signal)]);
      },
      now: () => 5,
    },
    url,
    records: createTrustRecords(store),
    clock,
    ids: countingIds(),
    log: keptLog(),
    onChange: (state) => states.push(state),
  });
  later(() => trust.close());
  return { trust, clock, states, runs, store };
}

function newStore(later: Later): Store {
  const store = openStore(join(temporaryFolder(later), "store.db"));
  later(() => store.close());
  return store;
}

const givenUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new CentralError("away", "given up")));
  });

describe("a centre that was never tested", () => {
  test("is tested when it is first heard, once, and booking opens when it passed", () =>
    withCleanUp(async (later) => {
      const { trust, states, runs } = openTrust(later, async () => passed);
      expect(trust.state()).toBe("untested");
      trust.centreHeard();
      trust.centreHeard();
      expect(await trust.settled()).toBe("open");
      trust.centreHeard();
      expect([states, runs.length]).toEqual([["open"], 1]);
    }));

  test("is tested for a booking that comes first, which waits for the result", () =>
    withCleanUp(async (later) => {
      const answer = Promise.withResolvers<SelfTestResult>();
      const { trust } = openTrust(later, () => answer.promise);
      const booking = trust.settled();
      answer.resolve(failed);
      expect(await booking).toBe("closed");
    }));

  test("and does not answer stays untested; nobody waits for it longer than ten seconds", () =>
    withCleanUp(async (later) => {
      const never = Promise.withResolvers<SelfTestResult>();
      const { trust, clock } = openTrust(later, () => never.promise);
      const booking = trust.settled();
      await clock.pass(10_000);
      expect(await booking).toBe("untested");
    }));

  test("and breaks off in the middle is tested again when it is heard again", () =>
    withCleanUp(async (later) => {
      const answers = [Promise.reject(new CentralError("away", "reset")), Promise.resolve(passed)];
      const { trust, runs } = openTrust(later, () => answers.shift() ?? Promise.resolve(passed));
      expect(await trust.settled()).toBe("untested");
      trust.centreHeard();
      expect(await trust.settled()).toBe("open");
      expect(new Set(runs).size, "one mark for all tests of a kiosk").toBe(1);
    }));

  test("and breaks off in the middle is tested again by itself: the next pull may be an hour away", () =>
    withCleanUp(async (later) => {
      const answers = [Promise.reject(new CentralError("away", "reset")), Promise.resolve(passed)];
      const { trust, clock, states } = openTrust(later, () => answers.shift() ?? Promise.resolve(passed));
      expect(await trust.settled()).toBe("untested");
      await clock.pass(10_000);
      expect(states).toEqual(["open"]);
    }));
});

describe("the stored result", () => {
  test("counts after a restart, without another test", () =>
    withCleanUp(async (later) => {
      const { store, trust } = openTrust(later, async () => failed);
      await trust.settled();
      const after = openTrust(later, async () => passed, store);
      after.trust.centreHeard();
      expect([await after.trust.settled(), after.runs]).toEqual(["closed", []]);
    }));

  test("of another address counts for that one alone", () =>
    withCleanUp(async (later) => {
      const store = newStore(later);
      createTrustRecords(store).write("http://other.example/fhir", { at: 0, result: failed });
      const { trust } = openTrust(later, async () => passed, store);
      expect(await trust.settled()).toBe("open");
    }));

  test("that another program stores meanwhile counts at once", () =>
    withCleanUp(async (later) => {
      const { trust, store } = openTrust(later, async () => failed);
      expect(await trust.settled()).toBe("closed");
      createTrustRecords(store).write(`${url}/`, { at: 9, result: passed });
      expect(await trust.settled()).toBe("open");
    }));

  test("that can't be read is no result: the centre is tested again", () =>
    withCleanUp(async (later) => {
      const store = newStore(later);
      store.prepare("INSERT INTO setting (key, value) VALUES (?, ?)").run(`self-test ${url}`, "{");
      const { trust, runs } = openTrust(later, async () => passed, store);
      expect([await trust.settled(), runs.length]).toEqual(["open", 1]);
    }));
});

test("a torn transaction closes booking for good, also after a restart", () =>
  withCleanUp(async (later) => {
    const { trust, states, store } = openTrust(later, async () => passed);
    await trust.settled();
    trust.torn("a booking was kept in part");
    expect([trust.state(), states]).toEqual(["closed", ["open", "closed"]]);
    expect(openTrust(later, async () => passed, store).trust.state()).toBe("closed");
  }));

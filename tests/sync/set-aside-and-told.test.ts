import { beforeEach, describe, expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import type { CentralState } from "#contract/central/central-state.ts";
import { statusFault } from "#sync/http/faults.ts";
import { createFreshness } from "#sync/pull/freshness.ts";
import { createQuarantine } from "#sync/pull/quarantine.ts";
import { createRejections } from "#sync/pull/rejections.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

const minute = 60_000;
let clock: FakeClock;
let log: KeptLog;
beforeEach(() => {
  clock = fakeClock();
  log = keptLog();
});
const levels = (): string[] => log.lines.map((line) => JSON.parse(line).level);

describe("what can't be read is set aside", () => {
  const closed = new AbortController();
  const quarantine = () => createQuarantine({ clock, log, random: () => 1, closed: closed.signal });
  const fault = (status: number | null, retryAfter?: number) =>
    status === null ? new CentralError("unavailable", "no") : statusFault(status, retryAfter ?? null);

  test("for half a minute, then twice as long each time, a quarter of an hour at most", () => {
    const one = quarantine();
    expect([one.isDue("a"), one.has("a"), one.isAnswered("a")]).toEqual([true, false, false]);
    for (const wait of [0.5, 1, 2, 4, 8, 15, 15]) {
      one.failed("a", fault(500));
      expect([one.has("a"), one.isAnswered("a"), one.isDue("b")]).toEqual([true, true, true]);
      clock.advance(wait * minute - 1);
      expect(one.isDue("a")).toBe(false);
      clock.advance(1);
      expect(one.isDue("a")).toBe(true);
    }
  });

  test("as long as the central API asks, an hour at most", () => {
    const one = quarantine();
    one.failed("a", fault(503, 40 * minute));
    clock.advance(40 * minute - 1);
    expect(one.isDue("a")).toBe(false);
    clock.advance(1);
    expect(one.isDue("a")).toBe(true);
    one.failed("a", fault(503, 24 * 60 * minute));
    clock.advance(60 * minute);
    expect(one.isDue("a")).toBe(true);
  });

  test.each([
    [null, false],
    [429, false],
    [502, false],
    [503, false],
    [504, false],
    [500, true],
    [404, true],
    [401, true],
  ])("with status %j the central API has answered: %s", (status, answered) => {
    const one = quarantine();
    one.failed("a", fault(status));
    expect(one.isAnswered("a")).toBe(answered);
  });

  test("and told at first, and then at each eighth failure; that it can be read again as well", () => {
    const one = quarantine();
    for (let n = 0; n < 9; n++) one.failed("a", fault(500));
    expect(levels()).toEqual(["warn", ...Array(6).fill("debug"), "warn", "debug"]);
    expect(JSON.parse(log.lines[0] ?? "")).toMatchObject({
      part: "a",
      fault: "unavailable",
      nextTryIn: 30_000,
      failures: 1,
    });
    one.succeeded("b");
    expect(log.lines).toHaveLength(9);
    one.succeeded("a");
    expect([levels().at(-1), one.has("a"), one.isDue("a")]).toEqual(["info", false, true]);
    one.failed("a", fault(500));
    clock.advance(minute / 2);
    expect(one.isDue("a")).toBe(true);
  });

  test("not when it is given up because the program ends", () => {
    const end = new AbortController();
    const one = createQuarantine({ clock, log, random: () => 1, closed: end.signal });
    end.abort();
    one.failed("a", fault(null));
    expect([one.has("a"), log.lines]).toEqual([false, []]);
  });
});

describe("rows that were left out are told", () => {
  const row = (id: string) => ({ id, kind: "nameless", detail: "" }) as const;

  test("once each, by kind, with a count", () => {
    const rejections = createRejections(log);
    rejections.note("role", [row("r1"), row("r2"), { id: "r3", kind: "malformed", detail: "period" }]);
    rejections.note("role", [row("r1"), row("r2")]);
    rejections.note("role", []);
    rejections.note("service", [row("r1")]);
    rejections.note("role", [row("r4"), row("r1")]);
    rejections.note("role", [{ id: "r1", kind: "malformed", detail: "period" }]);
    expect(log.lines.map((line) => JSON.parse(line)).map(({ of, kind, count }) => [of, kind, count])).toEqual(
      [
        ["role", "nameless", 2],
        ["role", "malformed", 1],
        ["service", "nameless", 1],
        ["role", "nameless", 1],
        ["role", "malformed", 1],
      ],
    );
  });

  test("again when very many were told since: nothing grows for ever", () => {
    const rejections = createRejections(log);
    rejections.note("role", [row("r0")]);
    rejections.note(
      "slot",
      Array.from({ length: 5000 }, (_, n) => row(`s${n}`)),
    );
    rejections.note("role", [row("r0")]);
    expect(log.lines).toHaveLength(2);
    rejections.note("role", [row("r1")]);
    rejections.note("role", [row("r0")]);
    expect(log.lines).toHaveLength(4);
  });
});

describe("what the kiosk says about the central API", () => {
  const every = 10_000;
  const start = (freshAt: number | null) => {
    const told: CentralState[] = [];
    return {
      told,
      freshness: createFreshness({ freshAt, every, clock, onState: (state) => told.push(state) }),
    };
  };

  test("before a first load: how far it is, and whether the central API has been heard", () => {
    const { told, freshness } = start(null);
    expect(freshness.state()).toEqual({ state: "never", reachable: false, progress: null });
    freshness.progress({ stage: "connecting" } as never);
    freshness.progress({ stage: "slots", done: 1, total: 2 } as never);
    freshness.failed();
    freshness.failed();
    expect(told).toMatchObject([
      { state: "never", reachable: false, progress: { stage: "connecting" } },
      { state: "never", reachable: true, progress: { stage: "slots", done: 1, total: 2 } },
      { state: "never", reachable: false, progress: { stage: "slots" } },
    ]);
  });

  test("after a start with an older load: stale since then, and no progress is told of a later one", () => {
    const { told, freshness } = start(7);
    expect(freshness.state()).toEqual({ state: "stale", since: 7 });
    freshness.progress({ stage: "connecting" } as never);
    freshness.failed();
    expect(told).toEqual([]);
    freshness.succeeded(9);
    expect(told).toEqual([{ state: "online", freshAt: 9 }]);
  });

  test("stale at the first failure, or when three increments are late, since the last success", () => {
    const { told, freshness } = start(null);
    freshness.succeeded(5);
    freshness.failed();
    freshness.failed();
    freshness.succeeded(6);
    clock.advance(3 * every - 1);
    freshness.succeeded(7);
    clock.advance(3 * every - 1);
    expect(freshness.state()).toEqual({ state: "online", freshAt: 7 });
    clock.advance(1);
    expect(told).toEqual([
      { state: "online", freshAt: 5 },
      { state: "stale", since: 5 },
      { state: "online", freshAt: 6 },
      { state: "online", freshAt: 7 },
      { state: "stale", since: 7 },
    ]);
  });

  test("nothing more after its end", () => {
    const { told, freshness } = start(null);
    freshness.succeeded(5);
    freshness.stop();
    clock.advance(10 * every);
    expect(told).toHaveLength(1);
  });
});

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Resolution, Settlement } from "#contract/central/booking-protocol.ts";
import { carryOut } from "#main/booking/attempt.ts";
import { type Journal, openJournal } from "#main/booking/journal/journal.ts";
import { createSettler, type Settler } from "#main/booking/settler.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { MemoryProtocol, type Round } from "./memory-protocol.ts";
import { key, kioskKey, patience, payload, quiet, request, throughTurns } from "./operations.ts";

type Later = (close: () => unknown) => void;
type Bench = { clock: FakeClock; journal: Journal; settler: Settler; protocol: MemoryProtocol };

function open(
  later: Later,
  protocol = new MemoryProtocol(),
  file = join(temporaryFolder(later), "j.sqlite"),
) {
  const clock = fakeClock();
  const log = keptLog();
  const journal = openJournal({ file, key: kioskKey, clock });
  const settler = createSettler({ protocol, journal, clock, log, quiet, refresh: () => undefined });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await settler.close();
    journal.close();
  };
  later(close);
  const enter = () =>
    journal.open({ key, kind: "book", slots: [{ slotId: "s1", scheduleId: "c1" }], payload, patience });
  return { clock, log, journal, settler, protocol, file, enter, close };
}

async function run({ clock, journal, protocol, log }: ReturnType<typeof open>, left = new AbortController()) {
  const deps = {
    note: (marks: Parameters<Journal["sending"]>[1]) => journal.sending(key, marks),
    left: left.signal,
  };
  const ended = carryOut(key, protocol.book(request, deps), {
    journal,
    clock,
    log,
    patience,
    left: left.signal,
  }).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  return throughTurns(clock, ended);
}

const phaseOf = ({ journal }: Bench) => journal.get(key)?.phase ?? { state: "settled" };
const settleFor = async (bench: Bench, ms: number): Promise<void> => {
  bench.settler.wake();
  await bench.clock.pass(ms);
};

const visit = { id: "v1" } as never;
const booked: Round = {
  result: { kind: "booked", visit } as never,
  happened: "committed",
  learned: { visitId: "v1" },
};
const taken = (happened: Resolution<never>["happened"]): Round => ({
  result: { kind: "taken", slot: null },
  happened,
});
const settledAs = (event: "fencedOff" | "undone"): Settlement => ({ kind: "settled", happened: { event } });

describe("the machine under any protocol", () => {
  test("what is committed while its patient waits is being shown, and is never settled", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      bench.enter();
      bench.protocol.rounds = ["asks", "sends", booked];
      expect(await run(bench)).toMatchObject({ result: { kind: "booked" } });
      expect(phaseOf(bench)).toEqual({ state: "showing" });
      expect(bench.journal.get(key)?.payload.visitId).toBe("v1");
      await settleFor(bench, 120_000);
      expect(bench.protocol.settled).toEqual([]);
    }));

  test("what failed for certain is over at once", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      bench.enter();
      bench.protocol.rounds = [taken("failed")];
      expect(await run(bench)).toMatchObject({ result: { kind: "taken" } });
      expect(phaseOf(bench)).toEqual({ state: "settled" });
    }));

  test("a central API that can't be asked is away, and nothing has left", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      bench.enter();
      bench.protocol.rounds = ["asks", "asks", "asks", booked];
      expect(await run(bench)).toEqual({ result: { kind: "unavailable" } });
      expect(phaseOf(bench)).toEqual({ state: "settled" });
      expect(bench.protocol.left).toBe(0);
    }));

  test("patience that is over with something sent leaves it to be settled, with all that was noted", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      bench.enter();
      expect(await run(bench)).toEqual({ result: { kind: "unknown" } });
      expect(phaseOf(bench)).toEqual({ state: "fencing" });
      expect(bench.journal.blockedSlots()).toEqual(new Set(["s1"]));
      bench.protocol.settlements = ["away", { kind: "again" }, settledAs("fencedOff")];
      await settleFor(bench, 10_000);
      expect(phaseOf(bench)).toEqual({ state: "settled" });
      expect(bench.journal.blockedSlots()).toEqual(new Set());
      expect(bench.protocol.settled.length).toBe(3);
      const [operation] = bench.protocol.settled;
      expect(operation?.sent.slice(0, 2)).toEqual([
        { of: "time", mark: "attempt 1" },
        { of: "time", mark: "attempt 2" },
      ]);
      expect(operation?.sent.length).toBe(bench.protocol.left);
    }));

  test("a patient who has left is told nothing: what is committed is taken back", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      bench.enter();
      const left = new AbortController();
      bench.protocol.rounds = ["sends", booked];
      bench.protocol.beforeRound = () =>
        bench.protocol.left === 1 && bench.protocol.rounds.length === 1 && left.abort();
      expect(await run(bench, left)).toEqual({ result: { kind: "unknown" } });
      expect(phaseOf(bench)).toEqual({ state: "fencing" });
      bench.protocol.settlements = [settledAs("undone")];
      await settleFor(bench, 1000);
      expect(phaseOf(bench)).toEqual({ state: "settled" });
    }));

  test("what can't be journaled never leaves", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      // Not entered: the journal knows no such operation.
      const outcome = await run(bench);
      expect(outcome).toHaveProperty("error");
      expect(bench.protocol.left).toBe(0);
    }));

  test("a program that ended while it was sending settles it after the next start, and sends nothing", () =>
    withCleanUp(async (later) => {
      const first = open(later);
      first.enter();
      first.journal.sending(key, [{ of: "time", mark: "attempt 1" }]);
      await first.close();
      const protocol = new MemoryProtocol();
      protocol.settlements = [settledAs("undone")];
      const second = open(later, protocol, first.file);
      second.settler.start();
      await second.clock.pass(1000);
      expect(phaseOf(second)).toEqual({ state: "settled" });
      expect(protocol.settled.map(({ sent }) => sent)).toEqual([[{ of: "time", mark: "attempt 1" }]]);
      expect(protocol.left).toBe(0);
    }));

  test("what is gone counts as lost only after the quiet time", () =>
    withCleanUp(async (later) => {
      const bench = open(later);
      bench.enter();
      bench.protocol.rounds = [taken("gaveUp")];
      await run(bench);
      bench.protocol.settlements = Array.from({ length: 500 }, () => ({ kind: "gone" }));
      await settleFor(bench, quiet - 10_000);
      expect(phaseOf(bench)).toEqual({ state: "fencing" });
      await settleFor(bench, 20_000);
      expect(phaseOf(bench)).toEqual({ state: "settled" });
    }));

  test("what is stuck, kept in part, or never ends is for people", () =>
    withCleanUp(async (later) => {
      const outcomes: [Round, Settlement[], string][] = [
        [
          taken("gaveUp"),
          [{ kind: "settled", happened: { event: "stuck", reason: "oldSlotGone" } }],
          "oldSlotGone",
        ],
        [
          {
            result: { kind: "partialCommit", detail: "" },
            happened: "gaveUp",
            learned: { partialCommit: true },
          },
          [settledAs("fencedOff")],
          "partialCommit",
        ],
        [taken("gaveUp"), [], "repeated"],
      ];
      for (const [round, settlements, reason] of outcomes) {
        const bench = open(later);
        bench.enter();
        bench.protocol.rounds = [round];
        await run(bench);
        bench.protocol.settlements = settlements;
        await settleFor(bench, 501 * 60_000);
        expect(phaseOf(bench)).toEqual({ state: "review", reason });
      }
    }));
});

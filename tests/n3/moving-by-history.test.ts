import { describe, expect, test } from "vitest";
import type { MoveKind } from "#sync/n3/settings.ts";
import { type Later, withCleanUp } from "#tests/sync/helpers.ts";
import { openBookingBench, signal } from "./booking-bench.ts";
import { cancel, historyOf } from "./demo-hub.ts";

/** A clinic at which the patient has a visit at the first time, which is about to be moved to the second. */
async function open(later: Later, profile: "D" | "R" | "C", move: MoveKind) {
  const bench = await openBookingBench(later, profile, move);
  expect(await bench.rounds()).toEqual(["committed booked"]);
  bench.noted.length = 0;
  const begin = (deps = bench.deps) => bench.protocol.change(bench.moving, deps);
  const moved = (most = 4) => bench.rounds(most, begin());
  const pass = (ms: number): void => {
    bench.clock.advance(ms);
    bench.all.clock.advance(ms);
  };
  return { ...bench, begin, moved, pass };
}
const marks = (noted: readonly { readonly of: string }[]) => noted.map(({ of }) => of);

describe("a move", () => {
  test("in place of the old visit is one request, and has the new visit's id", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "D", "atomic");
      const answer = await bench.begin().round(signal);
      expect(answer).toMatchObject({
        happened: "committed",
        result: { kind: "done", visit: { id: bench.movedId }, slots: null },
        learned: { visitId: bench.movedId },
      });
      expect(marks(bench.noted)).toEqual(["sent", "instead"]);
      expect(bench.standing()).toEqual(["new"]);
    }));

  test.each([
    ["beside the old visit", "book-then-cancel", ["sent", "beside", "claimed"]],
    ["whose clinic passes over what it should take the place of", "atomic", ["sent", "instead", "claimed"]],
  ] as const)("%s cancels that once the new one stands", (_how, kind, noted) =>
    withCleanUp(async (later) => {
      const bench = await open(later, "C", kind);
      expect(await bench.moved()).toEqual(["again", "committed done"]);
      expect(marks(bench.noted)).toEqual(noted);
      expect(bench.standing()).toEqual(["new"]);
    }),
  );

  test("that a clinic's system refuses for the old visit's sake leaves that as it was", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "R", "atomic");
      expect(await bench.moved()).toEqual(["failed refused"]);
      expect(bench.standing()).toEqual(["old"]);
    }));

  test("isn't tried where the clinic moves none, nor to another clinic", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "D", "off");
      expect(await bench.moved()).toEqual(["failed refused"]);
      const { to } = bench.moving;
      const elsewhere = { ...bench.moving, to: to && { ...to, slotId: bench.movedId.replace(/^\d+/, "1") } };
      expect(await bench.rounds(1, bench.protocol.change(elsewhere, bench.deps))).toEqual(["failed refused"]);
      expect(bench.noted).toEqual([]);
      expect(bench.standing()).toEqual(["old"]);
    }));

  test("of a visit that isn't there any more is told as changed", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "D", "atomic");
      const [visit] = await historyOf(bench.all);
      await cancel(bench.all, visit?.IdAppointment ?? "");
      expect(await bench.moved()).toEqual(["failed changed"]);
      expect(bench.standing()).toEqual([]);
    }));

  test.each(["atomic", "book-then-cancel"] as const)(
    "(%s) whose answer was lost is found in the history, and sent once",
    (kind) =>
      withCleanUp(async (later) => {
        const bench = await open(later, kind === "atomic" ? "D" : "C", kind);
        bench.hub.switches.set({ dropAfterCommit: 1 });
        expect((await bench.moved()).at(-1)).toBe("committed done");
        expect(bench.hub.bookings().length).toBe(2);
        expect(bench.standing()).toEqual(["new"]);
      }),
  );

  test("whose new visit isn't in the history yet leaves the old one alone", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "C", "book-then-cancel");
      bench.pass(60_000);
      bench.hub.switches.set({ historyLag: 30_000 });
      expect(await bench.moved()).toEqual(["again", "again", "again", "again"]);
      expect(bench.standing()).toEqual(["old", "new"]);
      expect(marks(bench.noted)).not.toContain("claimed");
    }));

  test("whose patient has left cancels nothing", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "C", "book-then-cancel");
      const left = new AbortController();
      const attempt = bench.begin({ ...bench.deps, left: left.signal });
      bench.hub.switches.set({ dropAfterCommit: 1 });
      expect(await attempt.round(signal)).toBe("again");
      left.abort();
      expect(await attempt.round(signal)).toBe("again");
      expect(bench.standing()).toEqual(["old", "new"]);
    }));
});

describe("a move whose patient was told that it failed", () => {
  test("and that never came is over once its time is free twice, 120 s apart", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "D", "atomic");
      bench.hub.switches.set({ dropBeforeCommit: 1 });
      expect((await bench.moved()).at(-1)).toBe("again");
      expect(await bench.settled()).toEqual({ kind: "again" });
      bench.pass(120_000);
      expect(await bench.settled()).toMatchObject({ happened: { event: "fencedOff" } });
      expect(bench.standing()).toEqual(["old"]);
    }));

  test("goes like any booking while the old visit is there for certain", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "C", "book-then-cancel");
      bench.hub.switches.set({ dropThenCommit: 1, commitDelay: 60_000 });
      expect((await bench.moved()).at(-1)).toBe("again");
      bench.pass(60_000);
      expect(bench.standing()).toEqual(["old", "new"]);
      expect(await bench.settled()).toEqual({ kind: "again" });
      expect(await bench.settled()).toMatchObject({ happened: { event: "undone" } });
      expect(bench.standing()).toEqual(["old"]);
    }));

  test("stays where it took the old visit's place, and people tell the patient", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "D", "atomic");
      bench.hub.switches.set({ dropThenCommit: 1, commitDelay: 60_000 });
      expect((await bench.moved()).at(-1)).toBe("again");
      expect(await bench.settled()).toEqual({ kind: "again" });
      bench.pass(60_000);
      expect(await bench.settled()).toMatchObject({ happened: { event: "stuck", reason: "notShown" } });
      expect(bench.standing()).toEqual(["new"]);
    }));

  test("is gone on with where the old visit's cancelling was asked for, whatever its answer was", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "C", "book-then-cancel");
      const attempt = bench.begin();
      bench.hub.switches.set({ dropBeforeCommit: 1, operation: "CreateClaimForRefusal" });
      expect(await attempt.round(signal)).toBe("again");
      expect(bench.standing()).toEqual(["old", "new"]);
      expect(await bench.settled()).toEqual({ kind: "again" });
      expect(bench.standing()).toEqual(["new"]);
      expect(await bench.settled()).toMatchObject({ happened: { event: "stuck", reason: "notShown" } });
    }));

  test("is for people where neither visit is to be seen, or both stay", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "D", "atomic");
      const [visit] = await historyOf(bench.all);
      expect(await bench.moved()).toEqual(["committed done"]);
      const { NameSpesiality } = visit?.SpecialityRendingConsultation ?? {};
      bench.hub.switches.set({ hiddenSpeciality: NameSpesiality ?? "" });
      expect(await bench.settled()).toEqual({ kind: "again" });
      bench.pass(10 * 60_000);
      expect(await bench.settled()).toMatchObject({ happened: { event: "stuck", reason: "oldSlotGone" } });
      const other = await open(later, "C", "atomic");
      other.hub.switches.set({ cancelDelay: 3_600_000 });
      expect((await other.moved()).at(-1)).toBe("again");
      expect(await other.settled()).toEqual({ kind: "again" });
      other.pass(10 * 60_000);
      expect(await other.settled()).toMatchObject({ happened: { event: "stuck", reason: "refused" } });
    }));

  test("and whose new visit somebody has cancelled is for people: the old one may go yet", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, "C", "book-then-cancel");
      bench.hub.switches.set({ cancelDelay: 600_000 });
      expect((await bench.moved()).at(-1)).toBe("again");
      bench.hub.switches.set({ cancelDelay: 0 });
      const visit = (await historyOf(bench.all)).find(({ VisitStart }) => VisitStart !== bench.visitStart);
      await cancel(bench.all, visit?.IdAppointment ?? "");
      expect(await bench.settled()).toEqual({ kind: "again" });
      bench.clock.advance(120_000);
      expect(await bench.settled()).toMatchObject({ happened: { event: "stuck", reason: "changed" } });
    }));
});

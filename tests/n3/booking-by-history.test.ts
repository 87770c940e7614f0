import { describe, expect, test } from "vitest";
import { patientId, readPatientId, readTimeId, timeId } from "#sync/n3/ids.ts";
import { withCleanUp } from "#tests/sync/helpers.ts";
import { openBookingBench as open, profiles, signal } from "./booking-bench.ts";
import { book as bookElsewhere, historyOf } from "./demo-hub.ts";

describe.each(profiles)("at a clinic of kind %s", (profile) => {
  test("a booking is sent once, journaled first, and told by its answer", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      expect(await bench.rounds()).toEqual(["committed booked"]);
      expect(bench.noted).toEqual([{ of: "sent", mark: bench.slotOf }]);
      expect(bench.hub.bookings().length).toBe(1);
    }));

  test("a lost answer of a booking that is there is found in the history, and nothing is sent twice", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      bench.hub.switches.set({ dropAfterCommit: 1 });
      expect(await bench.rounds()).toEqual(["again", "committed booked"]);
      expect(bench.hub.bookings().length).toBe(1);
    }));

  test("one that was lost on its way is sent no second time, and is over when it is nowhere twice, 120 s apart", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      bench.hub.switches.set({ dropBeforeCommit: 1 });
      expect(await bench.rounds()).toEqual(["again", "again", "again"]);
      expect(bench.hub.bookings()).toEqual([]);
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toEqual({ kind: "again" });
      bench.clock.advance(119_000);
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toEqual({ kind: "again" });
      bench.clock.advance(1000);
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toMatchObject({
        happened: { event: "fencedOff" },
      });
    }));

  test("one that comes late, unseen, is taken back", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      bench.hub.switches.set({ dropThenCommit: 1, commitDelay: 60_000 });
      expect(await bench.rounds()).toEqual(["again", "again", "again"]);
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toEqual({ kind: "again" });
      bench.all.clock.advance(60_000);
      bench.clock.advance(60_000);
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toEqual({ kind: "again" });
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toMatchObject({
        happened: { event: "undone" },
      });
      expect(bench.hub.bookings()).toMatchObject([{ cancelled: true }]);
    }));

  test("602 after the booking is no refusal", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      bench.hub.switches.set({ errorAfterCommit: 1 });
      expect(await bench.rounds()).toEqual(["again", "committed booked"]);
    }));

  test("39 is asked once more, 3 s later, while the time is still listed: the day may have been locked", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      const attempt = bench.protocol.book(bench.request, bench.deps);
      bench.hub.switches.set({ dayLocked: 1 });
      expect(await attempt.round(signal)).toBe("again");
      expect(attempt.hasSent()).toBe(false);
      expect(await attempt.round(signal)).toBe("again");
      bench.clock.advance(3000);
      expect(await attempt.round(signal)).toMatchObject({ happened: "committed" });
      const other = await open(later, profile);
      const refused = other.protocol.book(other.request, other.deps);
      other.hub.switches.set({ dayLocked: 2 });
      expect(await refused.round(signal)).toBe("again");
      other.clock.advance(3000);
      expect(await refused.round(signal)).toMatchObject({ happened: "failed", result: { kind: "taken" } });
    }));

  test("a visit that was there before is not taken for the booking's", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      await bookElsewhere(bench.all, bench.slotOf);
      expect(await bench.rounds()).toEqual(["failed taken"]);
      expect((await historyOf(bench.all)).length).toBe(1);
    }));

  test("a cancel is believed once the visit is gone, however slow the claim", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      await bench.rounds();
      bench.hub.switches.set({ cancelDelay: 30_000 });
      const attempt = bench.protocol.change({ key: "c", seen: bench.visit, to: null }, bench.deps);
      expect(await attempt.round(signal)).toBe("again");
      expect(await attempt.round(signal)).toBe("again");
      bench.all.clock.advance(30_000);
      expect(await attempt.round(signal)).toMatchObject({ happened: "committed", result: { kind: "done" } });
      expect(
        await bench.protocol.change({ key: "d", seen: bench.visit, to: null }, bench.deps).round(signal),
      ).toMatchObject({
        happened: "failed",
        result: { kind: "changed" },
      });
    }));

  test("a cancel that comes late, is carried out late and is seen late is told to people", () =>
    withCleanUp(async (later) => {
      const bench = await open(later, profile);
      await bench.rounds();
      const delay = 100_000;
      bench.all.clock.advance(delay);
      bench.hub.switches.set({
        dropThenCommit: 1,
        commitDelay: delay,
        cancelDelay: delay,
        historyLag: delay,
      });
      const attempt = bench.protocol.change({ key: "k", seen: bench.visit, to: null }, bench.deps);
      expect(await attempt.round(signal)).toBe("again");
      for (let at = 0; at < 3; at++) {
        expect(await bench.protocol.settle(bench.unsettled("cancel"), signal)).toEqual({ kind: "again" });
        bench.all.clock.advance(delay);
        bench.clock.advance(delay);
      }
      expect(await bench.protocol.settle(bench.unsettled("cancel"), signal)).toMatchObject({
        happened: { event: "stuck", reason: "notShown" },
      });
      expect(bench.hub.bookings()).toMatchObject([{ cancelled: true }]);
    }));
});

test.each([
  [36, "otherArea"],
  [34, "age"],
  [33, "profile"],
  [22, "unknownPatient"],
  [35, "alreadyBooked"],
  [751, "alreadyBooked"],
] as const)("error %i is told as %s, in the kiosk's own words", (errorNumber, why) =>
  withCleanUp(async (later) => {
    const bench = await open(later, "D");
    bench.hub.switches.set({ errorBeforeCommit: 1, errorNumber });
    const answer = await bench.protocol.book(bench.request, bench.deps).round(signal);
    expect(answer).toMatchObject({ happened: "failed", result: { kind: "refused", why } });
    expect(bench.hub.bookings()).toEqual([]);
  }),
);

test("35 for a visit that is our own is a booking: its answer was lost on the hub's way", () =>
  withCleanUp(async (later) => {
    const bench = await open(later, "R");
    bench.hub.switches.set({ errorAfterCommit: 1, errorNumber: 35 });
    expect(await bench.protocol.book(bench.request, bench.deps).round(signal)).toMatchObject({
      happened: "committed",
      result: { kind: "booked" },
    });
  }));

test("a time that is neither in the history nor free is settled by nobody but people", () =>
  withCleanUp(async (later) => {
    const bench = await open(later, "D");
    const [visit] = [await bench.rounds(), await historyOf(bench.all)].at(-1) as Awaited<
      ReturnType<typeof historyOf>
    >;
    bench.hub.switches.set({ hiddenSpeciality: visit?.SpecialityRendingConsultation?.NameSpesiality ?? "" });
    for (let at = 0; at < 5; at++) {
      expect(await bench.protocol.settle(bench.unsettled("book"), signal)).toEqual({ kind: "again" });
      bench.clock.advance(120_000);
    }
  }));

test("ids of any alphabet go through the kiosk's own form and back", () => {
  for (const doctor of ["п900.117", "4711", "8f14e45f-ceea-467f-a1d6-0c1b2f3a4b5c", "a-b--c", "0; 1"]) {
    const time = { clinic: 9001, doctor, start: "2027-03-09T13:40:00" };
    expect(timeId(time)).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
    expect(readTimeId(timeId(time))).toEqual(time);
    expect(readPatientId(patientId({ clinic: 1, patient: doctor }))).toEqual({ clinic: 1, patient: doctor });
  }
  expect(readTimeId("s1")).toBeNull();
});

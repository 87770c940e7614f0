import { expect, test } from "vitest";
import { boundInWords, doubleBookings, notHeld, perSecond } from "../../bench/kiosks/checks.ts";

const held = (slotId: string, key: string, status = "booked") => ({ slotId, key, status });

test("a time with two standing visits is a double booking, whatever was cancelled", () => {
  expect(doubleBookings([held("a", "1"), held("b", "2"), held("a", "3")])).toEqual(["a"]);
  expect(doubleBookings([held("a", "1", "cancelled"), held("a", "3")])).toEqual([]);
  expect(doubleBookings([held("a", "1"), held("a", "1")])).toEqual([]);
});

test("what was shown and isn't held is told of, a cancelled visit and another's too", () => {
  const shown = [
    { slotId: "a", key: "1" },
    { slotId: "b", key: "2" },
    { slotId: "c", key: "3" },
  ];
  expect(notHeld(shown, [held("a", "1"), held("b", "9"), held("c", "3", "cancelled")])).toEqual(
    shown.slice(1),
  );
});

test("moments are counted by seconds, also those in which nothing was", () => {
  expect(perSecond([999, 1000, 1999, 2000, 4500, 5000], 1000, 5000)).toEqual([2, 1, 0, 1]);
});

test("what the work is bound by is said with its figures", () => {
  expect(boundInWords(900, 300, 1000, 2)).toBe(
    "bound by the central API: central API 90 % and kiosks 30 % of one processor, of 2",
  );
  expect(boundInWords(800, 950, 1000, 2)).toContain("bound by the machine");
  expect(boundInWords(100, 300, 1000, 2)).toContain("bound by neither");
});

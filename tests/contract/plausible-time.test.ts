import { expect, test } from "vitest";
import { agree, atMostNow, isPlausibleInstant, pastInstant, plausibleDate } from "#contract/index.ts";

const now = Date.parse("2026-11-20T07:24:00Z");

test.each([
  ["Sat, 13 Sep 275760 00:00:00 GMT"],
  ["Fri, 31 Dec 9999 23:59:59 GMT"],
  ["Thu, 01 Jan 1970 00:00:00 GMT"],
  ["Sat, 01 Jan 2000 00:00:00 GMT"],
  ["Wed, 01 Jan -2026 00:00:00 GMT"],
  ["Tue, 31 Dec 2019 23:59:59 GMT"],
  ["Fri, 01 Jan 2100 00:00:00 GMT"],
  ["soon"],
  [""],
  ["-1"],
])("a header that says %j is no time of a server", (header) => {
  expect(plausibleDate(header)).toBeNull();
});

test("a sound header is the instant that it says", () => {
  expect(plausibleDate("Fri, 20 Nov 2026 07:24:00 GMT")).toBe(now);
  expect(plausibleDate(null)).toBeNull();
});

test("no instant is none", () => {
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 8.64e15]) {
    expect(isPlausibleInstant(none), String(none)).toBe(false);
    expect(pastInstant(none, now, 60_000), String(none)).toBeNull();
  }
  expect(pastInstant(null, now, 60_000)).toBeNull();
});

test("what was written down lies in the past, or as far ahead as clocks may differ", () => {
  expect(pastInstant(now + 60_000, now, 60_000)).toBe(now + 60_000);
  expect(pastInstant(now + 60_001, now, 60_000)).toBeNull();
  expect(pastInstant(0, now, 0)).toBe(0);
  expect([atMostNow(now + 1, now, 0), atMostNow(now - 1, now, 0)]).toEqual([now, now - 1]);
  expect([atMostNow(8.64e15, now, 0), atMostNow(Number.NaN, now, 0), atMostNow(-1, now, 0)]).toEqual([
    now,
    0,
    0,
  ]);
});

test("clocks agree within a bound, in either direction", () => {
  expect([agree(now, now + 10, 10), agree(now, now - 10, 10), agree(now, now + 11, 10)]).toEqual([
    true,
    true,
    false,
  ]);
});

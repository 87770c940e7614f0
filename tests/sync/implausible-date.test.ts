import { describe, expect, test } from "vitest";
import { createCentralClock } from "#sync/http/central-clock.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { friday } from "./clinic.ts";

const minute = 60_000;
const year = 365 * 24 * 60 * minute;
const header = (at: number) => new Date(at).toUTCString();

/** A central API's clock that has been right for a while; `right` tells the right header at this moment. */
function known(own = friday): {
  clock: FakeClock;
  right: () => string;
  demoCentral: ReturnType<typeof createCentralClock>;
} {
  const clock = fakeClock(own);
  const demoCentral = createCentralClock(clock);
  const right = () => header(friday + clock.monotonic());
  for (let answers = 0; answers < 3; answers++) {
    demoCentral.note(right());
    clock.advance(1000);
  }
  expect(demoCentral.now()).toBe(friday + clock.monotonic());
  return { clock, right, demoCentral };
}

describe.each([
  ["the year 275760", "Sat, 13 Sep 275760 00:00:00 GMT"],
  ["the year 9999", "Fri, 31 Dec 9999 23:59:59 GMT"],
  ["1970", "Thu, 01 Jan 1970 00:00:00 GMT"],
  ["before Christ", "Wed, 01 Jan -2026 00:00:00 GMT"],
  ["no date", "soon"],
  ["nothing", null],
])("a Date header of %s", (_, told) => {
  test("moves nothing, however often it comes", () => {
    const { clock, demoCentral } = known();
    for (let answers = 0; answers < 500; answers++) {
      expect(demoCentral.note(told)).toBeNull();
      clock.advance(1000);
    }
    expect(demoCentral.now()).toBe(friday + clock.monotonic());
  });

  test("as the very first leaves the kiosk with its own clock", () => {
    const clock = fakeClock(friday);
    const demoCentral = createCentralClock(clock);
    expect(demoCentral.note(told)).toBeNull();
    expect(demoCentral.now()).toBe(friday);
  });
});

test.each([
  ["a year ahead", year],
  ["a year back", -year],
  ["an hour ahead", 60 * minute],
  ["an hour back", -60 * minute],
])("a clock that is %s for half a minute is not followed, in a hundred answers", (_, by) => {
  const { clock, right, demoCentral } = known();
  for (let answers = 0; answers < 100; answers++) {
    expect(demoCentral.note(header(friday + clock.monotonic() + by))).toBeNull();
    clock.advance(300);
  }
  expect(demoCentral.now()).toBe(friday + clock.monotonic());
  expect(demoCentral.note(right())).not.toBeNull();
});

test.each([
  ["ahead", 3 * 60 * minute],
  ["back", -3 * 60 * minute],
])("a clock that was set hours %s is followed when answers have agreed on it for a minute", (_, by) => {
  const { clock, demoCentral } = known();
  for (let answers = 0; answers < 4; answers++) {
    demoCentral.note(header(friday + clock.monotonic() + by));
    clock.advance(30_000);
  }
  expect(demoCentral.now()).toBe(friday + clock.monotonic() + by);
});

test("two machines behind one address that differ by an hour don't pull the clock to and fro", () => {
  const { clock, right, demoCentral } = known();
  for (let answers = 0; answers < 100; answers++) {
    demoCentral.note(answers % 2 === 0 ? right() : header(friday + clock.monotonic() + 60 * minute));
    clock.advance(5000);
    expect(demoCentral.now()).toBe(friday + clock.monotonic());
  }
});

test.each([
  ["at the year 2000 (dead battery)", Date.parse("2000-01-01T00:00:00Z"), 1],
  ["at 1970", 0, 1],
  ["a year ahead", friday + year, 3],
  ["a week back", friday - 7 * 24 * 60 * minute, 3],
])("a kiosk whose own clock is %s comes to the central API's time within %s answers", (_, own, answers) => {
  const clock = fakeClock(own);
  const demoCentral = createCentralClock(clock);
  for (let answer = 1; answer <= answers; answer++) {
    expect(demoCentral.now() === friday, `before answer ${answer}`).toBe(false);
    demoCentral.note(header(friday));
  }
  expect(demoCentral.now()).toBe(friday);
});

test("a wrong first answer is put right by the next ones that agree with the kiosk's own clock", () => {
  const clock = fakeClock(friday);
  const demoCentral = createCentralClock(clock);
  for (let answers = 0; answers < 5; answers++) demoCentral.note(header(friday + year));
  expect(demoCentral.note(header(friday))).toBe(friday);
  expect(demoCentral.now()).toBe(friday);
});

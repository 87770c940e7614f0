import { expect, test } from "vitest";
import { repeatEvery } from "#contract/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

test("looks again at each interval, until there is nothing more to look for", () => {
  const clock = fakeClock();
  const looks: number[] = [];
  repeatEvery(clock, 1000, () => (looks.push(clock.monotonic()) < 3 ? "again" : "done"));
  clock.advance(10_000);
  expect(looks).toEqual([1000, 2000, 3000]);
});

test("cancelled, also by the look itself, it looks no more", () => {
  const clock = fakeClock();
  let looks = 0;
  const cancel = repeatEvery(clock, 1000, () => {
    looks++;
    return "again";
  });
  clock.advance(2500);
  cancel();
  clock.advance(10_000);
  expect(looks).toBe(2);

  const own = repeatEvery(clock, 1000, () => {
    looks++;
    own();
    return "again";
  });
  clock.advance(10_000);
  expect(looks).toBe(3);
});

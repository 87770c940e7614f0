import { describe, expect, test } from "vitest";
import type { ThrottleKey } from "#main/patients/sign-in-throttle.ts";
import { minute, other, policy, throttleOnClock } from "./throttle-on-clock.ts";

const limits = throttleOnClock();

describe("the limits", () => {
  test("five failures of one policy block it until the first is an hour old; others go on", () => {
    for (let n = 0; n < 5; n++) {
      limits.failTimes(1);
      limits.clock.advance(minute);
    }
    expect(limits.wait(policy)).toBe(55);
    expect(limits.wait(other(1))).toBeNull();
    limits.clock.advance(55 * minute - 1);
    expect(limits.wait(policy)).toBe(1);
    limits.clock.advance(1);
    expect(limits.wait(policy)).toBeNull();
  });

  test("twenty failures in ten minutes block the kiosk", () => {
    limits.failTimes(20, other);
    expect(limits.wait(other(99))).toBe(10);
    limits.clock.advance(10 * minute);
    expect(limits.wait(other(99))).toBeNull();
  });

  test("staff's sign-ins and the policies that they look up close the other not", () => {
    const pin = { kind: "staff", by: "pin" } as const;
    limits.failTimes(20, other);
    expect(limits.wait(pin)).toBeNull();
    limits.restart();
    expect(limits.wait(pin)).toBeNull();
    limits.clock.advance(60 * minute);
    limits.failTimes(4, () => pin);
    limits.failTimes(16, (n) => ({ kind: "staff", by: `card ${n}` }));
    expect(limits.wait(pin)).toBe(10);
    expect(limits.wait(policy)).toBeNull();
  });

  test("count what has only begun: of many at once no more than five go through", () => {
    const all = Array.from({ length: 64 }, () => limits.admit([policy]));
    expect(all.filter(({ kind }) => kind === "admitted")).toHaveLength(5);
  });

  test("forgive a policy whose patient has signed in, but none that is still being tried", () => {
    limits.failTimes(3);
    const [first, second] = [limits.admit([policy]), limits.admit([policy])];
    if (first.kind === "admitted") first.attempt.succeeded();
    expect(second.kind).toBe("admitted");
    limits.failTimes(4);
    expect(limits.wait(policy)).toBe(60);
  });

  test("don't count an attempt of which nothing was learned", () => {
    for (let n = 0; n < 30; n++) expect(limits.wait(policy)).toBeNull();
  });

  test("hold for each of several numbers", () => {
    limits.failTimes(5);
    expect(limits.admit([other(1), policy]).kind).toBe("tooManyTries");
  });
});

describe("an attempt", () => {
  const admitted = (tried: ThrottleKey) => {
    const admission = limits.admit([tried]);
    if (admission.kind !== "admitted") throw new Error("refused");
    return admission.attempt;
  };

  test("of which nothing was learned takes no other with it", () => {
    limits.failTimes(4);
    admitted(policy).withdrawn();
    expect(limits.fail(policy)).toBeNull();
    expect(limits.wait(policy)).toBe(60);
  });

  test("that was right forgives its own policy alone", () => {
    limits.failTimes(4);
    limits.failTimes(5, () => other(1));
    admitted(policy).succeeded();
    limits.failTimes(5);
    expect([limits.wait(policy), limits.wait(other(1))]).toEqual([60, 60]);
  });

  test("that was right leaves what is still pending, and forgives it once it failed", () => {
    const pending = admitted(policy);
    admitted(policy).succeeded();
    limits.failTimes(4);
    expect(limits.wait(policy)).toBe(60);
    pending.counted();
    limits.clock.advance(60 * minute);
    limits.failTimes(4);
    admitted(policy).succeeded();
    limits.failTimes(5);
  });

  test("that was refused counts for nothing: the wait doesn't grow", () => {
    limits.failTimes(5);
    limits.clock.advance(30 * minute);
    for (let n = 0; n < 20; n++) expect(limits.fail(policy)).toBe(30);
    limits.clock.advance(30 * minute);
    expect(limits.wait(policy)).toBeNull();
  });

  test("leaves the kiosk's window after ten minutes, and its policy's after an hour", () => {
    limits.failTimes(5);
    limits.clock.advance(10 * minute - 1);
    limits.failTimes(15, other);
    expect(limits.wait(other(99))).toBe(1);
    limits.clock.advance(1);
    expect(limits.wait(other(99))).toBeNull();
    expect(limits.wait(policy)).toBe(50);
  });

  test("at several numbers is one at each, and the longest wait is told", () => {
    limits.failTimes(5);
    limits.clock.advance(20 * minute);
    limits.failTimes(5, () => other(1));
    const admission = limits.admit([policy, other(1), other(2)]);
    expect(admission).toEqual({ kind: "tooManyTries", minutes: 60 });
    for (let n = 0; n < 5; n++) {
      const both = limits.admit([other(2), other(3)]);
      if (both.kind === "admitted") both.attempt.counted();
    }
    expect([limits.wait(other(2)), limits.wait(other(3))]).toEqual([60, 60]);
  });

  test("is taken from both numbers where nothing was learned", () => {
    for (let n = 0; n < 6; n++) {
      const both = limits.admit([other(2), other(3)]);
      if (both.kind === "admitted") both.attempt.withdrawn();
    }
    expect([limits.wait(other(2)), limits.wait(other(3))]).toEqual([null, null]);
  });
});

describe("look-ups by name", () => {
  const named = (n: number) =>
    ({
      kind: "person",
      family: `Иванов${n}`,
      given: "Иван",
      patronymic: "",
      birthDate: "1985-03-07",
    }) as const;

  test("are bounded of their own: they keep nobody from signing in by a policy, also after a restart", () => {
    for (let n = 0; n < 20; n++) expect(limits.fail(named(n))).toBeNull();
    expect(limits.fail(named(20))).toBe(10);
    expect(limits.wait(policy)).toBeNull();
    limits.restart();
    expect(limits.fail(named(21))).toBe(10);
    expect(limits.wait(policy)).toBeNull();
  });

  test("are let through where 20 sign-ins have failed, which go on waiting", () => {
    for (let n = 0; n < 20; n++) expect(limits.fail(other(n))).toBeNull();
    expect(limits.wait(policy)).toBe(10);
    expect(limits.wait(named(0))).toBeNull();
  });
});

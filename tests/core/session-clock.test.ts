import { beforeEach, describe, expect, test } from "vitest";
import type { SessionState } from "#contract/domain.ts";
import { createSessions, type Sessions } from "#main/session/session.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";

const times = { idle: 60_000, question: 20_000, cap: 30 * 60_000 };
const patient = {
  id: "p1",
  family: "Петров",
  given: "Иван",
  patronymic: "Ильич",
  birthDate: "1985-03-07",
  sex: "male" as const,
  phones: ["+79105554107"],
  policies: [],
  snils: null,
  attachedOrganizationIds: [],
};

let clock: FakeClock;
let states: SessionState[];
let sessions: Sessions;

beforeEach(() => {
  clock = fakeClock();
  states = [];
  sessions = createSessions({ clock, ids: countingIds(), times, onChange: (state) => states.push(state) });
});

const current = () => sessions.state().state;

describe("a patient who walks away", () => {
  test("is asked after a minute, with twenty seconds to answer", () => {
    sessions.start();
    clock.advance(59_999);
    expect(current()).toBe("open");
    clock.advance(1);
    expect(sessions.state()).toMatchObject({ state: "expiring", seconds: 20, reason: "idle" });
  });

  test("is signed out when nobody answers, and nothing of them is left", () => {
    sessions.start();
    const session = sessions.current();
    if (session) sessions.signIn(session, patient);
    clock.advance(80_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
    expect(sessions.current()).toBeNull();
    expect(JSON.stringify(sessions.state())).not.toContain("Петров");
  });

  test("stays as often as they say so", () => {
    sessions.start();
    for (let times = 0; times < 15; times++) {
      clock.advance(70_000);
      expect(current()).toBe("expiring");
      expect(sessions.stay()).toBe(true);
      expect(current()).toBe("open");
    }
  });

  test("is not asked while they touch the screen", () => {
    sessions.start();
    for (let times = 0; times < 20; times++) {
      clock.advance(50_000);
      sessions.stay();
    }
    expect(states.filter((state) => state.state === "expiring")).toEqual([]);
  });
});

describe("the half hour", () => {
  const stayUntil = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 10_000) {
      clock.advance(10_000);
      sessions.stay();
    }
  };

  test("ends the session, announced, and can't be put off", () => {
    sessions.start();
    stayUntil(times.cap - times.question);
    expect(sessions.state()).toMatchObject({ state: "expiring", reason: "cap" });
    sessions.stay();
    expect(current()).toBe("expiring");
    clock.advance(20_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });

  test("waits for a booking in flight", async () => {
    sessions.start();
    stayUntil(times.cap - times.question);
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(() => promise);
    clock.advance(60_000);
    expect(current()).toBe("expiring");
    resolve();
    await held;
    expect(sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });
});

describe("what a patient must be shown", () => {
  const shown = () => true;

  test("outlives a home key that was pressed while it was under way", async () => {
    sessions.start();
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(() => promise, shown);
    sessions.end("home");
    resolve();
    await held;
    expect(current()).toBe("open");
    sessions.end("home");
    expect(current()).toBe("none");
  });

  test("is left by itself when nobody is there any more", async () => {
    sessions.start();
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(() => promise, shown);
    sessions.end("home");
    resolve();
    await held;
    clock.advance(80_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("puts off a cap that fell due meanwhile by one more question", async () => {
    sessions.start();
    for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
      clock.advance(10_000);
      sessions.stay();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(() => promise, shown);
    clock.advance(60_000);
    resolve();
    await held;
    expect(sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 20 });
    clock.advance(20_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });
});

describe("a session", () => {
  test("is one at a time: a second touch finds the first", () => {
    const first = sessions.start();
    expect(sessions.start()).toEqual(first);
  });

  test("shows the least of a signed-in patient", () => {
    sessions.start();
    const session = sessions.current();
    if (!session) throw new Error("no session");
    expect(sessions.signIn(session, patient)).toEqual({
      name: "И.\u00a0И.\u00a0Петров",
      phones: [{ index: 0, masked: "+7 ••• •••-41-07" }],
      attachedOrganizationIds: [],
    });
  });

  test("can't be kept once it is over", () => {
    sessions.start();
    sessions.end("home");
    expect(sessions.stay()).toBe(false);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "home" });
  });

  test("that ended leaves no clock behind for the next patient", () => {
    sessions.start();
    clock.advance(50_000);
    sessions.end("finished");
    sessions.start();
    clock.advance(50_000);
    expect(current()).toBe("open");
  });

  test("is not asked about while a booking is in flight", async () => {
    sessions.start();
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(() => promise);
    clock.advance(120_000);
    expect(current()).toBe("open");
    resolve();
    await held;
    clock.advance(59_000);
    expect(current()).toBe("open");
    clock.advance(1_000);
    expect(current()).toBe("expiring");
  });
});

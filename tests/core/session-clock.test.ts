import { describe, expect, test } from "vitest";
import { SessionOver } from "#main/rpc/base.ts";
import type { Session } from "#main/sessions/session.ts";
import { patient, seenVisit, sessionsOnClock, times } from "./sessions-on-clock.ts";

const at = sessionsOnClock();

describe("a patient who walks away", () => {
  test("is asked after a minute, with twenty seconds to answer", () => {
    at.sessions.start();
    at.clock.advance(59_999);
    expect(at.current()).toBe("open");
    at.clock.advance(1);
    expect(at.sessions.state()).toMatchObject({ state: "expiring", seconds: 20, reason: "idle" });
  });

  test("is signed out when nobody answers, and nothing of them is left", () => {
    at.sessions.start();
    const session = at.sessions.current();
    if (session) at.sessions.signIn(session, patient);
    at.clock.advance(80_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
    expect(at.sessions.current()).toBeNull();
    expect(JSON.stringify(at.sessions.state())).not.toContain("Петров");
  });

  test("stays as often as they say so", () => {
    at.sessions.start();
    for (let times = 0; times < 15; times++) {
      at.clock.advance(70_000);
      expect(at.current()).toBe("expiring");
      expect(at.sessions.stay()).toBe(true);
      expect(at.current()).toBe("open");
    }
  });

  test("is not asked while they touch the screen", () => {
    at.sessions.start();
    for (let times = 0; times < 20; times++) {
      at.clock.advance(50_000);
      at.sessions.stay();
    }
    expect(at.states.filter((state) => state.state === "expiring")).toEqual([]);
  });
});

describe("the half hour", () => {
  const stayUntil = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 10_000) {
      at.clock.advance(10_000);
      at.sessions.stay();
    }
  };

  test("ends the session, announced, and can't be put off", () => {
    at.sessions.start();
    stayUntil(times.cap - times.question);
    expect(at.sessions.state()).toMatchObject({ state: "expiring", reason: "cap" });
    at.sessions.stay();
    expect(at.current()).toBe("expiring");
    at.clock.advance(20_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });

  test("waits for a booking in flight", async () => {
    at.sessions.start();
    stayUntil(times.cap - times.question);
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = at.sessions.holding(at.begun(), () => promise);
    at.clock.advance(60_000);
    expect(at.current()).toBe("expiring");
    resolve();
    await held;
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });
});

describe("what a patient must be shown", () => {
  const shown = () => true;

  test("does not outlive a home key: the session is over at once, and what still runs can't bring it back", async () => {
    const session = at.begun();
    at.sessions.signIn(session, patient);
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = at.sessions.holding(session, () => promise, shown);
    at.sessions.end("home");
    expect([session.ended.aborted, at.sessions.current(), at.ends]).toEqual([true, null, 1]);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "home" });
    const next = at.begun();
    expect(next.id).not.toBe(session.id);
    expect(next.patient).toBeNull();
    at.clock.advance(70_000);
    expect(at.current()).toBe("expiring");
    resolve();
    await held;
    expect(at.current()).toBe("expiring");
    at.clock.advance(10_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("is left by itself when nobody is there any more", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = at.sessions.holding(at.begun(), () => promise, shown);
    resolve();
    await held;
    at.clock.advance(80_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("puts off a cap that fell due meanwhile by one more question", async () => {
    at.sessions.start();
    for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
      at.clock.advance(10_000);
      at.sessions.stay();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = at.sessions.holding(at.begun(), () => promise, shown);
    at.clock.advance(60_000);
    resolve();
    await held;
    expect(at.sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 20 });
    at.clock.advance(20_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });
});

describe("a session", () => {
  test("is one at a time: a second touch finds the first", () => {
    const first = at.sessions.start();
    expect(at.sessions.start()).toEqual(first);
  });

  test("shows the least of a signed-in patient", () => {
    at.sessions.start();
    const session = at.sessions.current();
    if (!session) throw new Error("no session");
    at.sessions.signIn(session, patient);
    expect(at.sessions.state()).toMatchObject({
      patient: {
        name: "И.\u00a0И.\u00a0Петров",
        phones: [{ index: 0, masked: "+7 ••• •••-41-07" }],
        attachedOrganizationIds: [],
      },
    });
  });

  test("can't be kept once it is over", () => {
    at.sessions.start();
    at.sessions.end("home");
    expect(at.sessions.stay()).toBe(false);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "home" });
  });

  test("that ended leaves no clock behind for the next patient", () => {
    at.sessions.start();
    at.clock.advance(50_000);
    at.sessions.end("finished");
    at.sessions.start();
    at.clock.advance(50_000);
    expect(at.current()).toBe("open");
  });

  test("is not asked about while a booking is in flight", async () => {
    at.sessions.start();
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = at.sessions.holding(at.begun(), () => promise);
    at.clock.advance(120_000);
    expect(at.current()).toBe("open");
    resolve();
    await held;
    at.clock.advance(59_000);
    expect(at.current()).toBe("open");
    at.clock.advance(1_000);
    expect(at.current()).toBe("expiring");
  });
});

describe("a change of person", () => {
  const another = { ...patient, id: "p2", family: "Сидоров" };

  test("by a second sign-in leaves nothing of the former one", () => {
    const session = at.sessions.signIn(at.begun(), patient);
    session.visits.set("v1", seenVisit);
    session.cards.set("c1", {} as never);
    const next = at.sessions.signIn(session, another);
    expect([session.ended.aborted, at.ends, at.sessions.current()]).toEqual([true, 1, next]);
    expect([next.id === session.id, next.visits.size, next.cards.size]).toEqual([false, 0, 0]);
    expect(at.sessions.state()).toMatchObject({ state: "open", id: next.id });
    expect(at.states.filter(({ state }) => state === "none")).toEqual([]);
  });

  test("is none where the same patient signs in again", () => {
    const session = at.sessions.signIn(at.begun(), patient);
    session.visits.set("v1", seenVisit);
    expect(at.sessions.signIn(session, patient)).toBe(session);
    expect(session.visits.size).toBe(1);
  });

  test("where nobody has signed in: another name leaves nothing of the former one, nor does a sign-in", () => {
    const byName = (person: typeof patient) => ({ person, proof: "name", who: "other" }) as const;
    const session = at.sessions.choose(at.begun(), byName(patient));
    session.visits.set("v1", seenVisit);
    at.sessions.choose(session, null);
    const next = at.sessions.choose(session, byName(another));
    expect([session.ended.aborted, next.visits.size, next.subject?.person.id]).toEqual([true, 0, "p2"]);
    const last = at.sessions.signIn(next, patient);
    expect([next.ended.aborted, last.subject]).toEqual([true, null]);
  });

  test("is none where somebody who has signed in books for others", () => {
    const session = at.sessions.signIn(at.begun(), patient);
    session.visits.set("v1", seenVisit);
    expect(at.sessions.choose(session, { person: another, proof: "card", who: "other" })).toBe(session);
    expect(session.visits.size).toBe(1);
  });

  test("keeps the former one's clocks from ending the next one's session", () => {
    const session = at.sessions.signIn(at.begun(), patient);
    at.clock.advance(59_000);
    at.sessions.signIn(session, another);
    at.clock.advance(59_000);
    expect(at.current()).toBe("open");
  });
});

describe("changes at the central API", () => {
  test("are made one at a time, and twice the same is one", async () => {
    const { writes } = at.begun();
    const done: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const write = (name: string, wait: Promise<void>) =>
      writes.run(name, async () => {
        done.push(`${name} begins`);
        await wait;
        done.push(`${name} ends`);
      });
    const all = [write("a", promise), write("b", Promise.resolve()), write("a", Promise.resolve())];
    resolve();
    await Promise.all(all);
    expect(done).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  test("go on after one that failed", async () => {
    const { writes } = at.begun();
    await expect(writes.run("a", () => Promise.reject(new Error("x")))).rejects.toThrow("x");
    expect(await writes.run("a", () => Promise.resolve(1))).toBe(1);
  });

  test("that have not begun when the session ends never begin", async () => {
    const { writes } = at.begun();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = writes.run("a", () => promise);
    const second: Promise<unknown> = writes.run("b", () => Promise.reject(new Error("begun")));
    // The first one is under way.
    await Promise.resolve();
    at.sessions.end("home");
    const refused = second.catch((error: unknown) => error);
    resolve();
    await first;
    expect(await refused).toBeInstanceOf(SessionOver);
  });
});

describe("the screens are told", () => {
  const told = () => at.states.splice(0).map(({ state }) => state);

  test("that a session begins, is asked about, goes on, and ends: each once", () => {
    at.sessions.start();
    at.sessions.start();
    expect(told()).toEqual(["open"]);
    at.sessions.stay();
    expect(told()).toEqual([]);
    at.clock.advance(60_000);
    expect(told()).toEqual(["expiring"]);
    at.sessions.stay();
    expect(told()).toEqual(["open"]);
    at.sessions.end("home");
    at.sessions.end("home");
    expect([told(), at.ends]).toEqual([["none"], 1]);
  });

  test("that somebody has signed in, but not of whom the next visit is for", () => {
    const session = at.begun();
    told();
    at.sessions.signIn(session, patient);
    expect(at.states.splice(0)).toMatchObject([
      { state: "open", patient: { name: "И.\u00a0И.\u00a0Петров" } },
    ]);
    at.sessions.choose(session, { person: { ...patient, id: "p2" }, proof: "card", who: "other" });
    expect(told()).toEqual([]);
  });

  test("of a new session where another name was typed", () => {
    const session = at.sessions.choose(at.begun(), { person: patient, proof: "name", who: "self" });
    told();
    const next = at.sessions.choose(session, {
      person: { ...patient, id: "p2" },
      proof: "name",
      who: "self",
    });
    expect(at.states).toMatchObject([{ state: "open", id: next.id, patient: null }]);
  });

  test("the seconds that are left, rounded up, and one at the least", () => {
    at.sessions.start();
    at.clock.advance(60_000);
    const seconds = (): unknown => {
      const state = at.sessions.state();
      return state.state === "expiring" ? state.seconds : state.state;
    };
    const seen = [0, 1, 999, 18_000, 999].map((ms) => {
      at.clock.advance(ms);
      return seconds();
    });
    expect(seen).toEqual([20, 20, 19, 1, 1]);
    // A machine that slept calls its timers late.
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = at.sessions.holding(at.begun(), () => promise);
    at.clock.advance(30_000);
    expect(seconds()).toBe(1);
    resolve();
    return held;
  });

  test("who is signed in also while the session is asked about", () => {
    at.sessions.signIn(at.begun(), patient);
    at.clock.advance(60_000);
    expect(at.sessions.state()).toMatchObject({
      state: "expiring",
      patient: { name: "И.\u00a0И.\u00a0Петров" },
    });
  });
});

describe("the idle minute begins anew", () => {
  const minuteAfter = (touch: (session: Session) => unknown): void => {
    const session = at.begun();
    at.clock.advance(59_000);
    touch(session);
    at.clock.advance(59_999);
    expect(at.current()).toBe("open");
    at.clock.advance(1);
    expect(at.current()).toBe("expiring");
  };

  test("with a sign-in", () => minuteAfter((session) => at.sessions.signIn(session, patient)));
  test("with the choice of whom the visit is for", () =>
    minuteAfter((session) => at.sessions.choose(session, { person: patient, proof: "name", who: "self" })));
  test("with the end of what was waited for", async () => {
    const session = at.begun();
    at.clock.advance(59_000);
    await at.sessions.holding(session, () => Promise.resolve());
    at.clock.advance(59_999);
    expect(at.current()).toBe("open");
  });
});

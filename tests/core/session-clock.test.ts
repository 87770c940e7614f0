import { beforeEach, describe, expect, test } from "vitest";
import type { SessionState } from "#contract/domain.ts";
import { createSessions, type Session, type Sessions } from "#main/sessions/session.ts";
import { SessionOver } from "#main/sessions/writes.ts";
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
let ends: number;

beforeEach(() => {
  clock = fakeClock();
  states = [];
  ends = 0;
  sessions = createSessions({
    clock,
    ids: countingIds(),
    times,
    onEnd: () => {
      ends++;
    },
    onChange: (state) => states.push(state),
  });
});

const current = () => sessions.state().state;
/** Begins a session, or finds the open one. */
const begun = (): Session => {
  sessions.start();
  const session = sessions.current();
  if (!session) throw new Error("no session");
  return session;
};

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
    const held = sessions.holding(begun(), () => promise);
    clock.advance(60_000);
    expect(current()).toBe("expiring");
    resolve();
    await held;
    expect(sessions.state()).toEqual({ state: "none", endedBy: "cap" });
  });
});

describe("what a patient must be shown", () => {
  const shown = () => true;

  test("does not outlive a home key: the session is over at once, and what still runs can't bring it back", async () => {
    const session = begun();
    sessions.signIn(session, patient);
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(session, () => promise, shown);
    sessions.end("home");
    expect([session.ended.aborted, sessions.current(), ends]).toEqual([true, null, 1]);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "home" });
    const next = begun();
    expect(next.id).not.toBe(session.id);
    expect(next.patient).toBeNull();
    clock.advance(70_000);
    expect(current()).toBe("expiring");
    resolve();
    await held;
    expect(current()).toBe("expiring");
    clock.advance(10_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("is left by itself when nobody is there any more", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(begun(), () => promise, shown);
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
    const held = sessions.holding(begun(), () => promise, shown);
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
    sessions.signIn(session, patient);
    expect(sessions.state()).toMatchObject({
      patient: {
        name: "И.\u00a0И.\u00a0Петров",
        phones: [{ index: 0, masked: "+7 ••• •••-41-07" }],
        attachedOrganizationIds: [],
      },
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
    const held = sessions.holding(begun(), () => promise);
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

describe("a change of person", () => {
  const another = { ...patient, id: "p2", family: "Сидоров" };
  const seen = { seen: {} as never, person: patient, proved: true };

  test("by a second sign-in leaves nothing of the former one", () => {
    const session = sessions.signIn(begun(), patient);
    session.visits.set("v1", seen);
    session.tickets.set("v1", {} as never);
    session.cards.set("c1", {} as never);
    const next = sessions.signIn(session, another);
    expect([session.ended.aborted, ends, sessions.current()]).toEqual([true, 1, next]);
    expect([next.id === session.id, next.visits.size, next.tickets.size, next.cards.size]).toEqual([
      false,
      0,
      0,
      0,
    ]);
    expect(sessions.state()).toMatchObject({ state: "open", id: next.id });
    expect(states.filter(({ state }) => state === "none")).toEqual([]);
  });

  test("is none where the same patient signs in again", () => {
    const session = sessions.signIn(begun(), patient);
    session.visits.set("v1", seen);
    expect(sessions.signIn(session, patient)).toBe(session);
    expect(session.visits.size).toBe(1);
  });

  test("where nobody has signed in: another name leaves nothing of the former one, nor does a sign-in", () => {
    const byName = (person: typeof patient) => ({ person, proof: "name", who: "other" }) as const;
    const session = sessions.choose(begun(), byName(patient));
    session.visits.set("v1", seen);
    sessions.choose(session, null);
    const next = sessions.choose(session, byName(another));
    expect([session.ended.aborted, next.visits.size, next.subject?.person.id]).toEqual([true, 0, "p2"]);
    const last = sessions.signIn(next, patient);
    expect([next.ended.aborted, last.subject]).toEqual([true, null]);
  });

  test("is none where somebody who has signed in books for others", () => {
    const session = sessions.signIn(begun(), patient);
    session.visits.set("v1", seen);
    expect(sessions.choose(session, { person: another, proof: "card", who: "other" })).toBe(session);
    expect(session.visits.size).toBe(1);
  });

  test("keeps the former one's clocks from ending the next one's session", () => {
    const session = sessions.signIn(begun(), patient);
    clock.advance(59_000);
    sessions.signIn(session, another);
    clock.advance(59_000);
    expect(current()).toBe("open");
  });
});

describe("changes at the centre", () => {
  test("are made one at a time, and twice the same is one", async () => {
    const { writes } = begun();
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
    const { writes } = begun();
    await expect(writes.run("a", () => Promise.reject(new Error("x")))).rejects.toThrow("x");
    expect(await writes.run("a", () => Promise.resolve(1))).toBe(1);
  });

  test("that have not begun when the session ends never begin", async () => {
    const { writes } = begun();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = writes.run("a", () => promise);
    const second: Promise<unknown> = writes.run("b", () => Promise.reject(new Error("begun")));
    // The first one is under way.
    await Promise.resolve();
    sessions.end("home");
    const refused = second.catch((error: unknown) => error);
    resolve();
    await first;
    expect(await refused).toBeInstanceOf(SessionOver);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import type { SessionState } from "#contract/sessions/session-state.ts";
import { SessionOver } from "#main/rpc/base.ts";
import { createSessions, type Session, type Sessions } from "#main/sessions/session.ts";
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
  const seen = { ticket: {} as never, seen: {} as never, person: patient, proved: true, printed: 0 };

  test("by a second sign-in leaves nothing of the former one", () => {
    const session = sessions.signIn(begun(), patient);
    session.visits.set("v1", seen);
    session.cards.set("c1", {} as never);
    const next = sessions.signIn(session, another);
    expect([session.ended.aborted, ends, sessions.current()]).toEqual([true, 1, next]);
    expect([next.id === session.id, next.visits.size, next.cards.size]).toEqual([false, 0, 0]);
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

describe("changes at the central API", () => {
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

describe("the screens are told", () => {
  const told = () => states.splice(0).map(({ state }) => state);

  test("that a session begins, is asked about, goes on, and ends: each once", () => {
    sessions.start();
    sessions.start();
    expect(told()).toEqual(["open"]);
    sessions.stay();
    expect(told()).toEqual([]);
    clock.advance(60_000);
    expect(told()).toEqual(["expiring"]);
    sessions.stay();
    expect(told()).toEqual(["open"]);
    sessions.end("home");
    sessions.end("home");
    expect([told(), ends]).toEqual([["none"], 1]);
  });

  test("that somebody has signed in, but not of whom the next visit is for", () => {
    const session = begun();
    told();
    sessions.signIn(session, patient);
    expect(states.splice(0)).toMatchObject([{ state: "open", patient: { name: "И.\u00a0И.\u00a0Петров" } }]);
    sessions.choose(session, { person: { ...patient, id: "p2" }, proof: "card", who: "other" });
    expect(told()).toEqual([]);
  });

  test("of a new session where another name was typed", () => {
    const session = sessions.choose(begun(), { person: patient, proof: "name", who: "self" });
    told();
    const next = sessions.choose(session, {
      person: { ...patient, id: "p2" },
      proof: "name",
      who: "self",
    });
    expect(states).toMatchObject([{ state: "open", id: next.id, patient: null }]);
  });

  test("the seconds that are left, rounded up, and one at the least", () => {
    sessions.start();
    clock.advance(60_000);
    const seconds = (): unknown => {
      const state = sessions.state();
      return state.state === "expiring" ? state.seconds : state.state;
    };
    const seen = [0, 1, 999, 18_000, 999].map((ms) => {
      clock.advance(ms);
      return seconds();
    });
    expect(seen).toEqual([20, 20, 19, 1, 1]);
    // A machine that slept calls its timers late.
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = sessions.holding(begun(), () => promise);
    clock.advance(30_000);
    expect(seconds()).toBe(1);
    resolve();
    return held;
  });

  test("who is signed in also while the session is asked about", () => {
    sessions.signIn(begun(), patient);
    clock.advance(60_000);
    expect(sessions.state()).toMatchObject({
      state: "expiring",
      patient: { name: "И.\u00a0И.\u00a0Петров" },
    });
  });
});

describe("the idle minute begins anew", () => {
  const minuteAfter = (touch: (session: Session) => unknown): void => {
    const session = begun();
    clock.advance(59_000);
    touch(session);
    clock.advance(59_999);
    expect(current()).toBe("open");
    clock.advance(1);
    expect(current()).toBe("expiring");
  };

  test("with a sign-in", () => minuteAfter((session) => sessions.signIn(session, patient)));
  test("with the choice of whom the visit is for", () =>
    minuteAfter((session) => sessions.choose(session, { person: patient, proof: "name", who: "self" })));
  test("with the end of what was waited for", async () => {
    const session = begun();
    clock.advance(59_000);
    await sessions.holding(session, () => Promise.resolve());
    clock.advance(59_999);
    expect(current()).toBe("open");
  });
});

test("work that begins after the session's end is done without one", async () => {
  const session = begun();
  sessions.end("home");
  expect(await sessions.holding(session, () => Promise.resolve("done"))).toBe("done");
  expect(current()).toBe("none");
});

test("an outcome that need not be seen doesn't put the cap off", async () => {
  const session = begun();
  for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
    clock.advance(10_000);
    sessions.stay();
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = sessions.holding(session, () => promise);
  clock.advance(10_000);
  resolve();
  await held;
  expect(sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 10 });
});

test("the outcome of a former session is not shown in the next one, and leaves its clocks alone", async () => {
  const former = begun();
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = sessions.holding(
    former,
    () => promise,
    () => true,
  );
  sessions.end("home");
  begun();
  for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
    clock.advance(10_000);
    sessions.stay();
  }
  clock.advance(15_000);
  resolve();
  await held;
  expect(sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 5 });
});

describe("a session's id", () => {
  test("tells two sessions apart, and is half of a secret", () => {
    const first = begun().id;
    sessions.end("home");
    expect(begun().id).not.toBe(first);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
  });

  test("and how the former one ended is forgotten when the next begins", () => {
    begun();
    sessions.end("finished");
    begun();
    expect(sessions.state()).toEqual({ state: "open", id: expect.any(String), patient: null });
  });
});

describe("work that the patient waits for", () => {
  const pending = () => Promise.withResolvers<void>();

  test("of two, the first to end doesn't let the clocks end the session", async () => {
    const session = begun();
    const [one, other] = [pending(), pending()];
    const first = sessions.holding(session, () => one.promise);
    const second = sessions.holding(session, () => other.promise);
    one.resolve();
    await first;
    clock.advance(120_000);
    expect(current()).toBe("open");
    other.resolve();
    await second;
    clock.advance(80_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("that fails lets go of the session as well, and is heard", async () => {
    const work = sessions.holding(begun(), () => Promise.reject(new Error("no")));
    await expect(work).rejects.toThrow("no");
    clock.advance(80_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("takes the question back when it ends, for somebody has to read the outcome", async () => {
    const session = begun();
    clock.advance(60_000);
    expect(current()).toBe("expiring");
    const { promise, resolve } = pending();
    const held = sessions.holding(session, () => promise);
    clock.advance(10_000);
    resolve();
    await held;
    expect(current()).toBe("open");
    clock.advance(59_999);
    expect(current()).toBe("open");
  });

  test("that nobody has to see doesn't keep a session past its question", async () => {
    const session = begun();
    clock.advance(60_000);
    const { promise, resolve } = pending();
    const held = sessions.holding(
      session,
      () => promise,
      () => false,
    );
    clock.advance(30_000);
    expect(current()).toBe("expiring");
    resolve();
    await held;
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("whose outcome must be seen keeps a session past its question, open again", async () => {
    const session = begun();
    clock.advance(60_000);
    const { promise, resolve } = pending();
    const held = sessions.holding(
      session,
      () => promise,
      () => true,
    );
    clock.advance(30_000);
    resolve();
    await held;
    expect(current()).toBe("open");
  });

  test("of a session that is over is done, and holds nobody else's", async () => {
    const former = begun();
    sessions.end("home");
    begun();
    const { promise, resolve } = pending();
    const held = sessions.holding(former, () => promise.then(() => "done"));
    clock.advance(80_000);
    expect(sessions.state()).toEqual({ state: "none", endedBy: "idle" });
    resolve();
    expect(await held).toBe("done");
  });

  test("before the cap leaves the cap where it was", async () => {
    const session = begun();
    await sessions.holding(
      session,
      () => Promise.resolve(),
      () => true,
    );
    expect(current()).toBe("open");
    for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
      sessions.stay();
      clock.advance(10_000);
    }
    expect(sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 20 });
  });
});

describe("the former person's session, once it has been replaced", () => {
  const another = { ...patient, id: "p2", family: "Сидоров" };

  test("changes nothing of the next one's", () => {
    const former = begun();
    sessions.end("home");
    const next = begun();
    expect(sessions.signIn(former, patient)).toBe(former);
    expect(sessions.signIn(former, another)).toBe(former);
    expect([sessions.current(), next.patient]).toEqual([next, null]);
  });

  test("leaves its cap behind: the next person has the whole half hour", () => {
    const former = sessions.signIn(begun(), patient);
    for (let passed = 0; passed < times.cap - times.question - 10_000; passed += 10_000) {
      clock.advance(10_000);
      sessions.stay();
    }
    sessions.signIn(former, another);
    clock.advance(20_000);
    expect(current()).toBe("open");
  });

  test("at its cap doesn't hand the question on", () => {
    const former = sessions.signIn(begun(), patient);
    for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
      clock.advance(10_000);
      sessions.stay();
    }
    expect(current()).toBe("expiring");
    sessions.signIn(former, another);
    expect(sessions.state()).toMatchObject({ state: "open" });
    clock.advance(59_999);
    expect(current()).toBe("open");
  });

  test("a sign-in forgets the cards that were shown, and for whom the visit was", () => {
    const session = begun();
    session.cards.set("c1", {} as never);
    sessions.choose(session, { person: patient, proof: "name", who: "self" });
    expect(session.subject?.person.id).toBe("p1");
    expect(sessions.signIn(session, patient)).toBe(session);
    expect([session.subject, session.cards.size, session.patient]).toEqual([null, 0, patient]);
  });

  test("a name after one's own listed visit is another person where it names another", () => {
    const session = begun();
    session.visits.set("v1", {
      ticket: {} as never,
      seen: {} as never,
      person: patient,
      proved: true,
      printed: 0,
    });
    const next = sessions.choose(session, { person: another, proof: "name", who: "other" });
    expect(next).not.toBe(session);
    expect(next.visits.size).toBe(0);
  });
});

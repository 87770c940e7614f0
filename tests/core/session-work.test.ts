import { describe, expect, test } from "vitest";
import { patient, seenVisit, sessionsOnClock, times } from "./sessions-on-clock.ts";

const at = sessionsOnClock();

test("work that begins after the session's end is done without one", async () => {
  const session = at.begun();
  at.sessions.end("home");
  expect(await at.sessions.holding(session, () => Promise.resolve("done"))).toBe("done");
  expect(at.current()).toBe("none");
});

test("an outcome that need not be seen doesn't put the cap off", async () => {
  const session = at.begun();
  for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
    at.clock.advance(10_000);
    at.sessions.stay();
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = at.sessions.holding(session, () => promise);
  at.clock.advance(10_000);
  resolve();
  await held;
  expect(at.sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 10 });
});

test("the outcome of a former session is not shown in the next one, and leaves its clocks alone", async () => {
  const former = at.begun();
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = at.sessions.holding(
    former,
    () => promise,
    () => true,
  );
  at.sessions.end("home");
  at.begun();
  for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
    at.clock.advance(10_000);
    at.sessions.stay();
  }
  at.clock.advance(15_000);
  resolve();
  await held;
  expect(at.sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 5 });
});

describe("a session's id", () => {
  test("tells two sessions apart, and is half of a secret", () => {
    const first = at.begun().id;
    at.sessions.end("home");
    expect(at.begun().id).not.toBe(first);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
  });

  test("and how the former one ended is forgotten when the next begins", () => {
    at.begun();
    at.sessions.end("finished");
    at.begun();
    expect(at.sessions.state()).toEqual({ state: "open", id: expect.any(String), patient: null });
  });
});

describe("work that the patient waits for", () => {
  const pending = () => Promise.withResolvers<void>();

  test("of two, the first to end doesn't let the clocks end the session", async () => {
    const session = at.begun();
    const [one, other] = [pending(), pending()];
    const first = at.sessions.holding(session, () => one.promise);
    const second = at.sessions.holding(session, () => other.promise);
    one.resolve();
    await first;
    at.clock.advance(120_000);
    expect(at.current()).toBe("open");
    other.resolve();
    await second;
    at.clock.advance(80_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("that fails lets go of the session as well, and is heard", async () => {
    const work = at.sessions.holding(at.begun(), () => Promise.reject(new Error("no")));
    await expect(work).rejects.toThrow("no");
    at.clock.advance(80_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("takes the question back when it ends, for somebody has to read the outcome", async () => {
    const session = at.begun();
    at.clock.advance(60_000);
    expect(at.current()).toBe("expiring");
    const { promise, resolve } = pending();
    const held = at.sessions.holding(session, () => promise);
    at.clock.advance(10_000);
    resolve();
    await held;
    expect(at.current()).toBe("open");
    at.clock.advance(59_999);
    expect(at.current()).toBe("open");
  });

  test("that nobody has to see doesn't keep a session past its question", async () => {
    const session = at.begun();
    at.clock.advance(60_000);
    const { promise, resolve } = pending();
    const held = at.sessions.holding(
      session,
      () => promise,
      () => false,
    );
    at.clock.advance(30_000);
    expect(at.current()).toBe("expiring");
    resolve();
    await held;
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
  });

  test("whose outcome must be seen keeps a session past its question, open again", async () => {
    const session = at.begun();
    at.clock.advance(60_000);
    const { promise, resolve } = pending();
    const held = at.sessions.holding(
      session,
      () => promise,
      () => true,
    );
    at.clock.advance(30_000);
    resolve();
    await held;
    expect(at.current()).toBe("open");
  });

  test("of a session that is over is done, and holds nobody else's", async () => {
    const former = at.begun();
    at.sessions.end("home");
    at.begun();
    const { promise, resolve } = pending();
    const held = at.sessions.holding(former, () => promise.then(() => "done"));
    at.clock.advance(80_000);
    expect(at.sessions.state()).toEqual({ state: "none", endedBy: "idle" });
    resolve();
    expect(await held).toBe("done");
  });

  test("before the cap leaves the cap where it was", async () => {
    const session = at.begun();
    await at.sessions.holding(
      session,
      () => Promise.resolve(),
      () => true,
    );
    expect(at.current()).toBe("open");
    for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
      at.sessions.stay();
      at.clock.advance(10_000);
    }
    expect(at.sessions.state()).toMatchObject({ state: "expiring", reason: "cap", seconds: 20 });
  });
});

describe("the former person's session, once it has been replaced", () => {
  const another = { ...patient, id: "p2", family: "Сидоров" };

  test("changes nothing of the next one's", () => {
    const former = at.begun();
    at.sessions.end("home");
    const next = at.begun();
    expect(at.sessions.signIn(former, patient)).toBe(former);
    expect(at.sessions.signIn(former, another)).toBe(former);
    expect([at.sessions.current(), next.patient]).toEqual([next, null]);
  });

  test("leaves its cap behind: the next person has the whole half hour", () => {
    const former = at.sessions.signIn(at.begun(), patient);
    for (let passed = 0; passed < times.cap - times.question - 10_000; passed += 10_000) {
      at.clock.advance(10_000);
      at.sessions.stay();
    }
    at.sessions.signIn(former, another);
    at.clock.advance(20_000);
    expect(at.current()).toBe("open");
  });

  test("at its cap doesn't hand the question on", () => {
    const former = at.sessions.signIn(at.begun(), patient);
    for (let passed = 0; passed < times.cap - times.question; passed += 10_000) {
      at.clock.advance(10_000);
      at.sessions.stay();
    }
    expect(at.current()).toBe("expiring");
    at.sessions.signIn(former, another);
    expect(at.sessions.state()).toMatchObject({ state: "open" });
    at.clock.advance(59_999);
    expect(at.current()).toBe("open");
  });

  test("a sign-in forgets the cards that were shown, and for whom the visit was", () => {
    const session = at.begun();
    session.cards.set("c1", {} as never);
    at.sessions.choose(session, { person: patient, proof: "name", who: "self" });
    expect(session.subject?.person.id).toBe("p1");
    expect(at.sessions.signIn(session, patient)).toBe(session);
    expect([session.subject, session.cards.size, session.patient]).toEqual([null, 0, patient]);
  });

  test("a name after one's own listed visit is another person where it names another", () => {
    const session = at.begun();
    session.visits.set("v1", seenVisit);
    const next = at.sessions.choose(session, { person: another, proof: "name", who: "other" });
    expect(next).not.toBe(session);
    expect(next.visits.size).toBe(0);
  });
});

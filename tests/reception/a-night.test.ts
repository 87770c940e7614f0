import { expect, test } from "vitest";
import type { CounterCaller } from "#contract/counter/base.ts";
import { createWorkSessions, type WorkSession } from "#main/reception/sessions.ts";
import { watchKiosk } from "#main/reception/watch-kiosk.ts";
import { fakeClock, turn } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";
import { keptLog } from "#tests/support/log.ts";
import { works } from "./fake-kiosk.ts";

const [second, minute, hour] = [1000, 60_000, 3_600_000];
const every = 3 * second;
const kiosksInLobby = 5;

/** A kiosk that is there for forty minutes of each hour, with another list whenever it is back. */
function comingAndGoing(clock: { monotonic(): number }, at: number) {
  const asked = { state: 0, lists: 0 };
  const isThere = (): boolean => (clock.monotonic() + at * 7 * minute) % hour < 40 * minute;
  const revision = (): string => `list ${Math.floor(clock.monotonic() / hour)}`;
  return {
    asked,
    isThere,
    async ask(path: string): Promise<never> {
      asked[path as "state" | "lists"]++;
      const answer = isThere()
        ? {
            kind: "answered",
            value:
              path === "state"
                ? { ...works, revision: revision() }
                : { revision: revision(), tickets: [], entries: [] },
          }
        : { kind: "unheard", fault: "away" };
      return answer as never;
    },
  };
}

test("through a night, kiosks go and come and are asked on; what is held doesn't grow, and names nobody", async () => {
  const clock = fakeClock();
  const log = keptLog();
  const ended: WorkSession[] = [];
  const sessions = createWorkSessions({
    lockAfter: 5 * minute,
    onLock: (session) => ended.push(session),
    clock,
    ids: countingIds(),
  });
  const callers = (): CounterCaller[] =>
    sessions.all().map(({ handle, name }) => ({ name, role: "receptionist", session: handle }));
  const kiosks = Array.from({ length: kiosksInLobby }, (_, at) => {
    const link = comingAndGoing(clock, at);
    const id = String(at);
    return { link, watched: watchKiosk({ id, name: id, link, every, callers, clock, log }) };
  });
  const person = { id: "person-1", name: "Анна" };
  const secret = sessions.open(person);
  const session = sessions.find(secret);
  if (!session) throw new Error("no session");
  await clock.pass(2 * every);
  // Lists are there for whoever has signed in.
  expect(kiosks.filter(({ watched }) => watched.lists(session.handle)).length).toBeGreaterThan(0);

  // Nobody touches the page any more.
  await clock.pass(6 * minute);
  expect(ended).toHaveLength(1);
  for (const { watched } of kiosks) watched.forget();
  const timers = clock.due.length;
  // One for each kiosk, and the end of the watch.
  expect(timers).toBe(kiosksInLobby + 1);
  const listsAsked = kiosks.map(({ link }) => link.asked.lists);
  for (let passed = 0; passed < 11 * hour; passed += 10 * minute) {
    const before = kiosks.map(({ link }) => link.asked.state);
    await clock.pass(10 * minute);
    await turn();
    expect(clock.due.length).toBe(timers);
    expect(sessions.all()).toEqual([]);
    expect(sessions.mayWatch(secret)).toBe(true);
    for (const [at, { watched, link }] of kiosks.entries()) {
      // Asked on at its pace, whether it is there or not.
      expect(link.asked.state - (before[at] ?? 0)).toBeGreaterThan(190);
      const view = watched.view(null);
      expect(view.fault).toBe(link.isThere() ? null : "away");
      // How old it is, is said: seconds where it is there, and as long as it is away where it isn't.
      if (link.isThere()) expect(view.age).toBeLessThanOrEqual(every);
      else expect(view.age).toBeGreaterThan(every);
      expect(view.age).toBeLessThanOrEqual(20 * minute + 2 * every);
      expect([view.lists, watched.lists(session.handle)]).toEqual([null, null]);
    }
  }
  // Lists name patients: through the night nobody was there to be told them.
  expect(kiosks.map(({ link }) => link.asked.lists)).toEqual(listsAsked);
  // A kiosk that goes and comes is told twice an hour, not with each question.
  expect(log.of("reception.kiosk").length).toBeLessThanOrEqual(kiosksInLobby * 2 * 13);

  // After twelve hours the page may no longer watch; whoever signs in in the morning finds all as in the evening.
  await clock.pass(hour);
  expect(sessions.mayWatch(secret)).toBe(false);
  const morning = sessions.find(sessions.open(person));
  if (!morning) throw new Error("no session");
  await clock.pass(2 * every);
  for (const { watched, link } of kiosks) expect(watched.lists(morning.handle) !== null).toBe(link.isThere());
  for (const { watched } of kiosks) watched.close();
});

test("pages that are opened and locked all night leave no more than a counter's windows behind", () => {
  const clock = fakeClock();
  const sessions = createWorkSessions({
    lockAfter: minute,
    onLock: () => undefined,
    clock,
    ids: countingIds(),
  });
  const secrets = Array.from({ length: 500 }, (_, at) => {
    const secret = sessions.open({ id: `person-${at}`, name: "Анна" });
    clock.advance(at % 3 === 0 ? 0 : 2 * minute);
    return secret;
  });
  expect(sessions.all().length).toBeLessThanOrEqual(16);
  expect(secrets.filter((secret) => sessions.mayWatch(secret)).length).toBeLessThanOrEqual(16);
  expect(clock.due.length).toBeLessThanOrEqual(32);
  clock.advance(13 * hour);
  expect([sessions.all(), clock.due]).toEqual([[], []]);
  expect(secrets.some((secret) => sessions.mayWatch(secret))).toBe(false);
});

import { ORPCError } from "@orpc/client";
import { beforeEach, expect, test, vi } from "vitest";
import type { Visit } from "#contract/visits/visit.ts";
import type { Api } from "#renderer/api/client.ts";
import { start } from "#renderer/flow/index.ts";
import { createActions } from "#renderer/state/actions.ts";
import { useAccount } from "#renderer/state/cards.ts";
import { sessionNow, takeNews, takeSession, useSession } from "#renderer/state/session.ts";
import { useVisit } from "#renderer/state/visit.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

type Call = {
  readonly path: string;
  /** What was asked, and the session that was named apart from the one on the screen. */
  readonly given: readonly unknown[];
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
};

const former = { name: "И. И. Петров", phones: [], attachedOrganizationIds: [] };
const found = { ...former, sessionId: "session-1" };
const visit = { visitId: "visit-1" } as Visit;
const open = { state: "open", id: "session-1", patient: former } as const;
const blankVisit = useVisit.getInitialState();
const blankAccount = useAccount.getInitialState();

let calls: Call[] = [];

/** A core that answers when the test says so, whatever it is asked. */
function slowCore(path: readonly string[] = []): Api {
  const call = (...given: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls.push({ path: path.join("."), given, answer: resolve, fail: reject });
    });
  return new Proxy(call, { get: (_call, name) => slowCore([...path, String(name)]) }) as unknown as Api;
}

const act = createActions(slowCore());

beforeEach(() => {
  calls = [];
  takeSession(open);
  useVisit.setState({ ...blankVisit, view: "flow", flow: start(["signIn"], { patient: former }) }, true);
  useAccount.setState(blankAccount, true);
});

/** What a patient has set going, and what the core says to it once that patient has left. */
const doings: Readonly<Record<string, readonly [() => unknown, unknown]>> = {
  "a visit is cancelled": [() => act.cancel(visit), {}],
  "a ticket is printed": [() => act.print("visit-1", "ru"), {}],
  "more time is asked for": [() => act.stay(), open],
  "someone signs in": [
    () =>
      act.signIn({
        policy: { kind: "unified", series: "", number: "" },
        birthDate: "",
        document: "",
        name: null,
      }),
    found,
  ],
  "someone is looked up": [
    () => act.identify({ who: "other", family: "", given: "", patronymic: "", birthDate: "" } as never),
    found,
  ],
};

const leavings: Readonly<Record<string, () => void>> = {
  "goes home": () => void act.leave("home"),
  "was away too long": () => {
    takeSession({ state: "none", endedBy: "idle" });
    act.clear("idle");
  },
  "lost the window": () => {
    takeSession({ state: "none", endedBy: "lost" });
    act.clear("lost");
  },
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

for (const [what, [doing, answer]] of Object.entries(doings))
  for (const [how, leave] of Object.entries(leavings))
    for (const [end, came] of Object.entries({
      "is answered": (call: Call) => call.answer(answer),
      "comes to nothing": (call: Call) => call.fail(new Error("away")),
      "is refused": (call: Call) =>
        call.fail(new ORPCError("SESSION_ENDED", { defined: true, status: 409, data: {} })),
    })) {
      test(`while ${what} the patient ${how}; what ${end} then leaves no trace`, async () => {
        void doing();
        await settle();
        const [asked] = calls;
        expect(asked).toBeDefined();
        leave();
        const { endedBy } = useVisit.getState();
        if (asked) came(asked);
        await settle();
        expect(useVisit.getState()).toEqual({ ...blankVisit, endedBy });
        expect(useAccount.getState()).toEqual(blankAccount);
        expect(useSession.getState().session.state).toBe("none");
      });

      test(`while ${what} the patient ${how}, and the next one begins; what ${end} then changes nothing`, async () => {
        void doing();
        await settle();
        const [asked] = calls;
        leave();
        takeSession({ state: "open", id: "session-2", patient: null });
        useVisit.setState({ ...blankVisit, view: "flow", flow: start(["signIn"]) }, true);
        void act.print("visit-2", "ru");
        const [seen, session] = [useVisit.getState(), useSession.getState()];
        if (asked) came(asked);
        await settle();
        expect(useVisit.getState()).toBe(seen);
        expect(useSession.getState()).toBe(session);
      });
    }

for (const [how, leave] of Object.entries(leavings))
  test(`while a session is begun the patient ${how}; no sign-in appears when it has begun`, async () => {
    takeSession({ state: "none", endedBy: null });
    useVisit.setState(blankVisit, true);
    void act.begin();
    await settle();
    const [started] = calls;
    expect(started?.path).toBe("session.start");
    leave();
    // The core's event may come before its answer.
    takeNews({ state: "open", id: "session-9", patient: null });
    started?.answer({ state: "open", id: "session-9", patient: null });
    await settle();
    expect(useVisit.getState().view).toBe("welcome");
    expect(useSession.getState().session.state).toBe("none");
    expect(calls.map(({ path }) => path)).toContain("session.end");
  });

const refused = (code: string): Error => new ORPCError(code, { defined: true, status: 409, data: {} });
const endOf = (session: string): readonly unknown[] => [{ reason: "home" }, { context: { session } }];
const nobody = (): void => {
  takeSession({ state: "none", endedBy: null });
  useVisit.setState(blankVisit, true);
};
/** Answers the oldest call that waits, which must be this one. */
async function answers(path: string, come: (call: Call) => void): Promise<Call> {
  await settle();
  const call = calls.shift();
  if (call?.path !== path) throw new Error(`${path} was not asked, but ${call?.path}`);
  come(call);
  await settle();
  return call;
}

test("a session that is told of and wasn't asked for stays off the screen", () => {
  nobody();
  expect(takeNews(open)).toBe(false);
  expect(sessionNow()).toBeNull();
});

test("what is told of the session on the screen is taken, and of no other", () => {
  expect(takeNews({ ...open, state: "expiring", seconds: 20, reason: "idle" })).toBe(true);
  expect(useSession.getState().session.state).toBe("expiring");
  expect(takeNews({ ...open, id: "session-2" })).toBe(false);
  expect(sessionNow()).toBe("session-1");
});

test("a session that its patient has left while the core was away is ended before the next one begins", async () => {
  void act.leave("home");
  const end = await answers("session.end", (call) => call.fail(new Error("away")));
  expect(end.given).toEqual(endOf("session-1"));
  takeNews(open);
  void act.begin();
  await answers("session.start", (call) => call.fail(refused("SESSION_OPEN")));
  await answers("kiosk.info", (call) => call.answer({ session: open }));
  const former = await answers("session.end", (call) => call.answer({}));
  expect(former.given).toEqual(endOf("session-1"));
  await answers("session.start", (call) => call.answer({ state: "open", id: "session-2", patient: null }));
  expect(sessionNow()).toBe("session-2");
  expect(useVisit.getState().flow?.choices).toEqual({});
});

test("as soon as the core answers again, what couldn't be ended is ended", async () => {
  void act.leave("home");
  await answers("session.end", (call) => call.fail(new Error("away")));
  act.endUnended();
  const end = await answers("session.end", (call) => call.answer({}));
  expect(end.given).toEqual(endOf("session-1"));
  act.endUnended();
  await settle();
  expect(calls).toEqual([]);
});

test("two touches begin one session", async () => {
  nobody();
  void act.begin();
  void act.openHelp();
  await answers("session.start", (call) => call.answer({ state: "open", id: "session-2", patient: null }));
  expect(calls).toEqual([]);
  expect(sessionNow()).toBe("session-2");
});

test("who signs in after somebody else goes on in a session of their own", async () => {
  void act.signIn({
    policy: { kind: "unified", series: "", number: "" },
    birthDate: "",
    document: "",
    name: null,
  });
  const next = { ...former, name: "Б. Б. Второв" };
  await answers("session.signIn", (call) => call.answer({ ...next, sessionId: "session-2" }));
  expect(useSession.getState().session).toEqual({ state: "open", id: "session-2", patient: next });
});

test("who has left before such a sign-in was answered leaves no session behind", async () => {
  void act.signIn({
    policy: { kind: "unified", series: "", number: "" },
    birthDate: "",
    document: "",
    name: null,
  });
  await settle();
  const signIn = calls.shift();
  void act.leave("home");
  await answers("session.end", (call) => call.fail(refused("SESSION_ENDED")));
  signIn?.answer({ ...former, sessionId: "session-2" });
  const end = await answers("session.end", (call) => call.answer({}));
  expect(end.given).toEqual(endOf("session-2"));
  expect(sessionNow()).toBeNull();
});

test("a call that finds its session over leaves the page without one", async () => {
  void act.print("visit-1", "ru");
  await answers("ticket.print", (call) => call.fail(refused("SESSION_ENDED")));
  expect(sessionNow()).toBeNull();
  expect(useVisit.getState().view).toBe("welcome");
});

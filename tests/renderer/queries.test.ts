import { ORPCError } from "@orpc/client";
import { type QueryKey, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "#renderer/api/client.ts";
import { createQueryUtils } from "#renderer/api/queries.ts";
import { start } from "#renderer/flow/index.ts";
import { createActions } from "#renderer/state/actions.ts";
import { useKiosk } from "#renderer/state/kiosk.ts";
import { queryClient, refreshAfter, refreshAll } from "#renderer/state/queries.ts";
import { takeSession } from "#renderer/state/session.ts";
import { useVisit } from "#renderer/state/visit.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

type Call = {
  readonly path: string;
  readonly signal: AbortSignal | undefined;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
};

let calls: Call[] = [];
let leaveScreens: (() => void)[] = [];

/** A core that answers when the test says so, and that goes on although its caller has hung up. */
function slowCore(path: readonly string[] = []): Api {
  const call = (_input: unknown, options?: { signal?: AbortSignal }): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls.push({ path: path.join("."), signal: options?.signal, answer: resolve, fail: reject });
    });
  return new Proxy(call, { get: (_call, name) => slowCore([...path, String(name)]) }) as unknown as Api;
}

const api = slowCore();
const orpc = createQueryUtils(api);
const act = createActions(api);

const former = { name: "И. И. Петров", phones: [], attachedOrganizationIds: [] };
const open = { state: "open", id: "session-1", patient: former } as const;

type Screen = {
  /** What it shows now. */
  readonly shown: () => unknown;
  readonly leave: () => void;
};

/** A screen that shows the answer to a query, until it is left. */
function screen(options: { readonly queryKey: QueryKey }): Screen {
  const observer = new QueryObserver<unknown>(queryClient, options);
  const leave = observer.subscribe(() => undefined);
  leaveScreens.push(leave);
  return { shown: () => observer.getCurrentResult().data, leave };
}

/** The keys of all that is remembered. */
const kept = (): QueryKey[] =>
  queryClient
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const paths = (): string[] => calls.map(({ path }) => path);
const last = (): Call => {
  const call = calls.at(-1);
  if (!call) throw new Error("nothing was asked");
  return call;
};

const visits = () => orpc.booking.list.queryOptions({ input: {} });
const timesOf = (scheduleId: string) =>
  orpc.schedule.times.queryOptions({ input: { scheduleId, serviceId: "service-1", date: "2026-05-18" } });

beforeEach(() => {
  calls = [];
  leaveScreens = [];
  takeSession(open);
  useVisit.setState({ view: "visits", flow: start(["signIn"], { patient: former }) });
});

afterEach(async () => {
  for (const leave of leaveScreens) leave();
  await vi.waitFor(() => expect(kept()).toEqual([]));
  useKiosk.setState({ broken: false });
});

const leavings: Readonly<Record<string, () => void>> = {
  "goes home": () => void act.leave("home"),
  "was away too long": () => {
    takeSession({ state: "none", endedBy: "idle" });
    act.clear("idle");
  },
};

for (const [how, leave] of Object.entries(leavings)) {
  test(`the patient ${how}: what was read for them is gone at once`, async () => {
    const list = screen(visits());
    last().answer([{ visitId: "visit-1" }]);
    await settle();
    expect(list.shown()).toEqual([{ visitId: "visit-1" }]);
    leave();
    expect(kept()).toEqual([]);
  });

  test(`the patient ${how} while a list is read: the call is dropped, and its answer reaches nobody`, async () => {
    const list = screen(visits());
    const call = last();
    leave();
    expect(call.signal?.aborted).toBe(true);
    list.leave();
    takeSession({ state: "open", id: "session-2", patient: null });
    const next = screen(visits());
    call.answer([{ visitId: "visit-1" }]);
    await settle();
    expect(list.shown()).toBeUndefined();
    expect(next.shown()).toBeUndefined();
    last().answer([{ visitId: "visit-2" }]);
    await settle();
    expect(next.shown()).toEqual([{ visitId: "visit-2" }]);
  });

  test(`the patient ${how} while a list is read: nothing asks for it again`, async () => {
    screen(visits());
    const call = last();
    leave();
    call.fail(new TypeError("Failed to fetch"));
    refreshAll();
    refreshAfter({ type: "catalog" }, orpc);
    await settle();
    expect(paths().filter((path) => path === "booking.list")).toHaveLength(1);
    expect(useKiosk.getState().broken).toBe(false);
  });
}

test("an answer is kept no longer than a screen shows it", async () => {
  const list = screen(visits());
  last().answer([{ visitId: "visit-1" }]);
  await settle();
  list.leave();
  await vi.waitFor(() => expect(kept()).toEqual([]));
});

test("a screen that is left drops its call", async () => {
  const list = screen(visits());
  list.leave();
  expect(last().signal?.aborted).toBe(true);
});

test("a changed schedule is read again in place, and no other", async () => {
  const changed = screen(timesOf("schedule-3"));
  last().answer([{ time: "08:45", state: "free" }]);
  screen(timesOf("schedule-9"));
  last().answer([]);
  await settle();
  refreshAfter({ type: "schedule", scheduleId: "schedule-3" }, orpc);
  expect(paths()).toHaveLength(3);
  expect(changed.shown()).toEqual([{ time: "08:45", state: "free" }]);
  last().answer([{ time: "08:45", state: "taken" }]);
  await settle();
  expect(changed.shown()).toEqual([{ time: "08:45", state: "taken" }]);
});

test("a list of all doctors' times is read again after a change of any schedule, a list of doctors is not", async () => {
  screen(
    orpc.schedule.nearest.queryOptions({
      input: { branchId: "branch-1", serviceId: "service-1", limit: 20 },
      meta: { ofAllSchedules: true },
    }),
  );
  last().answer([]);
  screen(orpc.catalog.doctors.queryOptions({ input: { branchId: "branch-1", serviceId: "service-1" } }));
  last().answer([]);
  await settle();
  refreshAfter({ type: "schedule", scheduleId: "schedule-9" }, orpc);
  expect(paths()).toEqual(["schedule.nearest", "catalog.doctors", "schedule.nearest"]);
  refreshAfter({ type: "catalog" }, orpc);
  expect(paths().slice(3).sort()).toEqual(["catalog.doctors", "schedule.nearest"]);
});

test("a change that comes before the first answer makes it be asked anew", async () => {
  const times = screen(timesOf("schedule-3"));
  const early = last();
  refreshAfter({ type: "schedule", scheduleId: "schedule-3" }, orpc);
  expect(early.signal?.aborted).toBe(true);
  expect(paths()).toEqual(["schedule.times", "schedule.times"]);
  last().answer([{ time: "08:45", state: "taken" }]);
  early.answer([{ time: "08:45", state: "free" }]);
  await settle();
  expect(times.shown()).toEqual([{ time: "08:45", state: "taken" }]);
});

test("what is on the screen stays while the core is away, and is read again once it is back", async () => {
  const times = screen(timesOf("schedule-3"));
  last().answer([{ time: "08:45", state: "free" }]);
  await settle();
  refreshAll();
  last().fail(new TypeError("Failed to fetch"));
  await settle();
  expect(times.shown()).toEqual([{ time: "08:45", state: "free" }]);
  expect(paths()).toHaveLength(2);
  refreshAll();
  last().answer([]);
  await settle();
  expect(times.shown()).toEqual([]);
  expect(useKiosk.getState().broken).toBe(false);
});

test("a bug in the core's answer starts the screens again, an expected failure does not", async () => {
  screen(timesOf("schedule-3"));
  last().fail(new ORPCError("NOT_FOUND", { defined: true, status: 404, data: {} }));
  await settle();
  expect(useKiosk.getState().broken).toBe(false);
  screen(timesOf("schedule-9"));
  last().fail(new ORPCError("INTERNAL_SERVER_ERROR"));
  await settle();
  expect(useKiosk.getState().broken).toBe(true);
});

test("a card that was deleted is not shown while the list is read again", async () => {
  const cards = screen(orpc.cards.list.queryOptions({ input: {} }));
  last().answer([{ id: "card-1" }]);
  await settle();
  useVisit.setState({ view: "account" });
  void act.removeCard({ id: "card-1" } as never);
  last().answer({});
  await settle();
  expect(cards.shown()).toBeUndefined();
  last().answer([]);
  await settle();
  expect(cards.shown()).toEqual([]);
});

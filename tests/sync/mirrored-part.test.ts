import { describe, expect, test } from "vitest";
import type { ReferenceRow, ReferenceType } from "#contract/central/rows.ts";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { horizonAt, lastTimeAt } from "#sync/pull/calendar.ts";
import { oldestWindow } from "#sync/pull/changes.ts";
import { believable } from "#sync/pull/clock-watch.ts";
import { createScope } from "#sync/pull/scope.ts";
import { windowParts } from "#sync/pull/windows.ts";
import type { SyncStore } from "#sync/store.ts";

const minute = 60_000;
const at = (text: string): number => Date.parse(text);

describe("the part of the schedule that is mirrored", () => {
  test.each([
    ["a Friday", "2026-11-20T07:24:00Z", "2026-11-15T21:00:00Z"],
    ["Monday's first moment", "2026-11-15T21:00:00Z", "2026-11-15T21:00:00Z"],
    ["Sunday's last moment", "2026-11-15T20:59:59.999Z", "2026-11-08T21:00:00Z"],
  ])("begins, on %s, with that week's Monday", (_, now, from) => {
    expect(horizonAt(at(now), "Europe/Moscow", 28).from).toBe(at(from));
  });

  test("ends a week behind the last day that can be booked, also where the clocks change in between", () => {
    expect(horizonAt(at("2026-11-20T07:24:00Z"), "Europe/Moscow", 28).until).toBe(at("2026-12-25T21:00:00Z"));
    expect(horizonAt(at("2026-10-20T07:24:00Z"), "Europe/Berlin", 7)).toEqual({
      from: at("2026-10-18T22:00:00Z"),
      until: at("2026-11-03T23:00:00Z"),
    });
  });

  test("is pulled whole at a time of the clinic's day", () => {
    const last = (now: string) => lastTimeAt(at(now), "Europe/Moscow", "03:30");
    expect(last("2026-11-20T07:24:00Z")).toBe(at("2026-11-20T00:30:00Z"));
    expect(last("2026-11-20T00:30:00Z")).toBe(at("2026-11-20T00:30:00Z"));
    expect(last("2026-11-20T00:29:59Z")).toBe(at("2026-11-19T00:30:00Z"));
  });

  test("is known since its oldest window", () => {
    expect(oldestWindow([])).toBeNull();
    expect(oldestWindow([{ windowAt: null }])).toBeNull();
    expect(oldestWindow([{ windowAt: 5 }, { windowAt: null }, { windowAt: 3 }, { windowAt: 4 }])).toBe(3);
  });
});

test("a change that the central API dates into the future happened at the latest now", () => {
  const now = at("2026-11-20T07:24:00Z");
  for (const ahead of [-minute, 0, 10 * minute])
    expect(believable({ lastUpdated: now + ahead }, now).lastUpdated).toBe(now + ahead);
  expect(believable({ lastUpdated: now + 10 * minute + 1 }, now).lastUpdated).toBe(now);
});

describe("a long window is stored in parts", () => {
  const window = (starts: readonly number[]) => ({
    scheduleId: "c1",
    from: 0,
    until: 1_000_000,
    at: 77,
    rejected: ["bad"],
    rows: starts.map((start, n) => ({
      id: `s${n}`,
      version: "1",
      lastUpdated: 0,
      scheduleId: "c1",
      start,
      end: start + 1,
      status: "free" as const,
    })),
  });

  test("not up to two thousand rows", () => {
    const whole = window(Array.from({ length: 2000 }, (_, n) => n));
    expect(windowParts(whole)).toEqual([whole]);
  });

  test("that follow each other in time without a gap; the last alone counts as pulled", () => {
    const whole = window(Array.from({ length: 4500 }, (_, n) => 4500 - n));
    const parts = windowParts(whole);
    expect(parts.map(({ from, until, at, rows }) => [from, until, at, rows.length])).toEqual([
      [0, 2001, null, 2000],
      [2001, 4001, null, 2000],
      [4001, 1_000_000, 77, 500],
    ]);
    expect(parts.flatMap(({ rows }) => rows.map(({ start }) => start))).toEqual(
      Array.from({ length: 4500 }, (_, n) => n + 1),
    );
    expect(parts.every(({ rejected }) => rejected.length === 4501 && rejected.includes("bad"))).toBe(true);
  });

  test("and rows of one start stay together", () => {
    const parts = windowParts(window(Array.from({ length: 2500 }, (_, n) => (n < 1999 ? n : 5000))));
    expect(parts.map(({ rows, at }) => [rows.length, at])).toEqual([[2500, 77]]);
  });
});

describe("a row is this kiosk's", () => {
  const settings = (organizations?: readonly string[]) =>
    centralSettingsSchema.parse({
      url: "http://127.0.0.1/fhir",
      ...(organizations ? { organizations } : {}),
    });
  const store = (
    ids: Partial<Record<ReferenceType, readonly string[]>> = {},
    roles: readonly object[] = [],
  ) =>
    ({
      ids: (type: ReferenceType) => ids[type] ?? [],
      roleReferences: () => roles,
      identifiers: () => [],
    }) as unknown as SyncStore;
  const row = (type: ReferenceType, id: string, fields: object): ReferenceRow =>
    ({ type, id, ...fields }) as unknown as ReferenceRow;
  const ids = (rows: readonly ReferenceRow[]) => rows.map(({ id }) => id);
  const org = (id: string, parentId: string | null) => row("organization", id, { parentId });
  const role = (
    id: string,
    organizationId: string,
    practitionerId = "d1",
    roomLocationId: string | null = null,
  ) => row("role", id, { organizationId, practitionerId, roomLocationId });

  test("always, where no clinics are named", () => {
    const scope = createScope(settings(), store());
    const rows = [org("x", null)];
    expect([scope.narrow, scope.divide("organization", rows)]).toEqual([false, { admitted: rows, left: [] }]);
  });

  test("of a named clinic or what lies under it, in whatever order it is told", () => {
    const scope = createScope(settings(["o1"]), store());
    const told = [org("o3", "o2"), org("x2", "x1"), org("o2", "o1"), org("x1", null), org("o1", null)];
    const { admitted, left } = scope.divide("organization", told);
    expect([scope.narrow, ids(admitted).toSorted(), left]).toEqual([true, ["o1", "o2", "o3"], []]);
  });

  test("type by type, by what it hangs on", () => {
    const scope = createScope(settings(["o1"]), store());
    const divide = (type: ReferenceType, ...rows: ReferenceRow[]) => ids(scope.divide(type, rows).admitted);
    divide("organization", org("o1", null));
    expect(divide("role", role("r1", "o1", "d1", "room"), role("r2", "x", "d2", "other"))).toEqual(["r1"]);
    expect(
      divide(
        "service",
        row("service", "h1", { organizationId: "o1" }),
        row("service", "h2", { organizationId: "x" }),
      ),
    ).toEqual(["h1"]);
    expect(
      divide(
        "location",
        row("location", "within", { organizationId: null, parentId: "house" }),
        row("location", "room", { organizationId: "x", parentId: null }),
        row("location", "other", { organizationId: null, parentId: null }),
        row("location", "house", { organizationId: "o1", parentId: null }),
      ).toSorted(),
    ).toEqual(["house", "room", "within"]);
    expect(divide("practitioner", row("practitioner", "d1", {}), row("practitioner", "d2", {}))).toEqual([
      "d1",
    ]);
    const actors = (roleIds: readonly string[], practitionerIds: readonly string[]) => ({
      roleIds,
      practitionerIds,
    });
    expect(
      divide(
        "schedule",
        row("schedule", "byRole", { roleId: "r1" }),
        row("schedule", "byActor", { roleId: "", actors: actors(["r2", "r1"], []) }),
        row("schedule", "byDoctor", { roleId: "", actors: actors([], ["d1"]) }),
        row("schedule", "other", { roleId: "r2", actors: actors(["r2"], ["d2"]) }),
        row("schedule", "bare", { roleId: "" }),
      ),
    ).toEqual(["byRole", "byActor", "byDoctor"]);
  });

  describe("when it is a role that names no organization", () => {
    const placeless = (id: string, more: object) =>
      row("role", id, {
        organizationId: "",
        serviceIds: [],
        locationIds: [],
        roomLocationId: null,
        practitionerId: "d1",
        ...more,
      });
    const scopeOf = () => createScope(settings(["o1"]), store({ service: ["h1"], location: ["room"] }));

    test.each<[string, object, boolean]>([
      ["by one of its services", { serviceIds: ["x", "h1"] }, true],
      ["by one of its places", { locationIds: ["x", "room"] }, true],
      ["by its room, where its places aren't told", { locationIds: undefined, roomLocationId: "room" }, true],
      ["but not by others' services and places", { serviceIds: ["x"], locationIds: ["y"] }, false],
      [
        "but not by a room beside places that are others'",
        { locationIds: ["y"], roomLocationId: "room" },
        false,
      ],
      ["but not by nothing", { locationIds: undefined }, false],
    ])("%s", (_, more, belongs) => {
      const { admitted, left } = scopeOf().divide("role", [placeless("r1", more)]);
      expect([ids(admitted), left]).toEqual([belongs ? ["r1"] : [], []]);
    });

    test("and its place is told later: everything is to be pulled again then, and not before", () => {
      const scope = scopeOf();
      scope.divide("role", [placeless("r1", { locationIds: ["z", "new"] }), role("r2", "x", "d2", "new2")]);
      expect(scope.admitsMore()).toBe(false);
      scope.divide("location", [row("location", "new2", { organizationId: "o1", parentId: null })]);
      expect(scope.admitsMore()).toBe(false);
      scope.divide("organization", [org("o1", null)]);
      scope.divide("location", [row("location", "new", { organizationId: "o1", parentId: null })]);
      expect(scope.admitsMore()).toBe(true);
    });

    test("without named clinics nothing is refused, so that nothing more can come", () => {
      expect(createScope(settings(), store()).admitsMore()).toBe(false);
    });
  });

  test("by what is stored of what it hangs on, and is left where it hangs elsewhere now", () => {
    const scope = createScope(
      settings(["o1"]),
      store(
        { organization: ["o1", "o2"], role: ["r1", "r2"], location: ["house"], practitioner: ["d1", "d9"] },
        [{ id: "r1", practitionerId: "d1", roomLocationId: "room" }],
      ),
    );
    expect(scope.divide("role", [role("r1", "o2"), role("r2", "x"), role("r3", "x")])).toMatchObject({
      admitted: [{ id: "r1" }],
      left: ["r2"],
    });
    expect(scope.divide("organization", [org("o2", "x")])).toEqual({ admitted: [], left: ["o2"] });
    expect(scope.divide("role", [role("r1", "o2")])).toEqual({ admitted: [], left: ["r1"] });
    expect(scope.divide("practitioner", [row("practitioner", "d1", {})])).toEqual({
      admitted: [],
      left: ["d1"],
    });
    const within = row("location", "room", { organizationId: null, parentId: "house" });
    expect(ids(scope.divide("location", [within]).admitted)).toEqual(["room"]);
    const house = row("location", "house", { organizationId: "x", parentId: null });
    expect(scope.divide("location", [house])).toEqual({ admitted: [], left: ["house"] });
    expect(scope.divide("location", [])).toEqual({ admitted: [], left: [] });
  });
});

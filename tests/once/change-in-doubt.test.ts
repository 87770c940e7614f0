import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChangeRequest, ChangeResult } from "#contract/central/booking-protocol.ts";
import { carryOut } from "#main/booking/attempt.ts";
import { changeVisit } from "#sync/fhir/booking/change.ts";
import { lost, OneSlotCentral } from "./one-slot-central.ts";
import { OneVisitCentral, silence } from "./one-visit-central.ts";
import { type Bench, key, openBench, patience, payload, throughTurns } from "./operations.ts";

let demoCentral: OneVisitCentral;
let bench: Bench;
let closers: (() => unknown)[];

beforeEach(() => {
  demoCentral = new OneVisitCentral();
  closers = [];
  bench = openBench(new OneSlotCentral(), (close) => closers.push(close));
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

const kinds = ["cancel", "move"] as const;
type Kind = (typeof kinds)[number];
const lostAfter = { commit: true, answered: false } as const;
const lostBefore = { commit: false, answered: false } as const;

const to: ChangeRequest["to"] = {
  slotId: "new",
  offered: { scheduleId: "c1", start: 0 },
  service: { id: "h1", code: "B01.065.001", name: "x" },
  practitionerId: "d1",
  roleId: "r1",
  roomLocationId: null,
};

/** Runs a change to its end, however long it waits between its questions. */
async function change(
  kind: Kind,
  left = new AbortController(),
  offered = to?.offered,
): Promise<ChangeResult> {
  const { clock, journal, log } = bench;
  const own = { slotId: "old", scheduleId: "c1" };
  const slots = kind === "move" ? [{ slotId: "new", scheduleId: "c1" }, own] : [own];
  journal.open({ key, kind, slots, payload: { ...payload, visitId: "a1" }, patience });
  const parts = {
    central: demoCentral.central,
    clock,
    log,
    journal,
    patience,
    left: left.signal,
  };
  const request = {
    key,
    seen: demoCentral.visit(),
    to: kind === "move" && to ? { ...to, ...(offered ? { offered } : {}) } : null,
  };
  const note = (marks: Parameters<typeof journal.sending>[1]) => journal.sending(key, marks);
  return throughTurns(clock, carryOut(key, changeVisit(request, { ...parts, note }), parts));
}
const operation = () => bench.journal.get(key);
const alarms = () => bench.log.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === "error");

describe.each(kinds)("a %s", (kind) => {
  test("whose answer arrives is sent once and journaled as being shown", async () => {
    expect(await change(kind)).toMatchObject({ kind: "done", slots: expect.any(Array) });
    expect(demoCentral.sent).toEqual([kind]);
    expect(operation()?.phase.state).toBe("showing");
  });

  test("whose answer is lost after the commit is found by its key, and nothing is sent twice", async () => {
    demoCentral.fates = [lostAfter];
    expect(await change(kind)).toMatchObject({ kind: "done", slots: null });
    expect(demoCentral.sent).toEqual([kind]);
    expect(operation()?.phase.state).toBe("showing");
  });

  test("that is lost before the commit is sent again under the same key", async () => {
    demoCentral.fates = [lostBefore];
    expect(await change(kind)).toMatchObject({ kind: "done" });
    expect(demoCentral.sent).toEqual([kind, kind]);
    expect(demoCentral.operationKeys).toEqual([key]);
  });

  test("of which nothing is heard while the patient waits is left to the fence", async () => {
    demoCentral.fates = [lostAfter];
    demoCentral.before = () => (demoCentral.sent.length > 0 ? silence() : undefined);
    expect(await change(kind)).toEqual({ kind: "unknown" });
    expect(operation()?.phase.state).toBe("fencing");
  });

  test("of a visit that is another one by the time its answer was lost is told as changed, and not sent again", async () => {
    demoCentral.fates = [lostBefore];
    demoCentral.before = (call) => {
      if (call !== "readVisit" || demoCentral.sent.length === 0 || demoCentral.status !== "booked") return;
      demoCentral.status = "arrived";
      demoCentral.version++;
    };
    expect(await change(kind)).toEqual({ kind: "changed" });
    expect(demoCentral.sent).toEqual([kind]);
    expect(operation()).toBeNull();
  });

  test("of a visit whose time the reception has changed since it was seen is not sent", async () => {
    demoCentral.before = (call) => {
      if (call !== "readVisit" || demoCentral.start !== 0) return;
      demoCentral.start = 900_000;
      demoCentral.version++;
    };
    expect(await change(kind)).toEqual({ kind: "changed" });
    expect(demoCentral.sent).toEqual([]);
    expect(operation()).toBeNull();
  });

  test("whose original arrives between two questions is found by its key: what slots say comes before the visit", async () => {
    demoCentral.fates = [lostBefore];
    let asked = 0;
    demoCentral.before = () => {
      if (demoCentral.sent.length === 1 && ++asked === 2) demoCentral.arriveLate(kind, key);
    };
    expect(await change(kind)).toMatchObject({ kind: "done" });
    expect(demoCentral.sent).toEqual([kind]);
  });

  test("of a visit with a new version while an answer is lost is certain: no original can come", async () => {
    demoCentral.fates = [lostBefore, lostBefore];
    demoCentral.before = (call) => {
      if (call === "readVisit" && demoCentral.sent.length === 1 && demoCentral.version === 1)
        demoCentral.version++;
    };
    expect(await change(kind)).toMatchObject({ kind: "done" });
    expect(demoCentral.sent).toEqual([kind, kind, kind]);
  });
});

const keeping = [
  ["keeps versions", true],
  ["keeps none", false],
] as const;

describe.each(keeping)("at a central API that makes withdrawn slots anew, and %s", (_, keepsVersions) => {
  beforeEach(() => {
    demoCentral.keepsVersions = keepsVersions;
    // A central API that keeps no versions shows it only where they start over at the one that was sent.
    if (!keepsVersions) for (const slot of demoCentral.slots.values()) slot.versions = [1];
  });

  test.each([
    ["arrives", { commit: true, answered: true }],
    ["is lost", lostAfter],
  ])(
    "the old time of a cancel, whose answer %s, is taken out again: it is nobody's any more",
    async (_how, fate) => {
      demoCentral.fates = [fate];
      demoCentral.withdrawnMeanwhile = ["old"];
      expect(await change("cancel")).toMatchObject({ kind: "done" });
      expect(demoCentral.sent).toEqual(["cancel"]);
      expect(demoCentral.statusOf("old")).toBe("entered-in-error");
      expect(alarms()).toEqual([]);
    },
  );

  test.each([
    ["arrives", { commit: true, answered: true }],
    ["is lost", lostAfter],
  ])(
    "the new time of a move, whose answer %s, is told as taken, and the move is taken back",
    async (_how, fate) => {
      demoCentral.fates = [fate];
      demoCentral.withdrawnMeanwhile = ["new"];
      expect(await change("move")).toEqual({ kind: "taken", slot: null });
      expect(demoCentral.sent).toEqual(["move"]);
      expect(operation()).toMatchObject({ phase: { state: "fencing" }, payload: { withdrawn: true } });
    },
  );

  test.each([
    ["arrives", { commit: true, answered: true }],
    ["is lost", lostAfter],
  ])(
    "the old time of a move, whose answer %s, is taken out again, and the move stands",
    async (_how, fate) => {
      demoCentral.fates = [fate];
      demoCentral.withdrawnMeanwhile = ["old"];
      expect(await change("move")).toMatchObject({ kind: "done" });
      expect(demoCentral.statusOf("old")).toBe("entered-in-error");
      expect(demoCentral.statusOf("new")).toBe("busy");
      expect(operation()?.phase.state).toBe("showing");
    },
  );
});

test.each(kinds)(
  "a slot that was only changed by a %s whose answer was lost stays as it is",
  async (kind) => {
    demoCentral.fates = [lostAfter];
    expect(await change(kind)).toMatchObject({ kind: "done" });
    expect(demoCentral.statusOf("old")).toBe("free");
    expect(demoCentral.statusOf("new")).toBe(kind === "move" ? "busy" : "free");
  },
);

test("a time made anew that can't be taken out again is told to IT, and the cancel stands", async () => {
  demoCentral.fates = [lostAfter];
  demoCentral.withdrawnMeanwhile = ["old"];
  demoCentral.central.withdrawSlot = async () => ({ kind: "indeterminate", why: "reset" });
  expect(await change("cancel")).toMatchObject({ kind: "done" });
  expect(alarms()).toMatchObject([{ event: "booking.withdrawn-slot-free" }]);
});

describe.each(kinds)("a %s", (kind) => {
  test("that the central API refuses is not sent again", async () => {
    demoCentral.refusals = [{ kind: "refused", status: 422 }];
    expect(await change(kind)).toEqual({ kind: "refused" });
    expect(demoCentral.sent).toEqual([kind]);
    expect(operation()).toBeNull();
  });

  test("that is refused after one that was lost is left to the fence: the first may still come", async () => {
    demoCentral.refusals = [lost, { kind: "refused", status: 422 }];
    expect(await change(kind)).toEqual({ kind: "refused" });
    expect(operation()?.phase.state).toBe("fencing");
  });

  test.each([404, 410])(
    "that is answered %i is read and sent again: something in it has gone",
    async (status) => {
      demoCentral.refusals = [{ kind: "refused", status }];
      expect(await change(kind)).toMatchObject({ kind: "done" });
      expect(demoCentral.sent).toEqual([kind, kind]);
    },
  );

  test.each([401, 403, 407])(
    "that the kiosk has no access for (%i) is told as away, and to IT",
    async (status) => {
      demoCentral.refusals = [{ kind: "refused", status }];
      expect(await change(kind)).toEqual({ kind: "unavailable" });
      expect(demoCentral.sent).toEqual([kind]);
      expect(operation()).toBeNull();
      expect(bench.log.of("central.unauthorized")).toMatchObject([
        { during: "booking.change", code: status },
      ]);
    },
  );

  test("that the kiosk has no access for after one that was lost is left to the fence", async () => {
    demoCentral.refusals = [lost, { kind: "refused", status: 403 }];
    expect(await change(kind)).toEqual({ kind: "unknown" });
    expect(operation()?.phase.state).toBe("fencing");
  });

  test("of which a part was kept is told as such, and left to the fence", async () => {
    demoCentral.refusals = [{ kind: "partialCommit", statuses: ["200", "412"] }];
    expect(await change(kind)).toEqual({ kind: "partialCommit", detail: "200, 412" });
    expect(operation()).toMatchObject({ phase: { state: "fencing" }, payload: { partialCommit: true } });
  });

  test("that is said to be kept is not believed while its key is not on the visit", async () => {
    demoCentral.refusals = [{ kind: "committed", appointmentId: "a1", createdSlotIds: [] }];
    expect(await change(kind)).toMatchObject({ kind: "done" });
    expect(demoCentral.sent).toEqual([kind, kind]);
  });

  test.each([
    ["the visit is read", "readVisit", 0, "unavailable", null],
    ["it is read back", "readVisit", 1, "unknown", "fencing"],
  ] as const)("whose patient leaves while %s is not made unseen", async (_, moment, sent, told, state) => {
    const leaving = new AbortController();
    demoCentral.before = (call) => {
      if (call === moment && demoCentral.sent.length === sent) leaving.abort();
    };
    expect(await change(kind, leaving)).toEqual({ kind: told });
    expect(demoCentral.sent).toHaveLength(sent);
    expect(operation()?.phase.state ?? null).toBe(state);
  });

  test("of a visit that is gone is told as changed", async () => {
    demoCentral.visitGone = true;
    expect(await change(kind)).toEqual({ kind: "changed" });
    expect(demoCentral.sent).toEqual([]);
    expect(operation()).toBeNull();
  });
});

describe("the new time of a move", () => {
  test.each([
    ["taken by somebody", () => demoCentral.change("new", "busy"), { id: "new", status: "busy" }],
    ["withdrawn", () => void demoCentral.slots.delete("new"), null],
  ])("that is %s is told so, and the visit stays as it was", async (_, meanwhile, slot) => {
    meanwhile();
    const told = await change("move");
    expect(told).toMatchObject({ kind: "taken", slot });
    expect(demoCentral.sent).toEqual([]);
    expect(operation()).toBeNull();
    expect(demoCentral.slotIds).toEqual(["old"]);
  });

  test.each([
    ["another schedule's", { scheduleId: "c2", start: 0 }],
    ["at another hour", { scheduleId: "c1", start: 3_600_000 }],
  ])("that is %s by now is not what was offered", async (_, chosen) => {
    expect(await change("move", undefined, chosen)).toMatchObject({ kind: "taken", slot: { id: "new" } });
    expect(demoCentral.sent).toEqual([]);
  });

  test("and the old one are told as the move left them", async () => {
    expect(await change("move")).toMatchObject({
      slots: [
        { id: "new", status: "busy" },
        { id: "old", status: "free" },
      ],
    });
  });

  test("that the reception had given out gives the old one back to the reception", async () => {
    demoCentral.selfService = false;
    expect(await change("move")).toMatchObject({
      slots: [
        { id: "new", status: "busy" },
        { id: "old", status: "busy-unavailable" },
      ],
    });
  });
});

test("a time made anew by a cancel that arrives, and that can't be taken out again, is told to IT", async () => {
  demoCentral.withdrawnMeanwhile = ["old"];
  demoCentral.central.withdrawSlot = async () => ({ kind: "indeterminate", why: "reset" });
  expect(await change("cancel")).toMatchObject({ kind: "done", slots: [] });
  expect(alarms()).toMatchObject([{ event: "booking.withdrawn-slot-free" }]);
});

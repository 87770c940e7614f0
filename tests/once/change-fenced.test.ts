import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { OneVisitCentral } from "./one-visit-central.ts";
import { type Bench, key, openBench, patience, payload, quiet } from "./operations.ts";

let demoCentral: OneVisitCentral;
let bench: Bench;
let closers: (() => unknown)[];

beforeEach(() => {
  demoCentral = new OneVisitCentral();
  closers = [];
  bench = openBench(demoCentral, (close) => closers.push(close));
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

type Kind = "cancel" | "move";
const signal = new AbortController().signal;

async function present(slotId: string) {
  const reading = await demoCentral.central.readSlot(slotId, signal);
  if (reading.state === "gone") throw new Error(`no slot ${slotId}`);
  return reading;
}

/**
 * An attempt leaves against the visit as it is now, and the patient gives up. @returns the attempt on its way: called,
 * it arrives.
 */
async function leave(kind: Kind, learned = {}, asReception = false, before: object = {}) {
  const own = { slotId: "old", scheduleId: "c1" };
  const slots = kind === "move" ? [{ slotId: "new", scheduleId: "c1" }, own] : [own];
  bench.journal.open({ key, kind, slots, payload: { ...payload, visitId: "a1", before }, patience });
  const visit = demoCentral.visit();
  const [old, to] = await Promise.all([present("old"), present("new")]);
  const sent = kind === "move" ? [old, to] : [old];
  bench.journal.sending(key, [
    { of: "Appointment", mark: visit.etag ?? "" },
    ...sent.map(({ slot, etag }) => ({ of: `Slot/${slot.id}`, mark: etag })),
  ]);
  bench.journal.advance(key, { event: "gaveUp" }, learned);
  const rest = {
    service: { id: "h1", code: "B01.065.001", name: "x" },
    practitionerId: "d1",
    roleId: "r1",
    roomLocationId: null,
  };
  return async () => {
    const { central } = demoCentral;
    const { kind: outcome } = await (kind === "move"
      ? central.move({ ...rest, asReception, key, visit, from: [old], to }, signal)
      : central.cancel({ key, visit, slots: [old], goneSlotIds: [], why: "asked" }, signal));
    demoCentral.sent = [];
    return outcome;
  };
}

async function settle(ms = 60_000): Promise<void> {
  bench.settler.wake();
  await bench.clock.pass(ms);
}
/** What the log says that it was settled as. */
const outcomes = (): unknown[] =>
  bench.log.lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ event }) => event === "booking.settled")
    .map(({ state, outcome, reason }) => `${state} ${outcome ?? reason}`);
const stateOfAll = () => [demoCentral.status, demoCentral.statusOf("old"), demoCentral.statusOf("new")];

describe.each(["cancel", "move"] as const)("a %s that the patient was told has failed", (kind) => {
  test("and that never arrived is shut out by a new version of the visit, which stays as it was", async () => {
    const arrive = await leave(kind);
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.sent).toEqual(["fenceVisit"]);
    expect(await arrive()).toBe("indeterminate");
    expect(stateOfAll()).toEqual(["booked", "busy", "free"]);
  });

  test("and whose visit has changed since needs no fence", async () => {
    await leave(kind);
    demoCentral.version++;
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.sent).toEqual([]);
  });

  test("is fenced again when the answer to the fence is lost before it was kept, and once when it was", async () => {
    await leave(kind);
    demoCentral.fates = [
      { commit: false, answered: false },
      { commit: true, answered: false },
    ];
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.sent).toEqual(["fenceVisit", "fenceVisit"]);
  });

  test("goes to the reception when the central API refuses the fence", async () => {
    await leave(kind);
    demoCentral.refusals = [{ kind: "refused", status: 422 }];
    await settle();
    expect(outcomes()).toEqual(["review refused"]);
  });

  test.each([401, 403, 407, 404, 410])(
    "is fenced again after an answer %i, which decides nothing",
    async (status) => {
      await leave(kind);
      demoCentral.refusals = [{ kind: "refused", status }];
      await settle();
      expect(outcomes()).toEqual(["settled none"]);
      expect(demoCentral.sent).toEqual(["fenceVisit", "fenceVisit"]);
    },
  );

  test("goes to the reception when the central API kept a part of the fence", async () => {
    await leave(kind);
    demoCentral.refusals = [{ kind: "partialCommit", statuses: ["200", "500"] }];
    await settle();
    expect(outcomes()).toEqual(["review partialCommit"]);
  });

  test("and whose visit is gone stays open until nothing was seen of it for long", async () => {
    await leave(kind);
    demoCentral.visitGone = true;
    await settle(quiet - 10_000);
    expect(outcomes()).toEqual([]);
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.sent).toEqual([]);
  });
});

test("a move to a time of reception's that was kept after all is moved back, and that time is reception's again", async () => {
  demoCentral.change("new", "busy-unavailable");
  await (await leave("move", {}, true))();
  expect([demoCentral.slotStatusBefore, ...stateOfAll()]).toEqual([
    "busy-unavailable",
    "booked",
    "free",
    "busy",
  ]);
  await settle();
  expect(outcomes()).toEqual(["settled undone"]);
  expect(stateOfAll()).toEqual(["booked", "busy", "busy-unavailable"]);
});

test("a move away from a time of reception's is moved back from where it stands as reception's again", async () => {
  demoCentral.slotStatusBefore = "busy-unavailable";
  await (await leave("move", {}, false, noted))();
  expect(stateOfAll()).toEqual(["booked", "busy-unavailable", "busy"]);
  await settle();
  expect(outcomes()).toEqual(["settled undone"]);
  expect(stateOfAll()).toEqual(["booked", "busy", "free"]);
});
/** A visit as it was before its move, with its note of a time of reception's. */
const noted = {
  status: "booked",
  extension: [{ url: fhirNames.extension.slotStatusBefore, valueCode: "busy-unavailable" }],
};

describe("a cancel that was kept after all", () => {
  test("stays, as the patient wanted it, and people are told", async () => {
    await (await leave("cancel"))();
    await settle();
    expect(outcomes()).toEqual(["review notShown"]);
    expect(demoCentral.sent).toEqual([]);
    expect(stateOfAll()).toEqual(["cancelled", "free", "free"]);
  });

  test("and that made a withdrawn time anew takes it out again", async () => {
    const arrive = await leave("cancel");
    demoCentral.withdrawnMeanwhile = ["old"];
    await arrive();
    await settle();
    expect(outcomes()).toEqual(["review notShown"]);
    expect(demoCentral.statusOf("old")).toBe("entered-in-error");
  });
});

describe("a move that was kept after all", () => {
  test("is moved back, for the patient knows the old time", async () => {
    await (await leave("move"))();
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.sent).toEqual(["moveBack"]);
    expect(stateOfAll()).toEqual(["booked", "busy", "free"]);
    expect(demoCentral.slotIds).toEqual(["old"]);
  });

  test.each([
    ["before it was kept", false, ["moveBack", "moveBack"]],
    ["after it was kept", true, ["moveBack"]],
  ])("is moved back once where that answer is lost %s", async (_, commit, sent) => {
    await (await leave("move"))();
    demoCentral.fates = [{ commit, answered: false }];
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.sent).toEqual(sent);
    expect(demoCentral.fenceKeys).toEqual([key]);
  });

  test("from a time that the reception had given, is moved back to it, as it was given back there", async () => {
    demoCentral.selfService = false;
    await (await leave("move"))();
    expect(demoCentral.statusOf("old")).toBe("busy-unavailable");
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.statusOf("old")).toBe("busy");
  });

  test.each([
    ["taken by somebody", () => demoCentral.change("old", "busy")],
    ["blocked by the reception", () => demoCentral.change("old", "busy-unavailable")],
    ["withdrawn", () => void demoCentral.slots.delete("old")],
    ["somebody's, although it says free", () => demoCentral.others.push({ slotId: "old", status: "booked" })],
  ])("stays, and people are told, where the old time is %s", async (_, meanwhile) => {
    await (await leave("move"))();
    meanwhile();
    await settle();
    expect(outcomes()).toEqual(["review oldSlotGone"]);
    expect(demoCentral.sent).toEqual([]);
    expect(demoCentral.slotIds).toEqual(["new"]);
  });

  test("is moved back to a time that somebody has had and cancelled meanwhile", async () => {
    await (await leave("move"))();
    demoCentral.others.push({ slotId: "old", status: "cancelled" });
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
  });

  test.each([
    [
      "received the patient",
      () => {
        demoCentral.status = "arrived";
      },
    ],
    [
      "given it a third time",
      () => {
        demoCentral.slotIds = ["third"];
      },
    ],
  ])("stays, and people are told, where somebody has %s", async (_, meanwhile) => {
    await (await leave("move"))();
    meanwhile();
    await settle();
    expect(outcomes()).toEqual(["review changed"]);
    expect(demoCentral.sent).toEqual([]);
  });

  test("leaves the new time blocked that the reception has blocked meanwhile", async () => {
    await (await leave("move"))();
    demoCentral.change("new", "busy-unavailable");
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(stateOfAll()).toEqual(["booked", "busy", "busy-unavailable"]);
  });

  test.each([
    ["and made a withdrawn time anew", {}, ["new"]],
    ["and whose answer had told that the time was withdrawn", { withdrawn: true }, []],
  ])("%s takes that time out again", async (_, learned, withdrawnMeanwhile) => {
    const arrive = await leave("move", learned);
    demoCentral.withdrawnMeanwhile = withdrawnMeanwhile;
    await arrive();
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(stateOfAll()).toEqual(["booked", "busy", "entered-in-error"]);
  });

  test("of which a part was kept is moved back, and people are told", async () => {
    await (await leave("move", { partialCommit: true }))();
    await settle();
    expect(outcomes()).toEqual(["review partialCommit"]);
    expect(demoCentral.slotIds).toEqual(["old"]);
  });
});

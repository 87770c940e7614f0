import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import type { Phase } from "#main/booking/machine.ts";
import { OneSlotCentral } from "./one-slot-central.ts";
import { type Bench, key, openBench, patience, payload, quiet } from "./operations.ts";

let demoCentral: OneSlotCentral;
let bench: Bench;
let closers: (() => unknown)[];

beforeEach(() => {
  demoCentral = new OneSlotCentral();
  closers = [];
  bench = openBench(demoCentral, (close) => closers.push(close));
  bench.enter();
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

/** An attempt leaves against the slot as it is now, and the patient gives up. */
function leave(learned = {}): { key: string; etag: string } {
  const attempt = { key, etag: demoCentral.etag };
  bench.journal.sending(key, [{ of: "Slot/s1", mark: attempt.etag }]);
  bench.journal.advance(key, { event: "gaveUp" }, learned);
  return attempt;
}
/** What the log says that it was settled as. */
const outcomes = (of = bench): unknown[] =>
  of.log.lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ event }) => event === "booking.settled")
    .map(({ state, outcome, reason }) => `${state} ${outcome ?? reason}`);
const phase = (of = bench): Phase | null => of.journal.get(key)?.phase ?? null;

async function settle(ms = 60_000, of = bench): Promise<void> {
  of.settler.wake();
  await of.clock.pass(ms);
}

describe("a booking that the patient was told has failed", () => {
  test("and that was kept after all, is cancelled and its slot is free again", async () => {
    demoCentral.commit(leave());
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.visits).toMatchObject([{ status: "cancelled" }]);
    expect(demoCentral.status).toBe("free");
  });

  test("and that never arrived, is shut out by a new version of the slot, and the slot stays free", async () => {
    const late = leave();
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.calls.filter((call) => call === "fenceSlot")).toHaveLength(1);
    expect(demoCentral.commit(late)).toBe(false);
    expect(demoCentral.status).toBe("free");
  });

  test("and whose slot has changed since, needs no fence", async () => {
    leave();
    demoCentral.change("busy");
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.calls).not.toContain("fenceSlot");
    expect(demoCentral.status).toBe("busy");
  });

  test("and that commits between the questions of the fence, is found by the last one and taken back", async () => {
    const late = leave();
    let looked = 0;
    demoCentral.before = (call) => {
      // After the first look-up, before the fence arrives.
      if (call === "visitByKey" && ++looked === 1) queueMicrotask(() => demoCentral.commit(late));
    };
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.live).toEqual([]);
    expect(demoCentral.status).toBe("free");
  });

  test("is settled as soon as the central API is back, however long it was away", async () => {
    demoCentral.commit(leave());
    demoCentral.down = true;
    await settle(3 * 3_600_000);
    expect(phase()).toEqual({ state: "fencing" });
    demoCentral.down = false;
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
  });

  test("is fenced again when the answer to the fence is lost before it was kept", async () => {
    leave();
    demoCentral.fenceAnswers = [{ commit: false, outcome: { kind: "indeterminate", why: "reset" } }];
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.calls.filter((call) => call === "fenceSlot")).toHaveLength(2);
  });

  test("is fenced once when only the answer to the fence is lost", async () => {
    leave();
    demoCentral.fenceAnswers = [{ commit: true, outcome: { kind: "indeterminate", why: "reset" } }];
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
    expect(demoCentral.calls.filter((call) => call === "fenceSlot")).toHaveLength(1);
  });

  test("is taken back once when only the answer to that is lost", async () => {
    demoCentral.commit(leave());
    demoCentral.cancelAnswers = [{ commit: true, outcome: { kind: "indeterminate", why: "reset" } }];
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.calls.filter((call) => call === "cancel")).toHaveLength(1);
  });

  test("leaves a slot as it is that reception has blocked meanwhile", async () => {
    demoCentral.commit(leave());
    demoCentral.change("busy-unavailable");
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.status).toBe("busy-unavailable");
  });

  test("does not free a slot that another visit holds by now", async () => {
    demoCentral.commit(leave());
    demoCentral.visits.push({ id: "other", key: "other", version: 1, status: "booked", fence: [] });
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.status).toBe("busy");
    expect(demoCentral.live.map(({ id }) => id)).toEqual(["other"]);
  });

  test("does not bring back a slot that had been withdrawn", async () => {
    demoCentral.commit(leave({ withdrawn: true }));
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.status).toBe("entered-in-error");
  });
});

describe("a booking of a time that reception alone gives out, and that the patient was told has failed", () => {
  const enterForReception = (): void => {
    bench.journal.advance(key, { event: "failed" });
    bench.journal.open({
      key: receptionKey,
      kind: "book",
      slots: [{ slotId: "s1", scheduleId: "c1" }],
      payload: { ...payload, receptionTime: true },
      patience,
    });
    demoCentral.change("busy-unavailable");
  };
  const leaveForReception = (learned = {}) => {
    enterForReception();
    const attempt = { key: receptionKey, etag: demoCentral.etag };
    bench.journal.sending(receptionKey, [{ of: "Slot/s1", mark: attempt.etag }]);
    bench.journal.advance(receptionKey, { event: "gaveUp" }, learned);
    return attempt;
  };

  test("is cancelled, and its time is reception's again", async () => {
    demoCentral.commit(leaveForReception());
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.status).toBe("busy-unavailable");
  });

  test("becomes what its visit says that it was, where that is free on the wire", async () => {
    demoCentral.commit(leaveForReception());
    for (const visit of demoCentral.visits) visit.slotStatusBefore = "free";
    await settle();
    expect(demoCentral.status).toBe("free");
  });

  test("is given back to reception where the central API kept its slot and no visit", async () => {
    leaveForReception({ partialCommit: true });
    demoCentral.change("busy");
    await settle();
    expect(demoCentral.status).toBe("busy-unavailable");
  });
});
const receptionKey = "01930000-0000-7000-8000-000000000002";

describe("a booking that is taken back", () => {
  const committed = { kind: "committed", appointmentId: "a1", createdSlotIds: ["s1"] } as const;

  test("and makes its withdrawn slot anew, takes that out again", async () => {
    demoCentral.commit(leave());
    demoCentral.cancelAnswers = [{ commit: true, outcome: committed }];
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
    expect(demoCentral.status).toBe("entered-in-error");
  });

  test("where the central API can't show its agreement, is taken back without it", async () => {
    demoCentral.commit(leave());
    demoCentral.central.consentsByKey = async () => {
      throw new CentralError("rejected", "status 400", { code: 400 });
    };
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
  });

  test("waits for its agreement while the central API is away", async () => {
    demoCentral.commit(leave());
    const agreements = demoCentral.central.consentsByKey;
    demoCentral.central.consentsByKey = async () => {
      throw new CentralError("unavailable", "status 503", { code: 503 });
    };
    await settle();
    expect([outcomes(), demoCentral.live.length]).toEqual([[], 1]);
    demoCentral.central.consentsByKey = agreements;
    await settle();
    expect(outcomes()).toEqual(["settled undone"]);
  });

  test("is looked for again where its visit can't be read by its id yet", async () => {
    demoCentral.commit(leave());
    const read = demoCentral.central.readVisit;
    let times = 0;
    demoCentral.central.readVisit = async (...given) => (++times === 1 ? null : read(...given));
    await settle();
    expect([outcomes(), times]).toEqual([["settled undone"], 3]);
  });
});

test("a fault of the program while it settles is logged, and settling goes on", async () => {
  leave();
  const read = demoCentral.central.readSlot;
  demoCentral.central.readSlot = async () => {
    throw new TypeError("a bug");
  };
  await settle(1000);
  expect(bench.log.of("booking.settling-failed").length).toBeGreaterThan(0);
  demoCentral.central.readSlot = read;
  await settle();
  expect(outcomes()).toEqual(["settled none"]);
});

describe("a slot that is gone", () => {
  test("keeps a booking open until nothing was seen of it for long", async () => {
    leave();
    demoCentral.gone = true;
    await settle(quiet - 10_000);
    expect(phase()).toEqual({ state: "fencing" });
    await settle(60_000);
    expect(outcomes()).toEqual(["settled none"]);
  });

  test("and is made anew by an original that comes late, has its booking taken back", async () => {
    leave();
    demoCentral.gone = true;
    await settle(60_000);
    demoCentral.gone = false;
    demoCentral.change("busy");
    demoCentral.visits.push({ id: "a1", key, version: 1, status: "booked", fence: [] });
    await settle(60_000);
    expect(outcomes()).toEqual(["settled undone"]);
  });
});

describe("what can't be settled goes to the review list:", () => {
  test("a fence that the central API refuses", async () => {
    leave();
    demoCentral.fenceAnswers = [{ outcome: { kind: "refused", status: 422 } }];
    await settle();
    expect(phase()).toEqual({ state: "review", reason: "refused" });
    expect([...bench.journal.blockedSlots()]).toEqual(["s1"]);
  });

  test("but not while only the kiosk's own access is refused", async () => {
    leave();
    demoCentral.fenceAnswers = [{ outcome: { kind: "refused", status: 403 } }];
    await settle();
    expect(outcomes()).toEqual(["settled none"]);
  });

  test("a visit with which somebody has gone on working", async () => {
    demoCentral.commit(leave());
    for (const visit of demoCentral.visits) visit.status = "arrived";
    await settle();
    expect(phase()).toEqual({ state: "review", reason: "changed" });
    expect(demoCentral.calls).not.toContain("cancel");
  });

  test("a visit that somebody has given another time", async () => {
    demoCentral.commit(leave());
    demoCentral.slotIds = ["s2"];
    await settle();
    expect(phase()).toEqual({ state: "review", reason: "changed" });
    expect(demoCentral.calls).not.toContain("cancel");
  });

  test("a fence of which the central API kept a part", async () => {
    leave();
    demoCentral.fenceAnswers = [{ outcome: { kind: "partialCommit", statuses: ["200", "500"] } }];
    await settle();
    expect(phase()).toEqual({ state: "review", reason: "partialCommit" });
  });

  test("one that never comes to an end", async () => {
    leave();
    demoCentral.fenceAnswers = Array.from({ length: 600 }, () => ({ commit: false, outcome: lostAnswer }));
    await settle(10 * 3_600_000);
    expect(phase()).toEqual({ state: "review", reason: "repeated" });
  });

  test("a booking committed in part, after its visit was cancelled", async () => {
    demoCentral.commit(leave({ partialCommit: true }));
    await settle();
    expect(phase()).toEqual({ state: "review", reason: "partialCommit" });
    expect(demoCentral.live).toEqual([]);
  });

  test("a booking committed in part, after its slot was freed that had been taken without a visit", async () => {
    leave({ partialCommit: true });
    demoCentral.change("busy");
    await settle();
    expect(phase()).toEqual({ state: "review", reason: "partialCommit" });
    expect(demoCentral.status).toBe("free");
  });
});
const lostAnswer = { kind: "indeterminate", why: "reset" } as const;

describe("a start of the program", () => {
  test("that finds an intent which never left, forgets it without asking the central API", async () => {
    const next = bench.restart();
    next.settler.start();
    await next.clock.pass(1000);
    expect(phase(next)).toBeNull();
    expect(demoCentral.calls).toEqual([]);
  });

  test("that finds one sent, only fences, though the visit is there", async () => {
    const attempt = { key, etag: demoCentral.etag };
    bench.journal.sending(key, [{ of: "Slot/s1", mark: attempt.etag }]);
    demoCentral.commit(attempt);
    const next = bench.restart();
    next.settler.start();
    await next.clock.pass(60_000);
    expect(outcomes(next)).toEqual(["settled undone"]);
    expect(demoCentral.sentBookings).toBe(0);
    expect(demoCentral.live).toEqual([]);
  });

  test("that finds one being shown, leaves it to reception and touches nothing", async () => {
    const attempt = { key, etag: demoCentral.etag };
    bench.journal.sending(key, [{ of: "Slot/s1", mark: attempt.etag }]);
    demoCentral.commit(attempt);
    bench.journal.advance(key, { event: "committed" });
    const next = bench.restart();
    next.settler.start();
    await next.clock.pass(60_000);
    expect(phase(next)).toEqual({ state: "review", reason: "notShown" });
    expect(demoCentral.live).toHaveLength(1);
    expect(demoCentral.calls).toEqual([]);
  });

  test("in the middle of the fence goes on with it", async () => {
    demoCentral.commit(leave());
    const next = bench.restart();
    next.settler.start();
    await next.clock.pass(60_000);
    expect(outcomes(next)).toEqual(["settled undone"]);
  });
});

test("an operation that a fault of the program left in the middle is fenced without a restart", async () => {
  const attempt = { key, etag: demoCentral.etag };
  bench.journal.sending(key, [{ of: "Slot/s1", mark: attempt.etag }]);
  demoCentral.commit(attempt);
  const advance = bench.journal.advance;
  let full = true;
  bench.journal.advance = (...given) => {
    if (full) throw new Error("disk full");
    return advance(...given);
  };
  bench.settler.abandon(key);
  await bench.clock.pass(5_000);
  full = false;
  await bench.clock.pass(60_000);
  expect(outcomes()).toEqual(["settled undone"]);
});

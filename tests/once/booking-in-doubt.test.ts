import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BookResult } from "#contract/central/booking-protocol.ts";
import { CentralError } from "#contract/central/central.ts";
import { carryOut } from "#main/booking/attempt.ts";
import { bookSlot } from "#sync/fhir/booking/book.ts";
import { lost, OneSlotCentral } from "./one-slot-central.ts";
import { type Bench, key, openBench, patience, request } from "./operations.ts";

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

/** Runs a booking to its end, however long it waits between its questions. */
async function book(left = new AbortController()): Promise<BookResult> {
  const { clock, journal, log } = bench;
  const parts = {
    central: demoCentral.central,
    clock,
    log,
    journal,
    patience,
    left: left.signal,
  };
  const note = (marks: Parameters<typeof journal.sending>[1]) => journal.sending(key, marks);
  const ended = Promise.allSettled([carryOut(key, bookSlot(request, { ...parts, note }), parts)]);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (let turns = 0; turns < 200 && !over; turns++) await clock.pass(200);
  const [outcome] = await ended;
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
const phase = () => bench.journal.get(key)?.phase.state ?? "settled";

describe("a booking", () => {
  test("of a free slot is sent once, read back, journaled as being shown, and booked", async () => {
    expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a1" } });
    expect(demoCentral.calls).toEqual(["readSlot", "book", "readVisit"]);
    expect(phase()).toBe("showing");
  });

  test("is not another's visit, though the central API calls that one ours", async () => {
    demoCentral.visits.push({ id: "a1", key: "another", version: 1, status: "booked", fence: [] });
    const foreign = { kind: "committed", appointmentId: "a1", createdSlotIds: [] } as const;
    demoCentral.answers.push({ commit: true, outcome: foreign });
    expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a2", keys: { booking: [key] } } });
    expect(demoCentral.sentBookings).toBe(1);
  });

  test("is in the journal with its version before it leaves", async () => {
    let journaled: unknown;
    const sending = demoCentral.central.book;
    demoCentral.central.book = (...given) => {
      const operation = bench.journal.get(key);
      journaled = { state: operation?.phase.state, sent: operation?.sent };
      return sending(...given);
    };
    await book();
    expect(journaled).toEqual({ state: "sending", sent: [{ of: "Slot/s1", mark: 'W/"1"' }] });
  });

  test("that can't be journaled does not leave", async () => {
    bench.journal.sending = () => {
      throw new Error("disk full");
    };
    await expect(book()).rejects.toThrow("disk full");
    expect(demoCentral.sentBookings).toBe(0);
  });

  test.each(["busy", "busy-unavailable", "busy-tentative"] as const)(
    "of a slot that is %s sends nothing and leaves nothing",
    async (status) => {
      demoCentral.status = status;
      expect(await book()).toMatchObject({ kind: "taken", slot: { status } });
      expect(demoCentral.sentBookings).toBe(0);
      expect(phase()).toBe("settled");
    },
  );

  test("of a slot that is gone is told as taken", async () => {
    demoCentral.gone = true;
    expect(await book()).toEqual({ kind: "taken", slot: null });
    expect(phase()).toBe("settled");
  });

  test("that the central API refuses is not sent again", async () => {
    demoCentral.answers = [{ outcome: { kind: "refused", status: 422 } }];
    expect(await book()).toEqual({ kind: "refused" });
    expect(demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
  });

  test("that is refused after one that was lost is left to the fence: the first may still come", async () => {
    demoCentral.answers = [{ outcome: lost }, { outcome: { kind: "refused", status: 422 } }];
    expect(await book()).toEqual({ kind: "refused" });
    expect(phase()).toBe("fencing");
  });
});

describe("when the answer is lost", () => {
  test("after the commit, the key is found and nothing is sent twice", async () => {
    demoCentral.answers = [{ commit: true, outcome: lost }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.sentBookings).toBe(1);
  });

  test("before the commit, the same key is sent again", async () => {
    demoCentral.answers = [{ commit: false, outcome: lost }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.sentBookings).toBe(2);
  });

  test("and the original commits after the second was sent, there is one visit", async () => {
    demoCentral.answers = [{ outcome: lost }, { commit: false, outcome: lost }];
    demoCentral.before = (call) => {
      if (call === "readSlot" && demoCentral.sentBookings === 2)
        for (const late of demoCentral.onTheirWay.splice(0)) demoCentral.commit(late);
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.live).toHaveLength(1);
  });

  test("and somebody else has the slot by now, it is certainly taken", async () => {
    demoCentral.answers = [{ commit: false, outcome: lost }];
    demoCentral.before = (call) => {
      if (call === "readSlot" && demoCentral.sentBookings === 1) demoCentral.change("busy");
    };
    expect(await book()).toMatchObject({ kind: "taken" });
    expect(demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
  });

  test("and the slot is gone by now, nothing is certain: it is told as taken, and fenced", async () => {
    demoCentral.answers = [{ commit: false, outcome: lost }];
    demoCentral.before = (call) => {
      if (call === "readSlot" && demoCentral.sentBookings === 1) demoCentral.gone = true;
    };
    expect(await book()).toEqual({ kind: "taken", slot: null });
    expect(phase()).toBe("fencing");
  });

  test("the slot is read before the key is looked up", async () => {
    demoCentral.answers = [{ commit: true, outcome: lost }];
    await book();
    expect(demoCentral.calls.slice(0, 4)).toEqual(["readSlot", "book", "readSlot", "visitByKey"]);
  });

  test("and the original commits between the two questions, it is found by the second", async () => {
    demoCentral.answers = [{ outcome: lost }];
    demoCentral.before = (call) => {
      if (call === "visitByKey")
        for (const late of demoCentral.onTheirWay.splice(0)) demoCentral.commit(late);
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.sentBookings).toBe(1);
  });

  test("and the visit was cancelled meanwhile, the booking is at its end", async () => {
    demoCentral.answers = [{ commit: true, outcome: lost }];
    demoCentral.before = (call) => {
      if (call !== "readSlot" || demoCentral.sentBookings !== 1) return;
      for (const visit of demoCentral.visits) visit.status = "cancelled";
      demoCentral.change("free");
    };
    expect(await book()).toEqual({ kind: "refused" });
    expect(demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
  });

  test("and the central API stays away, nothing was booked as far as the patient is told, and it is fenced", async () => {
    demoCentral.answers = [{ commit: true, outcome: lost }];
    demoCentral.before = () => {
      demoCentral.down = demoCentral.sentBookings > 0;
    };
    expect(await book()).toEqual({ kind: "unknown" });
    expect(phase()).toBe("fencing");
  });

  test("and the central API comes back within the patient's patience, the booking is found", async () => {
    demoCentral.answers = [{ commit: true, outcome: lost }];
    demoCentral.before = () => {
      demoCentral.down = demoCentral.sentBookings > 0 && bench.clock.monotonic() < 8_000;
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.sentBookings).toBe(1);
  });

  test("of the read-back alone, the key settles it", async () => {
    let first = true;
    demoCentral.before = (call) => {
      demoCentral.down = call === "readVisit" && first;
      if (call === "readVisit") first = false;
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.sentBookings).toBe(1);
  });
});

test("a central API that can't be asked for the slot is told to be away, and nothing was sent", async () => {
  demoCentral.down = true;
  expect(await book()).toEqual({ kind: "unavailable" });
  expect(demoCentral.sentBookings).toBe(0);
  expect(phase()).toBe("settled");
});

test("a slot that was withdrawn and made anew by the PUT is told as taken, and taken back", async () => {
  const outcome = { kind: "committed", appointmentId: "a1", createdSlotIds: ["s1"] } as const;
  demoCentral.answers = [{ commit: true, outcome }];
  expect(await book()).toEqual({ kind: "taken", slot: null });
  expect(bench.journal.get(key)).toMatchObject({ phase: { state: "fencing" }, payload: { withdrawn: true } });
});

describe("a slot that was withdrawn and made anew by the PUT, whose answer was lost", () => {
  beforeEach(() => {
    demoCentral.answers = [{ commit: true, outcome: lost }];
    demoCentral.makeAnew();
  });

  test.each([
    ["keeps versions", true],
    ["keeps none", false],
  ])("is told as taken, and taken back, at a central API that %s", async (_, keepsVersions) => {
    demoCentral.keepsVersions = keepsVersions;
    expect(await bookReadAs('W/"1"')).toEqual({ kind: "taken", slot: null });
    expect(bench.journal.get(key)).toMatchObject({
      phase: { state: "fencing" },
      payload: { withdrawn: true },
    });
    expect(demoCentral.sentBookings).toBe(1);
  });

  /** The slot as it was before it was withdrawn. */
  async function bookReadAs(etag: string): Promise<BookResult> {
    const sending = demoCentral.central.book;
    const reading = demoCentral.central.readSlot;
    let first = true;
    demoCentral.central.readSlot = async (...given) => {
      const read = await reading(...given);
      if (!first || read.state === "gone") return read;
      first = false;
      return { ...read, etag };
    };
    demoCentral.central.book = (attempt, signal) =>
      sending({ ...attempt, slot: { ...attempt.slot, etag: demoCentral.etag } }, signal);
    return await book();
  }
});

test("a slot that somebody has changed since the booking was kept is the one that was booked", async () => {
  demoCentral.answers = [{ commit: true, outcome: lost }];
  demoCentral.before = (call) => {
    if (call === "slotVersions") demoCentral.change("busy");
  };
  expect(await book()).toMatchObject({ kind: "booked" });
});

test.each([
  ["is another schedule's by now", () => Object.assign(demoCentral, { scheduleId: "c2" })],
  ["begins at another time by now", () => Object.assign(demoCentral, { start: 3_600_000 })],
])("a slot that %s is told as taken, and nothing is sent", async (_, change) => {
  change();
  expect(await book()).toMatchObject({ kind: "taken", slot: { id: "s1" } });
  expect(demoCentral.sentBookings).toBe(0);
  expect(phase()).toBe("settled");
});

test("a slot that is given to another schedule while an attempt is in doubt is not sent again", async () => {
  demoCentral.answers = [{ commit: false, outcome: lost }];
  demoCentral.before = (call) => {
    if (call !== "readSlot" || demoCentral.sentBookings !== 1 || demoCentral.scheduleId === "c2") return;
    demoCentral.scheduleId = "c2";
    demoCentral.change("free");
  };
  expect(await book()).toMatchObject({ kind: "taken", slot: { scheduleId: "c2" } });
  expect(demoCentral.sentBookings).toBe(1);
  expect(phase()).toBe("settled");
});

describe.each([401, 403, 407])("a kiosk whose access is refused (%i)", (status) => {
  test("is told as the central API being away, and IT is alarmed", async () => {
    demoCentral.answers = [{ outcome: { kind: "refused", status } }];
    expect(await book()).toEqual({ kind: "unavailable" });
    expect(demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
    expect(bench.log.of("central.unauthorized")).toMatchObject([{ during: "booking.book", status }]);
  });

  test("after an attempt that was lost leaves the first to the fence", async () => {
    demoCentral.answers = [{ outcome: lost }, { outcome: { kind: "refused", status } }];
    expect(await book()).toEqual({ kind: "unknown" });
    expect(phase()).toBe("fencing");
  });
});

test("a refused access to reading is told at once", async () => {
  const read = demoCentral.central.readSlot;
  demoCentral.central.readSlot = async (...given) => {
    await read(...given);
    throw new CentralError("unauthorized", "status 403", { status: 403 });
  };
  expect(await book()).toEqual({ kind: "unavailable" });
  expect(demoCentral.calls).toEqual(["readSlot"]);
});

test("a torn transaction is told as such, and left to the fence", async () => {
  demoCentral.answers = [{ commit: true, outcome: { kind: "partialCommit", statuses: ["412", "201"] } }];
  expect(await book()).toEqual({ kind: "partialCommit", detail: "412, 201" });
  expect(bench.journal.get(key)).toMatchObject({
    phase: { state: "fencing" },
    payload: { partialCommit: true },
  });
});

describe("a patient who leaves", () => {
  const left = () => {
    const leaving = new AbortController();
    const when = (moment: string) => {
      demoCentral.before = (call) => {
        if (call === moment) leaving.abort();
      };
    };
    return { leaving, when };
  };

  test("while the slot is read has booked nothing, and nothing is sent any more", async () => {
    const { leaving, when } = left();
    when("readSlot");
    expect(await book(leaving)).toEqual({ kind: "unavailable" });
    expect(demoCentral.sentBookings).toBe(0);
    expect(phase()).toBe("settled");
  });

  test("while the visit is read back is told of nothing, and the visit is taken back unseen", async () => {
    const { leaving, when } = left();
    when("readVisit");
    expect(await book(leaving)).toEqual({ kind: "unknown" });
    expect(phase()).toBe("fencing");
  });

  test("while it is read back that somebody else has the time leaves nothing to take back", async () => {
    const { leaving, when } = left();
    demoCentral.answers = [{ commit: false, outcome: lost }];
    when("visitByKey");
    const look = demoCentral.before;
    demoCentral.before = (call) => {
      if (call === "readSlot" && demoCentral.sentBookings === 1) demoCentral.change("busy");
      look(call);
    };
    expect(await book(leaving)).toMatchObject({ kind: "taken" });
    expect(phase()).toBe("settled");
  });
});

test("a slot that is not free in the very version that was sent may still be ours: it is left to the fence", async () => {
  demoCentral.answers = [{ commit: false, outcome: lost }];
  demoCentral.before = (call) => {
    if (call === "readSlot" && demoCentral.sentBookings === 1) demoCentral.status = "busy";
  };
  expect(await book()).toMatchObject({ kind: "taken" });
  expect(phase()).toBe("fencing");
});

test("a visit that somebody has gone on working with before it was found is left to the fence", async () => {
  demoCentral.answers = [{ commit: true, outcome: lost }];
  demoCentral.before = (call) => {
    if (call === "visitByKey") for (const visit of demoCentral.visits) visit.status = "arrived";
  };
  expect(await book()).toEqual({ kind: "refused" });
  expect(phase()).toBe("fencing");
});

test.each([404, 410])(
  "an answer %i tells that something has gone since it was read: it is read again",
  async (status) => {
    demoCentral.answers = [{ outcome: { kind: "refused", status } }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(demoCentral.calls).toEqual(["readSlot", "book", "readSlot", "visitByKey", "book", "readVisit"]);
  },
);

test("a committed answer that names no visit is followed by the key", async () => {
  demoCentral.answers = [
    { commit: true, outcome: { kind: "committed", appointmentId: null, createdSlotIds: [] } },
  ];
  expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a1" } });
  expect(demoCentral.calls).toEqual(["readSlot", "book", "visitByKey"]);
});

import { beforeEach, describe, expect, test } from "vitest";
import type { BookResult } from "#contract/central/booking-protocol.ts";
import { enteredBooking } from "./entered-booking.ts";
import { lost } from "./one-slot-central.ts";
import { key } from "./operations.ts";

const at = enteredBooking();
const { book, phase } = at;

describe("when the answer is lost", () => {
  test("after the commit, the key is found and nothing is sent twice", async () => {
    at.demoCentral.answers = [{ commit: true, outcome: lost }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.sentBookings).toBe(1);
  });

  test("before the commit, the same key is sent again", async () => {
    at.demoCentral.answers = [{ commit: false, outcome: lost }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.sentBookings).toBe(2);
  });

  test("and the original commits after the second was sent, there is one visit", async () => {
    at.demoCentral.answers = [{ outcome: lost }, { commit: false, outcome: lost }];
    at.demoCentral.before = (call) => {
      if (call === "readSlot" && at.demoCentral.sentBookings === 2)
        for (const late of at.demoCentral.onTheirWay.splice(0)) at.demoCentral.commit(late);
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.live).toHaveLength(1);
  });

  test("and somebody else has the slot by now, it is certainly taken", async () => {
    at.demoCentral.answers = [{ commit: false, outcome: lost }];
    at.demoCentral.before = (call) => {
      if (call === "readSlot" && at.demoCentral.sentBookings === 1) at.demoCentral.change("busy");
    };
    expect(await book()).toMatchObject({ kind: "taken" });
    expect(at.demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
  });

  test("and the slot is gone by now, nothing is certain: it is told as taken, and fenced", async () => {
    at.demoCentral.answers = [{ commit: false, outcome: lost }];
    at.demoCentral.before = (call) => {
      if (call === "readSlot" && at.demoCentral.sentBookings === 1) at.demoCentral.gone = true;
    };
    expect(await book()).toEqual({ kind: "taken", slot: null });
    expect(phase()).toBe("fencing");
  });

  test("the slot is read before the key is looked up", async () => {
    at.demoCentral.answers = [{ commit: true, outcome: lost }];
    await book();
    expect(at.demoCentral.calls.slice(0, 4)).toEqual(["readSlot", "book", "readSlot", "visitByKey"]);
  });

  test("and the original commits between the two questions, it is found by the second", async () => {
    at.demoCentral.answers = [{ outcome: lost }];
    at.demoCentral.before = (call) => {
      if (call === "visitByKey")
        for (const late of at.demoCentral.onTheirWay.splice(0)) at.demoCentral.commit(late);
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.sentBookings).toBe(1);
  });

  test("and the visit was cancelled meanwhile, the booking is at its end", async () => {
    at.demoCentral.answers = [{ commit: true, outcome: lost }];
    at.demoCentral.before = (call) => {
      if (call !== "readSlot" || at.demoCentral.sentBookings !== 1) return;
      for (const visit of at.demoCentral.visits) visit.status = "cancelled";
      at.demoCentral.change("free");
    };
    expect(await book()).toEqual({ kind: "refused" });
    expect(at.demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
  });

  test("and the central API stays away, nothing was booked as far as the patient is told, and it is fenced", async () => {
    at.demoCentral.answers = [{ commit: true, outcome: lost }];
    at.demoCentral.before = () => {
      at.demoCentral.down = at.demoCentral.sentBookings > 0;
    };
    expect(await book()).toEqual({ kind: "unknown" });
    expect(phase()).toBe("fencing");
  });

  test("and the central API comes back within the patient's patience, the booking is found", async () => {
    at.demoCentral.answers = [{ commit: true, outcome: lost }];
    at.demoCentral.before = () => {
      at.demoCentral.down = at.demoCentral.sentBookings > 0 && at.bench.clock.monotonic() < 8_000;
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.sentBookings).toBe(1);
  });

  test("of the read-back alone, the key settles it", async () => {
    let first = true;
    at.demoCentral.before = (call) => {
      at.demoCentral.down = call === "readVisit" && first;
      if (call === "readVisit") first = false;
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.sentBookings).toBe(1);
  });
});

describe("a slot that was withdrawn and made anew by the PUT, whose answer was lost", () => {
  beforeEach(() => {
    at.demoCentral.answers = [{ commit: true, outcome: lost }];
    at.demoCentral.makeAnew();
  });

  test.each([
    ["keeps versions", true],
    ["keeps none", false],
  ])("is told as taken, and taken back, at a central API that %s", async (_, keepsVersions) => {
    at.demoCentral.keepsVersions = keepsVersions;
    expect(await bookReadAs('W/"1"')).toEqual({ kind: "taken", slot: null });
    expect(at.bench.journal.get(key)).toMatchObject({
      phase: { state: "fencing" },
      payload: { withdrawn: true },
    });
    expect(at.demoCentral.sentBookings).toBe(1);
  });

  /** The slot as it was before it was withdrawn. */
  async function bookReadAs(etag: string): Promise<BookResult> {
    const sending = at.demoCentral.central.book;
    const reading = at.demoCentral.central.readSlot;
    let first = true;
    at.demoCentral.central.readSlot = async (...given) => {
      const read = await reading(...given);
      if (!first || read.state === "gone") return read;
      first = false;
      return { ...read, etag };
    };
    at.demoCentral.central.book = (attempt, signal) =>
      sending({ ...attempt, slot: { ...attempt.slot, etag: at.demoCentral.etag } }, signal);
    return await book();
  }
});

test("a slot that somebody has changed since the booking was kept is the one that was booked", async () => {
  at.demoCentral.answers = [{ commit: true, outcome: lost }];
  at.demoCentral.before = (call) => {
    if (call === "slotVersions") at.demoCentral.change("busy");
  };
  expect(await book()).toMatchObject({ kind: "booked" });
});

test("a slot that is given to another schedule while an attempt is in doubt is not sent again", async () => {
  at.demoCentral.answers = [{ commit: false, outcome: lost }];
  at.demoCentral.before = (call) => {
    if (call !== "readSlot" || at.demoCentral.sentBookings !== 1 || at.demoCentral.scheduleId === "c2")
      return;
    at.demoCentral.scheduleId = "c2";
    at.demoCentral.change("free");
  };
  expect(await book()).toMatchObject({ kind: "taken", slot: { scheduleId: "c2" } });
  expect(at.demoCentral.sentBookings).toBe(1);
  expect(phase()).toBe("settled");
});

describe("a patient who leaves", () => {
  const left = () => {
    const leaving = new AbortController();
    const when = (moment: string) => {
      at.demoCentral.before = (call) => {
        if (call === moment) leaving.abort();
      };
    };
    return { leaving, when };
  };

  test("while the slot is read has booked nothing, and nothing is sent any more", async () => {
    const { leaving, when } = left();
    when("readSlot");
    expect(await book(leaving)).toEqual({ kind: "unavailable" });
    expect(at.demoCentral.sentBookings).toBe(0);
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
    at.demoCentral.answers = [{ commit: false, outcome: lost }];
    when("visitByKey");
    const look = at.demoCentral.before;
    at.demoCentral.before = (call) => {
      if (call === "readSlot" && at.demoCentral.sentBookings === 1) at.demoCentral.change("busy");
      look(call);
    };
    expect(await book(leaving)).toMatchObject({ kind: "taken" });
    expect(phase()).toBe("settled");
  });
});

test("a slot that is not free in the very version that was sent may still be ours: it is left to the fence", async () => {
  at.demoCentral.answers = [{ commit: false, outcome: lost }];
  at.demoCentral.before = (call) => {
    if (call === "readSlot" && at.demoCentral.sentBookings === 1) at.demoCentral.status = "busy";
  };
  expect(await book()).toMatchObject({ kind: "taken" });
  expect(phase()).toBe("fencing");
});

test("a visit that somebody has gone on working with before it was found is left to the fence", async () => {
  at.demoCentral.answers = [{ commit: true, outcome: lost }];
  at.demoCentral.before = (call) => {
    if (call === "visitByKey") for (const visit of at.demoCentral.visits) visit.status = "arrived";
  };
  expect(await book()).toEqual({ kind: "refused" });
  expect(phase()).toBe("fencing");
});

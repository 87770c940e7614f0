import { describe, expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import { enteredBooking } from "./entered-booking.ts";
import { lost } from "./one-slot-central.ts";
import { key } from "./operations.ts";

const at = enteredBooking();
const { book, phase } = at;

describe("a booking", () => {
  test("of a free slot is sent once, read back, journaled as being shown, and booked", async () => {
    expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a1" } });
    expect(at.demoCentral.calls).toEqual(["readSlot", "book", "readVisit"]);
    expect(phase()).toBe("showing");
  });

  test("is not another's visit, though the central API calls that one ours", async () => {
    at.demoCentral.visits.push({ id: "a1", key: "another", version: 1, status: "booked", fence: [] });
    const foreign = { kind: "committed", appointmentId: "a1", createdSlotIds: [] } as const;
    at.demoCentral.answers.push({ commit: true, outcome: foreign });
    expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a2", keys: { booking: [key] } } });
    expect(at.demoCentral.sentBookings).toBe(1);
  });

  test("is in the journal with its version before it leaves", async () => {
    let journaled: unknown;
    const sending = at.demoCentral.central.book;
    at.demoCentral.central.book = (...given) => {
      const operation = at.bench.journal.get(key);
      journaled = { state: operation?.phase.state, sent: operation?.sent };
      return sending(...given);
    };
    await book();
    expect(journaled).toEqual({ state: "sending", sent: [{ of: "Slot/s1", mark: 'W/"1"' }] });
  });

  test("that can't be journaled does not leave", async () => {
    at.bench.journal.sending = () => {
      throw new Error("disk full");
    };
    await expect(book()).rejects.toThrow("disk full");
    expect(at.demoCentral.sentBookings).toBe(0);
  });

  test.each(["busy", "busy-unavailable", "busy-tentative"] as const)(
    "of a slot that is %s sends nothing and leaves nothing",
    async (status) => {
      at.demoCentral.status = status;
      expect(await book()).toMatchObject({ kind: "taken", slot: { status } });
      expect(at.demoCentral.sentBookings).toBe(0);
      expect(phase()).toBe("settled");
    },
  );

  test("of a slot that is gone is told as taken", async () => {
    at.demoCentral.gone = true;
    expect(await book()).toEqual({ kind: "taken", slot: null });
    expect(phase()).toBe("settled");
  });

  test("that the central API refuses is not sent again", async () => {
    at.demoCentral.answers = [{ outcome: { kind: "refused", status: 422 } }];
    expect(await book()).toEqual({ kind: "refused" });
    expect(at.demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
  });

  test("that is refused after one that was lost is left to the fence: the first may still come", async () => {
    at.demoCentral.answers = [{ outcome: lost }, { outcome: { kind: "refused", status: 422 } }];
    expect(await book()).toEqual({ kind: "refused" });
    expect(phase()).toBe("fencing");
  });
});

test("a central API that can't be asked for the slot is told to be away, and nothing was sent", async () => {
  at.demoCentral.down = true;
  expect(await book()).toEqual({ kind: "unavailable" });
  expect(at.demoCentral.sentBookings).toBe(0);
  expect(phase()).toBe("settled");
});

test("a slot that was withdrawn and made anew by the PUT is told as taken, and taken back", async () => {
  const outcome = { kind: "committed", appointmentId: "a1", createdSlotIds: ["s1"] } as const;
  at.demoCentral.answers = [{ commit: true, outcome }];
  expect(await book()).toEqual({ kind: "taken", slot: null });
  expect(at.bench.journal.get(key)).toMatchObject({
    phase: { state: "fencing" },
    payload: { withdrawn: true },
  });
});

test.each([
  ["is another schedule's by now", () => Object.assign(at.demoCentral, { scheduleId: "c2" })],
  ["begins at another time by now", () => Object.assign(at.demoCentral, { start: 3_600_000 })],
])("a slot that %s is told as taken, and nothing is sent", async (_, change) => {
  change();
  expect(await book()).toMatchObject({ kind: "taken", slot: { id: "s1" } });
  expect(at.demoCentral.sentBookings).toBe(0);
  expect(phase()).toBe("settled");
});

describe.each([401, 403, 407])("a kiosk whose access is refused (%i)", (status) => {
  test("is told as the central API being away, and IT is alarmed", async () => {
    at.demoCentral.answers = [{ outcome: { kind: "refused", status } }];
    expect(await book()).toEqual({ kind: "unavailable" });
    expect(at.demoCentral.sentBookings).toBe(1);
    expect(phase()).toBe("settled");
    expect(at.bench.log.of("central.unauthorized")).toMatchObject([{ during: "booking.book", code: status }]);
  });

  test("after an attempt that was lost leaves the first to the fence", async () => {
    at.demoCentral.answers = [{ outcome: lost }, { outcome: { kind: "refused", status } }];
    expect(await book()).toEqual({ kind: "unknown" });
    expect(phase()).toBe("fencing");
  });
});

test("a refused access to reading is told at once", async () => {
  const read = at.demoCentral.central.readSlot;
  at.demoCentral.central.readSlot = async (...given) => {
    await read(...given);
    throw new CentralError("unauthorized", "status 403", { code: 403 });
  };
  expect(await book()).toEqual({ kind: "unavailable" });
  expect(at.demoCentral.calls).toEqual(["readSlot"]);
});

test("a transaction committed in part is told as such, and left to the fence", async () => {
  at.demoCentral.answers = [{ commit: true, outcome: { kind: "partialCommit", statuses: ["412", "201"] } }];
  expect(await book()).toEqual({ kind: "partialCommit", detail: "412, 201" });
  expect(at.bench.journal.get(key)).toMatchObject({
    phase: { state: "fencing" },
    payload: { partialCommit: true },
  });
});

test.each([404, 410])(
  "an answer %i tells that something has gone since it was read: it is read again",
  async (status) => {
    at.demoCentral.answers = [{ outcome: { kind: "refused", status } }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(at.demoCentral.calls).toEqual(["readSlot", "book", "readSlot", "visitByKey", "book", "readVisit"]);
  },
);

test("a committed answer that names no visit is followed by the key", async () => {
  at.demoCentral.answers = [
    { commit: true, outcome: { kind: "committed", appointmentId: null, createdSlotIds: [] } },
  ];
  expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a1" } });
  expect(at.demoCentral.calls).toEqual(["readSlot", "book", "visitByKey"]);
});

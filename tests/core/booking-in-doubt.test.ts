import { beforeEach, describe, expect, test } from "vitest";
import {
  type AttemptOutcome,
  type Central,
  CentralError,
  type CentralVisit,
  type SlotReading,
  type SlotStatus,
} from "#contract/central.ts";
import { type BookRequest, type BookStep, bookSlot } from "#main/booking/book.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";

/** A centre with one slot that answers `book` as a test says; `commit` tells whether it keeps the booking all the same. */
type Answer = { commit?: boolean; throws?: "away"; outcome?: AttemptOutcome };

class OneSlotCentre {
  status: SlotStatus = "free";
  version = 1;
  visit: CentralVisit | null = null;
  gone = false;
  answers: Answer[] = [];
  calls: string[] = [];
  down = false;
  undoOutcome: AttemptOutcome = { kind: "committed", appointmentId: "a1", slotCreated: false };

  private up(): void {
    if (this.down) throw new CentralError("away", "down");
  }
  readSlot = async (): Promise<SlotReading> => {
    this.calls.push("readSlot");
    this.up();
    if (this.gone) return { state: "gone" };
    const slot = {
      id: "s1",
      version: String(this.version),
      lastUpdated: 0,
      scheduleId: "c1",
      start: 0,
      end: 900_000,
      status: this.status,
    };
    return { state: "present", slot, etag: `W/"${this.version}"`, raw: {} };
  };
  book = async (attempt: { key: string; slot: { etag: string } }): Promise<AttemptOutcome> => {
    this.calls.push("book");
    const answer = this.answers.shift() ?? { commit: true };
    const fits = attempt.slot.etag === `W/"${this.version}"` && this.visit === null;
    if (answer.commit && fits) this.keep();
    return (
      answer.outcome ??
      (fits ? { kind: "committed", appointmentId: "a1", slotCreated: false } : { kind: "doubt", why: "412" })
    );
  };
  keep(status = "booked"): void {
    this.status = "busy";
    this.version++;
    this.visit = {
      id: "a1",
      etag: 'W/"1"',
      status,
      ticketNumber: "10001",
      start: 0,
      slotIds: ["s1"],
      patientId: "p1",
      practitionerId: "d1",
      roleId: "r1",
      service: { id: "h1", code: "B01.065.001", name: "x" },
      keys: { booking: [request.key], operation: [], fence: [] },
      selfService: true,
      raw: {},
    };
  }
  visitByKey = async () => {
    this.calls.push("visitByKey");
    this.up();
    return this.visit;
  };
  readVisit = async () => {
    this.calls.push("readVisit");
    this.up();
    return this.visit;
  };
  cancel = async () => {
    this.calls.push("undo");
    return this.undoOutcome;
  };
}

const request: BookRequest = {
  key: "01930000-0000-7000-8000-000000000001",
  slotId: "s1",
  patientId: "p1",
  ticketNumber: "10001",
  service: { id: "h1", code: "B01.065.001", name: "x" },
  practitionerId: "d1",
  roleId: "r1",
  roomLocationId: null,
  organizationId: "o1",
  phone: null,
  consent: {
    key: "k",
    patientId: "p1",
    organizationId: "o1",
    accepted: true,
    textVersion: "1",
    textHash: "h",
    language: "ru",
    at: 0,
    kiosk: "1",
  },
};

let centre: OneSlotCentre;
let clock: FakeClock;
let steps: BookStep[];

beforeEach(() => {
  centre = new OneSlotCentre();
  clock = fakeClock();
  steps = [];
});

/** Runs a booking to its end, however long it waits between its questions. */
async function book() {
  let done = false;
  const running = bookSlot(request, {
    central: centre as unknown as Central,
    clock,
    log: keptLog(),
    before: (step) => steps.push(step),
    patience: 20_000,
  }).finally(() => {
    done = true;
  });
  for (let turns = 0; turns < 200 && !done; turns++) await clock.pass(200);
  return running;
}
const booksSent = () => centre.calls.filter((call) => call === "book").length;

describe("a booking", () => {
  test("of a free slot is sent once, read back and booked", async () => {
    expect(await book()).toMatchObject({ kind: "booked", visit: { id: "a1" } });
    expect(centre.calls).toEqual(["readSlot", "book", "readVisit"]);
  });

  test("announces intent and attempt before anything leaves", async () => {
    await book();
    expect(steps).toEqual([
      { step: "intent", key: request.key, slotId: "s1", patientId: "p1" },
      { step: "attempt", key: request.key, etag: 'W/"1"' },
      { step: "settled", key: request.key, result: "booked" },
    ]);
  });

  test.each(["busy", "busy-unavailable", "busy-tentative"] as const)(
    "of a slot that is %s sends nothing",
    async (status) => {
      centre.status = status;
      expect(await book()).toMatchObject({ kind: "taken", slot: { status } });
      expect(booksSent()).toBe(0);
    },
  );

  test("of a withdrawn slot sends nothing", async () => {
    centre.gone = true;
    expect(await book()).toEqual({ kind: "taken", slot: null });
    expect(booksSent()).toBe(0);
  });

  test("that the centre refuses is not sent again", async () => {
    centre.answers = [{ outcome: { kind: "refused", status: 422 } }];
    expect(await book()).toEqual({ kind: "refused" });
    expect(booksSent()).toBe(1);
  });
});

describe("when the answer is lost", () => {
  test("after the commit, the key is found and nothing is sent twice", async () => {
    centre.answers = [{ commit: true, outcome: { kind: "doubt", why: "reset" } }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(booksSent()).toBe(1);
  });

  test("before the commit, the same key is sent again", async () => {
    centre.answers = [{ outcome: { kind: "doubt", why: "timeout" } }];
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(booksSent()).toBe(2);
  });

  test("and somebody else has the slot by now, it is certainly taken", async () => {
    centre.answers = [{ outcome: { kind: "doubt", why: "409" } }];
    const reading = centre.readSlot;
    centre.readSlot = async () => {
      if (booksSent() > 0) centre.status = "busy";
      return reading();
    };
    expect(await book()).toMatchObject({ kind: "taken" });
    expect(booksSent()).toBe(1);
  });

  test("the slot is read before the key is looked up", async () => {
    centre.answers = [{ commit: true, outcome: { kind: "doubt", why: "reset" } }];
    await book();
    expect(centre.calls).toEqual(["readSlot", "book", "readSlot", "visitByKey"]);
  });

  test("and the key was cancelled meanwhile, the booking is at its end", async () => {
    centre.answers = [{ outcome: { kind: "doubt", why: "reset" } }];
    const reading = centre.readSlot;
    centre.readSlot = async () => {
      if (booksSent() > 0 && !centre.visit) centre.keep("cancelled");
      return reading();
    };
    expect(await book()).toEqual({ kind: "refused" });
    expect(booksSent()).toBe(1);
  });

  test("and the centre stays away, it is said that nothing is known", async () => {
    centre.answers = [{ commit: true, outcome: { kind: "doubt", why: "reset" } }];
    const sending = centre.book;
    centre.book = async (attempt) => {
      const outcome = await sending(attempt);
      centre.down = true;
      return outcome;
    };
    expect(await book()).toEqual({ kind: "unknown" });
    expect(steps.at(-1)).toMatchObject({ step: "settled", result: "unknown" });
  });

  test("and the centre comes back within the patient's patience, the booking is found", async () => {
    centre.answers = [{ commit: true, outcome: { kind: "doubt", why: "reset" } }];
    const sending = centre.book;
    centre.book = async (attempt) => {
      const outcome = await sending(attempt);
      centre.down = true;
      clock.after(8_000, () => {
        centre.down = false;
      });
      return outcome;
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(booksSent()).toBe(1);
  });

  test("of the read-back alone, the key settles it", async () => {
    let first = true;
    const reading = centre.readVisit;
    centre.readVisit = async () => {
      if (first) {
        first = false;
        centre.calls.push("readVisit");
        throw new CentralError("away", "reset");
      }
      return reading();
    };
    expect(await book()).toMatchObject({ kind: "booked" });
    expect(booksSent()).toBe(1);
  });
});

test("a centre that can't be asked for the slot is told to be away, and nothing was sent", async () => {
  centre.down = true;
  expect(await book()).toEqual({ kind: "away" });
  expect(booksSent()).toBe(0);
});

test("a slot that was withdrawn and made anew by the PUT is taken back", async () => {
  centre.answers = [{ commit: true, outcome: { kind: "committed", appointmentId: "a1", slotCreated: true } }];
  expect(await book()).toEqual({ kind: "taken", slot: null });
  expect(centre.calls).toContain("undo");
});

test("a withdrawn slot's booking that can't be taken back is not called free", async () => {
  centre.answers = [{ commit: true, outcome: { kind: "committed", appointmentId: "a1", slotCreated: true } }];
  centre.undoOutcome = { kind: "doubt", why: "reset" };
  expect(await book()).toEqual({ kind: "unknown" });
});

test("a torn transaction is undone and closes the centre", async () => {
  centre.answers = [{ commit: true, outcome: { kind: "torn", statuses: ["412", "201"] } }];
  expect(await book()).toEqual({ kind: "torn" });
  expect(centre.calls).toContain("undo");
});

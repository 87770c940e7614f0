import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { read, search } from "#tests/support/central-rest.ts";
import { openDemoCentral, waitFor } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { reviewList } from "#tests/support/review-list.ts";
import { settings } from "./clinic.ts";
import { type KillableKiosk, killableKiosk } from "./killable-kiosk.ts";
import { type Fate, type Line, openLine } from "./line.ts";

/**
 * A real core is killed (SIGKILL) in each state of an operation, and started again on the same files. Each test
 * is named after the state in which it died and what the next start did. No state is left by a patience that runs
 * out meanwhile: what is to be fenced is what an earlier start has found.
 */
const closers: (() => unknown)[] = [];
let demoCentral: DemoCentral;
let line: Line;
let kiosk: KillableKiosk;

// What one test has left behind hinders none that follows.
beforeEach(() => kiosk.start());
beforeAll(async () => {
  const later = (close: () => unknown) => void closers.push(close);
  demoCentral = await openDemoCentral(later);
  line = await openLine(later, demoCentral.url);
  kiosk = await killableKiosk(later, { centralUrl: line.url, configFile: settings(later) });
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});
afterEach(() => {
  line.fate = () => "passes";
});

type Wanted = { offer: Offer; serviceId: string; branchId: string };

async function arrive(): Promise<Wanted> {
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  await kiosk.client().session.end({ reason: "finished" });
  await signIn(kiosk.client(), patient);
  return firstOffer(kiosk.client());
}

/** A visit that was booked and seen. */
async function seenVisit(): Promise<Wanted & { visitId: string }> {
  const wanted = await arrive();
  const { visitId } = await book(kiosk.client(), wanted);
  await kiosk.client().booking.shown({ visitId });
  return { ...wanted, visitId };
}

async function anotherOffer({ branchId, serviceId, offer }: Wanted): Promise<Offer> {
  const offers = await kiosk.client().schedule.nearest({ branchId, serviceId, limit: 3 });
  const other = offers.find(({ slotId }) => slotId !== offer.slotId);
  if (!other) throw new Error("nothing else is free");
  return other;
}

const moving = (visit: Wanted & { visitId: string }, offer: Offer): Promise<unknown> =>
  kiosk.client().booking.move({
    visitId: visit.visitId,
    ...timeOf(offer),
    serviceId: visit.serviceId,
    branchId: visit.branchId,
  });

/** The first request that fits meets this fate; all others pass. */
function strike(fits: (path: string, isTransaction: boolean) => boolean, fate: Fate | Promise<Fate>): void {
  let struck = false;
  line.fate = ({ path, isTransaction }) => {
    if (struck || !fits(path, isTransaction)) return "passes";
    struck = true;
    return fate;
  };
}
const transactions = (_path: string, isTransaction: boolean): boolean => isTransaction;

/** Does something that the kiosk won't live to answer, until a request is struck. */
async function untilStruck(work: () => Promise<unknown>): Promise<void> {
  const struck = line.struck();
  work().catch(() => undefined);
  await struck;
}

type Phase = { readonly state: string; readonly detail: string | null };

/** What the journal's file holds, the newest operation first. */
function journal(): Phase[] {
  const reader = new Database(join(kiosk.dataDir, "journal.sqlite"), { readonly: true });
  try {
    return reader.prepare<[], Phase>("SELECT state, detail FROM operation ORDER BY key DESC").all();
  } finally {
    reader.close();
  }
}
const journalSize = (): number => journal().length;
function journaled(): Phase {
  const [newest] = journal();
  if (!newest) throw new Error("nothing is in the journal");
  return newest;
}
async function restarted(): Promise<void> {
  line.fate = () => "passes";
  await kiosk.start();
  await waitFor(() => ["settled", "review"].includes(journaled().state));
}
const statusOfSlot = async (slotId: string): Promise<unknown> =>
  (await read(demoCentral.url, "Slot", slotId)).status;
const statusOfVisit = async (id: string): Promise<unknown> =>
  (await read(demoCentral.url, "Appointment", id)).status;
/** Statuses of the visits that hold a time. */
const liveOn = async (slotId: string): Promise<unknown[]> =>
  (await search(demoCentral.url, "Appointment", { slot: `Slot/${slotId}` }))
    .map(({ status }) => status)
    .filter((status) => status !== "cancelled");

describe("a booking, killed when it was", () => {
  test("looking at its time: nothing had begun", async () => {
    const wanted = await arrive();
    const before = journalSize();
    strike((path) => path.includes("/Slot/"), "heldBefore");
    await untilStruck(() => book(kiosk.client(), wanted));
    await kiosk.kill();
    await kiosk.start();
    expect(journalSize()).toBe(before);
    expect(await liveOn(wanted.offer.slotId)).toEqual([]);
    expect(await statusOfSlot(wanted.offer.slotId)).toBe("free");
  });

  test("sending, before the central API had it: fenced, and the original that comes late is refused", async () => {
    const wanted = await arrive();
    const late = Promise.withResolvers<Fate>();
    const reached = Promise.withResolvers<void>();
    let struck = false;
    line.fate = ({ isTransaction }) => {
      if (!isTransaction || struck) return "passes";
      struck = true;
      reached.resolve();
      return late.promise;
    };
    book(kiosk.client(), wanted).catch(() => undefined);
    await reached.promise;
    await kiosk.kill();
    expect(journaled().state).toBe("sending");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "none" });
    const arrived = line.struck();
    late.resolve("lostAfter");
    await arrived;
    expect(await liveOn(wanted.offer.slotId)).toEqual([]);
    expect(await statusOfSlot(wanted.offer.slotId)).toBe("free");
  });

  test("sending, after the central API had kept it: cancelled, and its time is free", async () => {
    const wanted = await arrive();
    strike(transactions, "heldAfter");
    await untilStruck(() => book(kiosk.client(), wanted));
    await kiosk.kill();
    expect(journaled().state).toBe("sending");
    expect(await liveOn(wanted.offer.slotId)).toEqual(["booked"]);
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "undone" });
    expect(await liveOn(wanted.offer.slotId)).toEqual([]);
    expect(await statusOfSlot(wanted.offer.slotId)).toBe("free");
  });

  test("fencing: the fence went on", async () => {
    const wanted = await arrive();
    strike(transactions, "heldBefore");
    await untilStruck(() => book(kiosk.client(), wanted));
    await kiosk.kill();
    line.fate = ({ isTransaction }) => (isTransaction ? "lostBefore" : "passes");
    const struck = line.struck();
    await kiosk.start();
    await struck;
    await kiosk.kill();
    expect(journaled().state).toBe("fencing");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "none" });
    expect(await liveOn(wanted.offer.slotId)).toEqual([]);
  });

  test("showing: left as it is, on the review list", async () => {
    const wanted = await arrive();
    const { visitId, number } = await book(kiosk.client(), wanted);
    await kiosk.kill();
    expect(journaled().state).toBe("showing");
    await restarted();
    expect(journaled()).toEqual({ state: "review", detail: "notShown" });
    expect(await statusOfVisit(visitId)).toBe("booked");
    const items = reviewList(kiosk.dataDir).list();
    expect(items).toMatchObject([{ operation: "book", reason: "notShown", visitId, facts: { number } }]);
  });

  test("on the review list: still there, until people have seen to it", async () => {
    await kiosk.kill();
    await restarted();
    const [item] = reviewList(kiosk.dataDir).list();
    expect(item).toMatchObject({ reason: "notShown" });
    expect(reviewList(kiosk.dataDir).done(item?.id ?? "")).toBe(true);
    expect(journaled()).toEqual({ state: "settled", detail: "byReception" });
  });

  test("settled: nothing was done, and the visit stands", async () => {
    const { visitId } = await seenVisit();
    await kiosk.kill();
    expect(journaled()).toEqual({ state: "settled", detail: "shown" });
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "shown" });
    expect(await statusOfVisit(visitId)).toBe("booked");
    expect(kiosk.log().map(({ event }) => event)).not.toContain("booking.settled");
  });
});

describe("a cancel, killed when it was", () => {
  test("intended: forgotten, as nothing had left", async () => {
    const visit = await seenVisit();
    strike((path) => path.includes("/Slot/"), "heldBefore");
    await untilStruck(() => kiosk.client().booking.cancel({ visitId: visit.visitId }));
    await kiosk.kill();
    expect(journaled().state).toBe("intended");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "none" });
    expect(await statusOfVisit(visit.visitId)).toBe("booked");
    expect(await statusOfSlot(visit.offer.slotId)).toBe("busy");
  });

  test("sending, before the central API had it: shut out, and the visit stands", async () => {
    const visit = await seenVisit();
    strike(transactions, "heldBefore");
    await untilStruck(() => kiosk.client().booking.cancel({ visitId: visit.visitId }));
    await kiosk.kill();
    expect(journaled().state).toBe("sending");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "none" });
    expect(await statusOfVisit(visit.visitId)).toBe("booked");
    expect(await statusOfSlot(visit.offer.slotId)).toBe("busy");
  });

  test("sending, after the central API had kept it: stays cancelled, on the review list", async () => {
    const visit = await seenVisit();
    strike(transactions, "heldAfter");
    await untilStruck(() => kiosk.client().booking.cancel({ visitId: visit.visitId }));
    await kiosk.kill();
    expect(journaled().state).toBe("sending");
    await restarted();
    expect(journaled()).toEqual({ state: "review", detail: "notShown" });
    expect(await statusOfVisit(visit.visitId)).toBe("cancelled");
    expect(await statusOfSlot(visit.offer.slotId)).toBe("free");
  });

  test("showing: stays cancelled, on the review list", async () => {
    const visit = await seenVisit();
    await kiosk.client().booking.cancel({ visitId: visit.visitId });
    await kiosk.kill();
    expect(journaled().state).toBe("showing");
    await restarted();
    expect(journaled()).toEqual({ state: "review", detail: "notShown" });
    expect(await statusOfVisit(visit.visitId)).toBe("cancelled");
  });
});

describe("a move, killed when it was", () => {
  test("sending, before the central API had it: shut out, and the visit stands at its old time", async () => {
    const visit = await seenVisit();
    const to = await anotherOffer(visit);
    strike(transactions, "heldBefore");
    await untilStruck(() => moving(visit, to));
    await kiosk.kill();
    expect(journaled().state).toBe("sending");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "none" });
    expect(await liveOn(visit.offer.slotId)).toEqual(["booked"]);
    expect(await statusOfSlot(to.slotId)).toBe("free");
  });

  test("sending, after the central API had kept it: moved back", async () => {
    const visit = await seenVisit();
    const to = await anotherOffer(visit);
    strike(transactions, "heldAfter");
    await untilStruck(() => moving(visit, to));
    await kiosk.kill();
    expect(journaled().state).toBe("sending");
    expect(await statusOfSlot(visit.offer.slotId)).toBe("free");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "undone" });
    expect(await liveOn(visit.offer.slotId)).toEqual(["booked"]);
    expect(await statusOfSlot(visit.offer.slotId)).toBe("busy");
    expect(await statusOfSlot(to.slotId)).toBe("free");
  });

  test("fencing, in the middle of moving back: moved back once", async () => {
    const visit = await seenVisit();
    const to = await anotherOffer(visit);
    strike(transactions, "heldAfter");
    await untilStruck(() => moving(visit, to));
    await kiosk.kill();
    strike(transactions, "heldAfter");
    const struck = line.struck();
    await kiosk.start();
    await struck;
    expect(await statusOfSlot(visit.offer.slotId)).toBe("busy");
    await kiosk.kill();
    expect(journaled().state).toBe("fencing");
    await restarted();
    expect(journaled()).toEqual({ state: "settled", detail: "undone" });
    expect(await liveOn(visit.offer.slotId)).toEqual(["booked"]);
    expect(await statusOfSlot(to.slotId)).toBe("free");
  });

  test("showing: stays moved, on the review list", async () => {
    const visit = await seenVisit();
    const to = await anotherOffer(visit);
    await moving(visit, to);
    await kiosk.kill();
    expect(journaled().state).toBe("showing");
    await restarted();
    expect(journaled()).toEqual({ state: "review", detail: "notShown" });
    expect(await liveOn(to.slotId)).toEqual(["booked"]);
    expect(await statusOfSlot(visit.offer.slotId)).toBe("free");
  });
});

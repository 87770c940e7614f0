import { expect, test } from "vitest";
import type { SlotRow } from "#contract/index.ts";
import { createSlotWriter } from "#main/schedules/slot-writer.ts";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { type Mirror, openMirror, openScripted } from "./mirror.ts";
import type { Reply } from "./scripted-central.ts";

const statusOf = (mirror: Mirror, id: string) => mirror.slots().find((each) => each.id === id)?.status;

/** The core's own write, right after a booking: the slot as the central API holds it then. */
function putAsCore(mirror: Mirror, row: SlotRow): void {
  const writer = createSlotWriter(mirror.store);
  writer.put(writer.numberOf("s1") ?? 0, row);
}

const isWindow = (path: string) => path.startsWith("Slot?schedule=");
const isIncrement = (path: string) => path.startsWith("Slot?_lastUpdated=");

test.each([
  ["a window", isWindow],
  ["an increment", isIncrement],
] as const)("a slot just booked is not shown free by %s that was read before", (_, isIt) =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();

    // The central API reads the page; until it arrives, this kiosk books one of its times.
    const held = Promise.withResolvers<void>();
    const answered: Reply[] = [];
    demoCentral.script = async (asked) => {
      if (!isIt(asked.path)) return null;
      const page = demoCentral.honest(asked);
      answered.push(page);
      await held.promise;
      return page;
    };
    const told = mirror.schedulesChanged.length;
    mirror.sync.refresh("s1");
    if (isIt === isIncrement) void mirror.increment();
    await waitFor(() => answered.length > 0);
    clock.advance(1000);
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }), { versionId: "booked" });
    const { start, end } = quarter(0);
    putAsCore(mirror, {
      id: "s1-0",
      version: "booked",
      lastUpdated: clock.now(),
      scheduleId: "s1",
      start: Date.parse(start),
      end: Date.parse(end),
      status: "busy",
    });
    // A neighbour changes too, so that the end of this pull can be seen.
    const seen = watch(mirror, "s1-0");
    demoCentral.script = () => null;
    held.resolve();
    clock.advance(1000);
    demoCentral.put(slot("s1-3", { ...quarter(3), status: "busy" }));
    await mirror.increment();
    await waitFor(() => statusOf(mirror, "s1-3") === "busy" && mirror.schedulesChanged.length > told);
    expect(seen()).toEqual(["busy"]);
  }),
);

/** Every status that a slot is given from now on, and the one that it has. */
function watch(mirror: Mirror, id: string): () => unknown[] {
  mirror.store.exec(`
    CREATE TEMP TABLE seen (status TEXT);
    CREATE TEMP TRIGGER watch AFTER UPDATE OF status ON slot WHEN NEW.id = '${id}' AND NEW.status <> OLD.status
    BEGIN INSERT INTO seen VALUES (NEW.status); END`);
  const rows = mirror.store.prepare("SELECT status FROM seen").pluck();
  return () => [...rows.all(), statusOf(mirror, id)];
}

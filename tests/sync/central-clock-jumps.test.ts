import { expect, test } from "vitest";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { fillClinic, friday, quarter, slot } from "./clinic.ts";
import { type Later, waitFor, withCleanUp } from "./helpers.ts";
import { type Mirror, openMirror } from "./mirror.ts";
import { startScriptedCentral } from "./scripted-central.ts";

const minute = 60_000;
const statusOf = (mirror: Mirror, id: string) => mirror.slots().find((each) => each.id === id)?.status;

/** A central API whose wall clock a test sets by itself, and a kiosk whose clock is right. */
async function openBoth(later: Later) {
  const centralClock = fakeClock(friday);
  const clock = fakeClock(friday);
  const demoCentral = await startScriptedCentral({ clock: centralClock });
  later(() => demoCentral.close());
  fillClinic(demoCentral, 2);
  const mirror = openMirror(later, { url: demoCentral.url, clock });
  await mirror.online();
  return { demoCentral, centralClock, mirror };
}

test("forward: what changes before and after the jump is found by the next increment", () =>
  withCleanUp(async (later) => {
    const { demoCentral, centralClock, mirror } = await openBoth(later);
    centralClock.advance(10_000);
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    centralClock.setWall(centralClock.now() + 60 * minute);
    demoCentral.put(slot("s1-1", { ...quarter(1), status: "busy" }));
    await mirror.increment();
    expect([statusOf(mirror, "s1-0"), statusOf(mirror, "s1-1")]).toEqual(["busy", "busy"]);
  }));

test("back: what changed while the kiosk was cut off is found, although it lies far behind the cursor", () =>
  withCleanUp(async (later) => {
    const { demoCentral, centralClock, mirror } = await openBoth(later);
    centralClock.setWall(friday + 3 * 60 * minute);
    await mirror.increment();
    demoCentral.script = () => "reset";
    await mirror.increment();
    centralClock.setWall(friday + minute);
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    demoCentral.remove("Slot", "s2-0");
    centralClock.setWall(friday + 20 * minute);
    demoCentral.script = () => null;
    for (let increments = 0; increments < 4; increments++) {
      centralClock.advance(30_000);
      await mirror.increment();
    }
    await waitFor(() => statusOf(mirror, "s1-0") === "busy");
    await waitFor(() => statusOf(mirror, "s2-0") === undefined);
  }));

test("years ahead for a while: nightly pulls are not put off until then", () =>
  withCleanUp(async (later) => {
    const { demoCentral, centralClock, mirror } = await openBoth(later);
    centralClock.setWall(Date.parse("2031-01-01T00:00:00Z"));
    await mirror.increment();
    mirror.sync.refresh("s1");
    await mirror.increment();
    centralClock.setWall(friday + 2 * minute);
    await mirror.increment();
    await mirror.increment();
    const ahead = mirror.store
      .prepare("SELECT value FROM sync_state WHERE name <> 'centre' AND value > ?")
      .all(friday + 60 * minute);
    expect(ahead).toEqual([]);
    await waitFor(() => windowsAhead(mirror) === 0);
    expect(mirror.slots().length, "and no time was cleared away for being of the past").toBe(8);
    expect(demoCentral.asked.length).toBeLessThan(200);
  }));

const windowsAhead = (mirror: Mirror): number =>
  mirror.store
    .prepare<[number], number>("SELECT count(*) FROM schedule WHERE window_at > ?")
    .pluck()
    .get(friday + 60 * minute) ?? 0;

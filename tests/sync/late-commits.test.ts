import { expect, test } from "vitest";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { type Mirror, openMirror, openScripted } from "./mirror.ts";
import type { ScriptedCentral } from "./scripted-central.ts";

const statusOf = (mirror: Mirror, id: string) => mirror.slots().find((each) => each.id === id)?.status;

/** A commit that took its time: the row says when it was written, and can be seen only now. */
function commitLate(demoCentral: ScriptedCentral, now: number, secondsAgo: number): void {
  const lastUpdated = new Date(now - secondsAgo * 1000).toISOString();
  demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }), { lastUpdated });
}

test("a commit that surfaces minutes late, behind the cursor, is found by the next increment", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    for (let increments = 0; increments < 12; increments++) await mirror.increment();
    commitLate(demoCentral, clock.now(), 200);
    await mirror.increment();
    expect(statusOf(mirror, "s1-0")).toBe("busy");
  }));

test("one that surfaces later than an increment looks back is found when its grid is opened", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    for (let increments = 0; increments < 20; increments++) await mirror.increment();
    commitLate(demoCentral, clock.now(), 500);
    await mirror.increment();
    expect(statusOf(mirror, "s1-0")).toBe("free");
    mirror.sync.refresh("s1");
    await waitFor(() => statusOf(mirror, "s1-0") === "busy");
  }));

test.each(["window", "increment"] as const)(
  "a time that changes while its pages are read, and stands on two of them: the newer one is kept (%s)",
  (kind) =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later);
      const mirror = openMirror(later, { url: demoCentral.url, clock });
      await mirror.online();
      demoCentral.pageSize = 2;
      // Later than what is stored: equal times would be asked for one by one, which puts everything right.
      clock.advance(1000);
      for (let time = 0; time < 4; time++) demoCentral.put(slot(`s1-${time}`, quarter(time)));
      // Between the pages s1-1 is taken and slips back: page two begins with it once more.
      demoCentral.script = ({ path }) => {
        if (!path.includes("_offset=2")) return null;
        clock.advance(1000);
        demoCentral.put(slot("s1-1", { ...quarter(1), status: "busy" }));
        return demoCentral.honest({
          method: "GET",
          path: path.replace("_offset=2", "_offset=1"),
          headers: {},
          body: "",
        });
      };
      const told = mirror.schedulesChanged.length;
      if (kind === "increment") await mirror.increment();
      else mirror.sync.refresh("s1");
      await waitFor(() => mirror.schedulesChanged.length > told && statusOf(mirror, "s1-1") === "busy");
      expect(mirror.slots()).toHaveLength(4);
      expect(demoCentral.asked.filter(({ path }) => path.startsWith("Slot/"))).toEqual([]);
    }),
);

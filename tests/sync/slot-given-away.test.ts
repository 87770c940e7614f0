import { expect, test } from "vitest";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

test("a slot that is given to another doctor's schedule leaves the former one's, and is stored once", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 2);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    clock.advance(1000);
    demoCentral.put({ ...slot("s1-1", quarter(1)), schedule: { reference: "Schedule/s2" } });
    await mirror.increment();
    const stored = () => mirror.slots().filter(({ id }) => id === "s1-1");
    await waitFor(() => stored().some(({ schedule }) => schedule === "s2"));
    expect(stored()).toMatchObject([{ schedule: "s2", status: "free" }]);
    expect(mirror.schedulesChanged.flat()).toEqual(expect.arrayContaining(["s1", "s2"]));
  }));

test("a slot that is given to a schedule that isn't mirrored is stored no more", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    clock.advance(1000);
    demoCentral.put({ ...slot("s1-1", quarter(1)), schedule: { reference: "Schedule/of-another-clinic" } });
    await mirror.increment();
    await waitFor(() => mirror.slots().every(({ id }) => id !== "s1-1"));
    expect(mirror.slots().map(({ id }) => id)).toEqual(["s1-0", "s1-2", "s1-3"]);
  }));

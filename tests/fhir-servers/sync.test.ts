import { describe, expect, test } from "vitest";
import { horizonAt } from "#sync/pull/calendar.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { type Mirror, openMirror } from "#tests/sync/mirror.ts";
import { receptionAt } from "./reception.ts";
import { type FhirServer, type Later, soundServers } from "./servers.ts";
import { clinicId } from "./tiny-clinic.ts";

async function loaded(server: FhirServer, later: Later, settings: Record<string, unknown> = {}) {
  const url = await server.open(later);
  const clock = fakeClock(Date.now());
  const mirror = openMirror(later, { url, clock, settings: { organizations: [clinicId], ...settings } });
  await mirror.online();
  return { url, mirror, reception: receptionAt(url) };
}

const statusOf = (mirror: Mirror, id: string) => mirror.slots().find((slot) => slot.id === id)?.status;

/** Some slot of the mirror that can be booked and is still to come. */
function aFreeSlot(mirror: Mirror): { id: string; schedule: string } {
  const free = mirror.slots().filter(({ status, start }) => status === "free" && start > Date.now());
  const slot = free[Math.floor(free.length / 2)];
  if (!slot) throw new Error("nothing is free");
  return slot;
}

type SlotPage = { entry?: { resource: { id: string; start: string } }[] };

/** Ids of all slots of a schedule from a day on, in short searches of a week: no server ends its links there. */
async function slotsOf(url: string, schedule: string, from: number): Promise<string[]> {
  const ids: string[] = [];
  for (let week = 0; week < 8; week++) {
    const [begin, end] = [week, week + 1].map((each) => new Date(from + each * 7 * 86_400_000).toISOString());
    const query = `schedule=Schedule/${schedule}&start=ge${begin}&start=lt${end}&_count=1000&_sort=start`;
    for (let next: string | undefined = `${url}/Slot?${query}`; next !== undefined; ) {
      const page = (await (await fetch(next)).json()) as SlotPage & {
        link?: { relation: string; url: string }[];
      };
      ids.push(...(page.entry ?? []).map(({ resource }) => resource.id));
      next = page.link?.find(({ relation }) => relation === "next")?.url;
    }
  }
  return ids;
}

describe.each<FhirServer>(soundServers)("$name", (server) => {
  test("first load: clinics, doctors and times are mirrored, page by page, none left out", () =>
    withCleanUp(async (later) => {
      const { mirror, url } = await loaded(server, later, { pageSize: 70 });
      expect(mirror.ids("organization")).toHaveLength(2);
      expect(mirror.ids("schedule")).toHaveLength(4);
      const held = await Promise.all(
        mirror.ids("schedule").map((id) => slotsOf(url, id, horizonAt(Date.now(), "Europe/Moscow", 28).from)),
      );
      expect(mirror.slots().map(({ id }) => id)).toEqual(held.flat().toSorted());
      const doubtful = /search-incomplete|unreadable|changes-doubtful/;
      expect(mirror.log.lines.filter((line) => doubtful.test(line))).toEqual([]);
    }));

  test("increment: a time that the reception blocks turns dark, and only its schedule is told of", () =>
    withCleanUp(async (later) => {
      const { mirror, reception } = await loaded(server, later);
      const { id, schedule } = aFreeSlot(mirror);
      const told = mirror.schedulesChanged.length;
      await reception.change("Slot", id, { status: "busy-unavailable" });
      await mirror.increment();
      expect(statusOf(mirror, id)).toBe("busy-unavailable");
      expect(mirror.schedulesChanged.slice(told)).toEqual([[schedule]]);
    }));

  test("increment: a time that the reception adds appears", () =>
    withCleanUp(async (later) => {
      const { mirror, reception } = await loaded(server, later);
      const { id, schedule } = aFreeSlot(mirror);
      const { start, end } = await reception.read("Slot", id);
      const added = await reception.create({
        resourceType: "Slot",
        schedule: { reference: `Schedule/${schedule}` },
        status: "free",
        start,
        end,
      });
      await mirror.increment();
      expect(statusOf(mirror, added)).toBe("free");
    }));

  test("window: a time that the reception deletes goes when its grid is opened", () =>
    withCleanUp(async (later) => {
      const { mirror, reception } = await loaded(server, later);
      const { id, schedule } = aFreeSlot(mirror);
      await reception.remove("Slot", id);
      await mirror.increment();
      expect(statusOf(mirror, id), "a search shows no deletes").toBe("free");
      mirror.sync.refresh(schedule);
      await waitFor(() => statusOf(mirror, id) === undefined);
    }));

  test("increment: what was seen before costs no write", () =>
    withCleanUp(async (later) => {
      const { mirror, reception } = await loaded(server, later);
      const { id } = aFreeSlot(mirror);
      await reception.change("Slot", id, { status: "busy" });
      await mirror.increment();
      const told = mirror.schedulesChanged.length;
      await mirror.increment();
      await mirror.increment();
      expect(mirror.schedulesChanged).toHaveLength(told);
    }));
});

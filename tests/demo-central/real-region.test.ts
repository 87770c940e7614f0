import { describe, expect, test } from "vitest";
import { longestValues } from "#demo-central/index.ts";
import { real } from "#demo-central/seed/real-values.ts";
import { systemClock } from "#main/time/clock.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { openDemoCentral, withCleanUp } from "../support/kiosk.ts";

type Bundle = { readonly total?: number; readonly entry?: readonly { readonly resource: { id: string } }[] };

const rows = async (url: string, path: string): Promise<Bundle> => {
  const answer = await fetch(`${url}/${path}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Bundle;
};

describe("the region real", () => {
  test("is the same for the same day, and is served whole whatever its rows hold", () =>
    withCleanUp(async (later) => {
      const clock = { ...systemClock, now: () => Date.parse("2026-12-31T20:30:00Z") };
      const texts = [];
      for (const _ of [1, 2]) {
        const demoCentral = await openDemoCentral(later, { size: "real", clock });
        const types = [...new Set(real.resources.map(({ resourceType }) => resourceType))];
        const found = await Promise.all(
          types.map(async (type) => await rows(demoCentral.url, `${type}?_count=1000&_sort=_lastUpdated`)),
        );
        for (const [at, type] of types.entries()) {
          const least = real.resources.filter(({ resourceType }) => resourceType === type).length;
          expect(found[at]?.total, type).toBeGreaterThanOrEqual(least);
        }
        texts.push(JSON.stringify(found.map(({ entry = [] }) => entry.map(({ resource }) => resource.id))));
      }
      expect(texts[0]).toBe(texts[1]);
    }));

  test("leaves no template unfilled", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later, { size: "real" });
      for (const type of ["Slot", "Appointment", "PractitionerRole", "Patient"]) {
        const text = JSON.stringify(await rows(demoCentral.url, `${type}?_count=1000`));
        expect(text).not.toMatch(/~|\{[+-]|\{month|undefined/);
      }
    }));

  test("tells its longest values, a whole name of more than 120 letters among them", () => {
    const { family, given, patronymic, service, room } = longestValues;
    expect([family, given, patronymic].join(" ").length).toBeGreaterThan(120);
    expect(service.length).toBeGreaterThan(150);
    expect(room.length).toBeGreaterThan(80);
  });

  test("keeps its days ahead while the central API runs on, each once, and touches nothing that is there", () =>
    withCleanUp(async (later) => {
      const clock = fakeClock(Date.parse("2026-11-30T09:00:00Z"));
      const demoCentral = await openDemoCentral(later, { size: "real", clock });
      const slots = async (): Promise<{ total: number; first: string[] }> => {
        const { total = 0, entry = [] } = await rows(demoCentral.url, "Slot?_count=1000&_sort=_lastUpdated");
        return { total, first: entry.map(({ resource }) => resource.id) };
      };
      const before = await slots();
      clock.advance(26 * 86_400_000);
      const after = await slots();
      expect(after.total).toBeGreaterThan(before.total * 1.5);
      expect(after.first).toEqual(before.first);
      expect(await slots()).toEqual(after);
      expect(
        (await rows(demoCentral.url, "Slot?status=free&start=ge2027-01-11&_count=0")).total,
      ).toBeGreaterThan(10);
    }));
});

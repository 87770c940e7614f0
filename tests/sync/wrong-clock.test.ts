import { expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import { horizonAt, lastTimeAt } from "#sync/pull/calendar.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";
import { patient } from "./connector.ts";
import { withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

test("a kiosk whose own clock is wrong goes by the central API's, also after its own has jumped", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock: centralClock } = await openScripted(later);
    const clock = fakeClock(Date.parse("2019-01-01T00:00:00Z"));
    const settings = centralSettingsSchema.parse({ url: demoCentral.url });
    const central = createFhirCentral({ settings, timeZone: "Europe/Moscow", log: keptLog(), clock });
    later(() => central.close());
    await central.about(patient);
    expect(central.now()).toBe(centralClock.now());
    clock.advance(90_000);
    clock.setWall(0);
    expect(central.now()).toBe(centralClock.now() + 90_000);
  }));

test("whole seconds in the central API's header don't make its clock go back", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock: centralClock } = await openScripted(later);
    const clock = fakeClock();
    const central = createFhirCentral({
      timeZone: "Europe/Moscow",
      settings: centralSettingsSchema.parse({ url: demoCentral.url }),
      log: keptLog(),
      clock,
    });
    later(() => central.close());
    await central.about(patient);
    let last = central.now();
    for (let asks = 0; asks < 5; asks++) {
      clock.advance(300);
      centralClock.advance(300);
      await central.about(patient);
      expect(central.now()).toBe(last + 300);
      last = central.now();
    }
  }));

test("cursors are instants of the central API's clock", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock: centralClock } = await openScripted(later);
    const clock = fakeClock(Date.parse("2031-05-05T00:00:00Z"));
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const cursors = mirror.store
      .prepare("SELECT value FROM sync_state WHERE name LIKE 'cursor:%'")
      .pluck()
      .all();
    expect(new Set(cursors)).toEqual(new Set([centralClock.now()]));
    expect(mirror.sync.state()).toEqual({ state: "online", freshAt: centralClock.now() });
    expect(mirror.slots()).toHaveLength(4);
  }));

test("the mirror begins on the clinic's own Monday, also where a clock change lies between", () => {
  // Sunday 23:30 in Berlin is Sunday still; in Yekaterinburg it is Monday already.
  const night = Date.parse("2026-10-25T22:30:00Z");
  expect(horizonAt(night, "Europe/Berlin", 28).from).toBe(Date.parse("2026-10-18T22:00:00Z"));
  expect(horizonAt(night, "Asia/Yekaterinburg", 28).from).toBe(Date.parse("2026-10-25T19:00:00Z"));
  expect(horizonAt(night, "Europe/Berlin", 28).until).toBe(Date.parse("2026-11-29T23:00:00Z"));
});

test("the night's moment is yesterday's until the clinic's clock has come to it", () => {
  const zone = "Europe/Moscow";
  expect(lastTimeAt(Date.parse("2026-11-20T00:00:00Z"), zone, "03:00")).toBe(
    Date.parse("2026-11-20T00:00:00Z"),
  );
  expect(lastTimeAt(Date.parse("2026-11-19T23:59:59Z"), zone, "03:00")).toBe(
    Date.parse("2026-11-19T00:00:00Z"),
  );
  // 02:30 does not exist in Berlin on 29 March 2026: the clock goes from 02:00 to 03:00.
  expect(lastTimeAt(Date.parse("2026-03-29T03:00:00Z"), "Europe/Berlin", "02:30")).toBe(
    Date.parse("2026-03-29T01:30:00Z"),
  );
});

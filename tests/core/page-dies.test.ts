import { beforeEach, expect, test } from "vitest";
import { createHeartbeat, type Heartbeat } from "#main/page/heartbeat.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { openCentre, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";

let clock: FakeClock;
let heartbeat: Heartbeat;
let lost: number;

beforeEach(() => {
  clock = fakeClock();
  lost = 0;
  heartbeat = createHeartbeat({
    clock,
    onLost: () => {
      lost++;
    },
  });
});

test("a window that never shows the page is told lost after a minute", () => {
  heartbeat.windowOpened();
  clock.advance(59_999);
  expect(lost).toBe(0);
  clock.advance(1);
  expect(lost).toBe(1);
});

test("a page that beats is left alone, and one that falls silent is told lost once", () => {
  heartbeat.windowOpened();
  for (let beats = 0; beats < 100; beats++) {
    clock.advance(5_000);
    heartbeat.beat();
  }
  expect(lost).toBe(0);
  clock.advance(20_000);
  expect(lost).toBe(1);
  clock.advance(600_000);
  expect(lost).toBe(1);
});

test("the window that is opened instead is watched again", () => {
  heartbeat.windowOpened();
  clock.advance(60_000);
  heartbeat.windowOpened();
  clock.advance(10_000);
  heartbeat.beat();
  clock.advance(20_000);
  expect(lost).toBe(2);
});

test("a page whose stream of events ends and is not opened again is told lost within two seconds", () => {
  heartbeat.windowOpened();
  const left = heartbeat.joined();
  heartbeat.beat();
  clock.advance(3_000);
  left();
  clock.advance(900);
  expect(lost).toBe(0);
  clock.advance(1_000);
  expect(lost).toBe(1);
});

test("one that opens its stream again in time is left alone, however often", () => {
  heartbeat.windowOpened();
  for (let breaks = 0; breaks < 50; breaks++) {
    const left = heartbeat.joined();
    heartbeat.beat();
    clock.advance(2_000);
    left();
    left();
    clock.advance(900);
  }
  heartbeat.joined();
  clock.advance(10_000);
  expect(lost).toBe(0);
});

test("a new stream that is there before the old one has ended counts", () => {
  heartbeat.windowOpened();
  const left = heartbeat.joined();
  heartbeat.joined();
  left();
  heartbeat.beat();
  clock.advance(19_000);
  expect(lost).toBe(0);
});

test("the stream of a window that was replaced ends late, and is nobody's loss", () => {
  heartbeat.windowOpened();
  const left = heartbeat.joined();
  heartbeat.windowOpened();
  left();
  clock.advance(30_000);
  expect(lost).toBe(0);
});

test("without a window of ours nothing is expected: the address may be open anywhere, or nowhere", () => {
  heartbeat.beat();
  clock.advance(3_600_000);
  expect(lost).toBe(0);
});

test("whoever stands before a window that was opened anew finds no session of who was there before", async () => {
  await withCleanUp(async (later) => {
    const centre = await openCentre(later);
    const { core, client } = await openKiosk(later, { centralUrl: centre.url });
    const former = await client.session.start({});
    core.windowOpened();
    expect((await client.kiosk.info({})).session).toEqual({ state: "none", endedBy: "lost" });
    const next = await client.session.start({});
    expect(next.state !== "none" && former.state !== "none" && next.id !== former.id).toBe(true);
  });
});

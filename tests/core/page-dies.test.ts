import { beforeEach, expect, test } from "vitest";
import { createHeartbeat, type Heartbeat } from "#main/page/heartbeat.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";

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

test("a page that beats is left alone, and one that falls silent is told lost once, within three seconds", () => {
  heartbeat.windowOpened();
  for (let beats = 0; beats < 100; beats++) {
    clock.advance(500);
    heartbeat.beat();
  }
  clock.advance(2_499);
  expect(lost).toBe(0);
  clock.advance(500);
  expect(lost).toBe(1);
  clock.advance(600_000);
  expect(lost).toBe(1);
});

test("by what the core itself is late, the page may be silent for longer", () => {
  heartbeat.windowOpened();
  heartbeat.beat();
  for (let late = 0; late < 6; late++) clock.stall(2_000);
  expect(lost).toBe(0);
  heartbeat.beat();
  for (let late = 0; late < 6; late++) clock.stall(2_000);
  expect(lost).toBe(0);
  clock.advance(1_000);
  expect(lost).toBe(1);
});

test("a page that stays silent is lost after twenty seconds, however late the core is", () => {
  heartbeat.windowOpened();
  heartbeat.beat();
  for (let late = 0; late < 3; late++) clock.stall(6_000);
  expect(lost).toBe(0);
  clock.stall(2_000);
  expect(lost).toBe(1);
});

test("a machine that slept is no silence of the page's", () => {
  heartbeat.windowOpened();
  heartbeat.beat();
  clock.stall(15_000);
  expect(lost).toBe(0);
  heartbeat.beat();
  clock.advance(2_000);
  expect(lost).toBe(0);
});

test("beats that may be waiting for other calls to be answered aren't missed", () => {
  heartbeat.windowOpened();
  heartbeat.beat();
  const answered = Array.from({ length: 5 }, () => heartbeat.called());
  clock.advance(10_000);
  expect(lost).toBe(0);
  answered[0]?.();
  answered[0]?.();
  clock.advance(2_000);
  expect(lost).toBe(0);
  clock.advance(1_000);
  expect(lost).toBe(1);
});

test("the window that is opened instead is watched again", () => {
  heartbeat.windowOpened();
  clock.advance(60_000);
  heartbeat.windowOpened();
  clock.advance(10_000);
  heartbeat.beat();
  clock.advance(3_000);
  expect(lost).toBe(2);
});

test("a page whose stream of events ends and is not opened again is told lost within two seconds", () => {
  heartbeat.windowOpened();
  const left = heartbeat.joined();
  heartbeat.beat();
  clock.advance(1_000);
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
    clock.advance(1_000);
    left();
    left();
    clock.advance(900);
  }
  heartbeat.joined();
  heartbeat.beat();
  clock.advance(2_000);
  expect(lost).toBe(0);
});

test("a new stream that is there before the old one has ended counts", () => {
  heartbeat.windowOpened();
  const left = heartbeat.joined();
  heartbeat.joined();
  left();
  heartbeat.beat();
  clock.advance(2_000);
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
    const demoCentral = await openDemoCentral(later);
    const { core, client } = await openKiosk(later, { centralUrl: demoCentral.url });
    const former = await client.session.start({});
    core.windowOpened();
    expect((await client.kiosk.info({})).session).toEqual({ state: "none", endedBy: "lost" });
    const next = await client.session.start({});
    expect(next.state !== "none" && former.state !== "none" && next.id !== former.id).toBe(true);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { HeardScan } from "#contract/scanner/scan.ts";
import { createScanner, type Scanner } from "#main/scanner/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";
import { type FakeScanner, startFakeScanner } from "./fake-scanner.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const number = { kind: "number", number: "4056410842001238" };
const bytes = (text: string): Uint8Array => Buffer.from(text);

function kiosk(settings: Parameters<typeof createScanner>[0]["settings"]) {
  const clock = fakeClock();
  const log = keptLog();
  const scans: HeardScan[] = [];
  let busy = false;
  const scanner = createScanner({
    settings,
    busy: () => busy,
    onScan: (scan) => scans.push(scan),
    takeCard: ({ kind }) => (kind === "card" ? { pass: "pass" } : null),
    clock,
    log,
  });
  closers.push(() => scanner.close());
  return { clock, log, scans, scanner, signIn: () => (busy = true) };
}

describe("a scanner without a line", () => {
  const heard = (): { scanner: Scanner; told: () => unknown[] } & ReturnType<typeof kiosk> => {
    const all = kiosk({ kind: "keyboard" });
    return { ...all, told: () => all.log.lines.map((line) => JSON.parse(line)) };
  };

  test("tells what was typed into the page, and logs its kind alone", () => {
    const { scanner, told, scans } = heard();
    expect(scanner.read("4056410842001238")).toEqual(number);
    expect(scanner.read("4607001234567")).toEqual({ kind: "fault", fault: "SCAN_FOREIGN" });
    expect(told()).toEqual([
      { level: "info", event: "scanner.scan", kind: "number" },
      { level: "info", event: "scanner.scan", kind: "SCAN_FOREIGN" },
    ]);
    expect(scans, "the page has its answer").toEqual([]);
  });

  test("doesn't look at what is held to it while somebody is signed in", () => {
    const { scanner, scans, signIn, told } = heard();
    signIn();
    expect(scanner.read("4056410842001238")).toEqual({ kind: "ignored" });
    scanner.feed(bytes("4056410842001238\n"));
    expect(scans).toEqual([{ kind: "ignored" }]);
    expect(told().at(-1)).toEqual({ level: "info", event: "scanner.scan", kind: "ignored" });
  });

  test("tells whole scans among the bytes of a device, and forgets half a one when it is closed", async () => {
    const { scanner, scans, clock } = heard();
    scanner.feed(bytes("40564108"));
    scanner.feed(bytes("42001238\n4056"));
    expect(scans).toEqual([number]);
    await scanner.close();
    clock.advance(10_000);
    expect(scans).toHaveLength(1);
  });
});

describe("a scanner on a line", () => {
  async function plugged(): Promise<{ device: FakeScanner } & ReturnType<typeof kiosk>> {
    const folder = mkdtempSync(join(tmpdir(), "infomat-scanner-"));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const device = await startFakeScanner(folder, (close) => closers.push(close));
    return { device, ...kiosk({ kind: "serial", path: device.path, baudRate: 9600 }) };
  }
  const told = ({ log }: { log: { lines: string[] } }): string[] =>
    log.lines.map((line) => JSON.parse(line)).map(({ level, event }) => `${level} ${event}`);
  const until = (condition: () => boolean): Promise<boolean> =>
    vi.waitUntil(condition, { interval: 10, timeout: 45_000 });

  test("is opened by itself, and what it sends is read", async () => {
    const all = await plugged();
    await until(() => told(all).includes("info scanner.ready"));
    await all.device.send("4056410842001238\r\n");
    await until(() => all.scans.length > 0);
    expect(all.scans).toEqual([number]);
    expect(told(all)).toEqual(["info scanner.ready", "info scanner.scan"]);
  });

  test("that is missed is told once, looked for with growing pauses, and read when it is there", async () => {
    const all = await plugged();
    await until(() => told(all).includes("info scanner.ready"));
    await all.device.send("40564108");
    await all.device.unplug();
    await until(() => {
      all.clock.advance(2_000);
      return told(all).includes("warn scanner.gone");
    });
    await until(() => {
      all.clock.advance(1_000);
      return told(all).includes("warn scanner.unopened");
    });
    await all.device.plugIn();
    await until(() => {
      all.clock.advance(1_000);
      return told(all).filter((line) => line === "info scanner.ready").length === 2;
    });
    await all.device.send("4056410842001238\n");
    await until(() => all.scans.some(({ kind }) => kind === "number"));
    // The clock may have moved on before the line was found gone: the half is a foreign code then, by itself.
    const foreign = { kind: "fault", fault: "SCAN_FOREIGN" };
    expect([[number], [foreign, number]], "the half that came before joins nothing").toContainEqual(
      all.scans,
    );
    // That half, too, is told of where it came by itself.
    const ofScans = ["info scanner.scan", "warn scanner.fault"];
    expect(told(all).filter((line) => !ofScans.includes(line))).toEqual([
      "info scanner.ready",
      "warn scanner.gone",
      "warn scanner.unopened",
      "info scanner.ready",
    ]);
  });

  test("that isn't there is tried after one second, then after two, and told once; closed, it is left alone", async () => {
    const all = kiosk({ kind: "serial", path: join(tmpdir(), "infomat-no-such-line"), baudRate: 9600 });
    const after = vi.spyOn(all.clock, "after");
    await until(() => after.mock.calls.length === 1);
    all.clock.advance(1_000);
    await until(() => after.mock.calls.length === 2);
    expect(after.mock.calls.map(([pause]) => pause)).toEqual([1_000, 2_000]);
    await all.scanner.close();
    all.clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(after).toHaveBeenCalledTimes(2);
    expect(told(all)).toEqual(["warn scanner.unopened"]);
  });

  test("that is closed by the kiosk is not told to be gone, and can be opened by another", async () => {
    const all = await plugged();
    await until(() => told(all).includes("info scanner.ready"));
    await all.scanner.close();
    all.clock.advance(60_000);
    expect(told(all)).toEqual(["info scanner.ready"]);
    const next = kiosk({ kind: "serial", path: all.device.path, baudRate: 9600 });
    await until(() => told(next).includes("info scanner.ready"));
  });
});

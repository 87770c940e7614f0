import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PrinterStatus } from "#contract/index.ts";
import { chooseLogo, chooseMode, chooseProfile, chooseTransport } from "#main/tickets/choose-printer.ts";
import { deviceMemory } from "#main/tickets/device-memory.ts";
import { afterDeath, isClean, isOver, jobStates } from "#main/tickets/journal/states.ts";
import { provenWithin, watchAway } from "#main/tickets/queue/printer-news.ts";
import { isStoreFault, sameTicket, tellingStoreFaults } from "#main/tickets/queue/records.ts";
import { printerSettingsSchema } from "#main/tickets/settings.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import type { Printer } from "#printer/index.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

let home: string;
let clock: FakeClock;
let log: KeptLog;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "infomat-printing-"));
  clock = fakeClock();
  log = keptLog();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("the printer's settings", () => {
  const read = (given: unknown) => printerSettingsSchema.safeParse(given);
  const faults = (given: unknown): string[] =>
    (read(given).error?.issues ?? []).map(({ path }) => path.join("."));

  test.each([
    ["auto", { kind: "auto" }],
    ["virtual", { kind: "virtual" }],
    [{ widthMm: 58 }, { kind: "virtual", widthMm: 58 }],
    [
      { kind: "serial", path: "COM3" },
      { kind: "serial", path: "COM3", baudRate: 115_200, flow: "rtscts" },
    ],
    [
      { kind: "tcp", host: "10.0.0.9" },
      { kind: "tcp", host: "10.0.0.9", port: 9100 },
    ],
    [
      { kind: "tcp", host: "a", port: 65_535, mode: "text" },
      { kind: "tcp", host: "a", port: 65_535, mode: "text" },
    ],
    [
      { kind: "spooler", queue: "t".repeat(127) },
      { kind: "spooler", queue: "t".repeat(127) },
    ],
  ])("%j are %j", (given, settings) => {
    expect(read(given).data).toEqual(settings);
  });

  test.each([
    [{ kind: "usb", vendor: "04b80" }, "vendor"],
    [{ kind: "usb", product: "04B8" }, "product"],
    [{ kind: "usb", serial: "" }, "serial"],
    [{ kind: "serial", path: "" }, "path"],
    [{ kind: "serial", path: "a", baudRate: 1199 }, "baudRate"],
    [{ kind: "serial", path: "a", baudRate: 1_000_001 }, "baudRate"],
    [{ kind: "serial", path: "a", flow: "dtr" }, "flow"],
    [{ kind: "tcp", host: "" }, "host"],
    [{ kind: "tcp", host: "a", port: 0 }, "port"],
    [{ kind: "tcp", host: "a", port: 65_536 }, "port"],
    [{ kind: "device", path: "" }, "path"],
    [{ kind: "spooler", queue: "two words" }, "queue"],
    [{ kind: "spooler", queue: "t".repeat(128) }, "queue"],
    [{ kind: "auto", profile: "pos-58", widthMm: 58 }, "widthMm"],
    [{ kind: "auto", widthMm: 72 }, "widthMm"],
    [{ kind: "auto", mode: "picture" }, "mode"],
    [{ kind: "auto", logo: "" }, "logo"],
    [{ kind: "auto", paper: 80 }, ""],
    ["telex", ""],
    [null, ""],
  ])("%j are refused at %s", (given, field) => {
    expect(faults(given)).toEqual([field]);
  });
});

describe("what the printer is driven with", () => {
  test("is the generic model of its paper, where none is named", () => {
    expect([chooseProfile({}).widthMm, chooseProfile({ widthMm: 80 }).widthMm]).toEqual([80, 80]);
    expect(chooseProfile({ widthMm: 58 }).widthMm).toBe(58);
    expect(() => chooseProfile({ profile: "telex" })).toThrow(/there is no telex\. There are: .*generic, /);
  });

  test("is letters where the line is slow or tells nothing, a picture where it is fast, or as configured", () => {
    const auto = { ...chooseProfile({}), mode: "auto" } as const;
    const mode = (bytesPerSecond: number | null, of = auto) => chooseMode({}, of, { bytesPerSecond });
    expect([mode(1999), mode(2000), mode(null)]).toEqual(["text", "raster", "raster"]);
    expect(chooseMode({ mode: "raster" }, auto, { bytesPerSecond: 100 })).toBe("raster");
    expect(chooseMode({}, { ...auto, mode: "text" }, { bytesPerSecond: null })).toBe("text");
  });

  test.each([
    ["auto"],
    [{ kind: "usb", vendor: "04b8", product: "0202" }],
    [{ kind: "serial", path: "/dev/ttyS9" }],
    [{ kind: "tcp", host: "127.0.0.1", port: 9 }],
    [{ kind: "device", path: "/dev/usb/lp9" }],
    [{ kind: "spooler", queue: "tickets" }],
  ])("is a line of the kind that %j names", (given) => {
    const settings = printerSettingsSchema.parse(given);
    if (settings.kind === "virtual") throw new Error("no device");
    const { name } = chooseTransport(settings, clock);
    const told: Readonly<Record<typeof settings.kind, RegExp>> = {
      auto: /./,
      usb: /04b8/,
      serial: /ttyS9/,
      tcp: /127\.0\.0\.1/,
      device: /lp9/,
      spooler: /tickets/,
    };
    expect(name).toMatch(told[settings.kind]);
  });

  test("has no logo where none is configured; one that is no picture is refused by its name", async () => {
    expect(await chooseLogo({}, chooseProfile({}))).toBeNull();
    const logo = join(home, "logo.png");
    writeFileSync(logo, "no picture");
    await expect(chooseLogo({ logo }, chooseProfile({}))).rejects.toThrow(`printer.logo: ${logo}`);
  });
});

describe("what a device was seen to answer", () => {
  const open = (device: string) => deviceMemory(join(home, "printer.json"), device, { clock, log });

  test("is known after a restart, each device's apart, to this user alone", () => {
    open("a").set({ ways: ["dleEot"], proofs: ["gsH"] });
    open("b").set({ ways: ["gsE"], proofs: [] });
    expect(open("a").get()).toEqual({ ways: ["dleEot"], proofs: ["gsH"] });
    expect(open("b").get()).toEqual({ ways: ["gsE"], proofs: [] });
    expect(open("c").get()).toEqual({ ways: [], proofs: [] });
    expect(statSync(join(home, "printer.json")).mode & 0o077).toBe(0);
  });

  test.each(["", "{", '{"a": {"ways": ["telex"], "proofs": []}}', "[]"])(
    "is learned anew where the file holds %j",
    (content) => {
      writeFileSync(join(home, "printer.json"), content);
      expect(open("a").get()).toEqual({ ways: [], proofs: [] });
      open("a").set({ ways: ["dleEot"], proofs: [] });
      expect(open("a").get()).toEqual({ ways: ["dleEot"], proofs: [] });
    },
  );

  test("is kept a minute after the disk refused, which is told once", () => {
    const folder = join(home, "later");
    const file = join(folder, "printer.json");
    const memory = deviceMemory(file, "a", { clock, log });
    memory.set({ ways: ["dleEot"], proofs: [] });
    memory.set({ ways: ["gsE"], proofs: [] });
    expect(memory.get()).toEqual({ ways: ["gsE"], proofs: [] });
    expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([{ level: "warn", code: "ENOENT" }]);
    mkdirSync(folder);
    clock.advance(59_999);
    memory.get();
    expect(existsSync(file)).toBe(false);
    clock.advance(1);
    memory.get();
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ a: { ways: ["gsE"], proofs: [] } });
    rmSync(folder, { recursive: true });
    clock.advance(60_000);
    memory.get();
    expect(existsSync(folder)).toBe(false);
    memory.set({ ways: [], proofs: [] });
    expect(log.lines).toHaveLength(2);
  });
});

/** A printer that says what it is told to. */
function talking(status: PrinterStatus) {
  const statuses = new Set<(status: PrinterStatus) => void>();
  const fates = new Set<(news: { job: string; fate: "printed" }) => void>();
  const printer = {
    status: () => status,
    onStatus(listener: (status: PrinterStatus) => void) {
      statuses.add(listener);
      return () => statuses.delete(listener);
    },
    onFate(listener: (news: { job: string; fate: "printed" }) => void) {
      fates.add(listener);
      return () => fates.delete(listener);
    },
  } as unknown as Printer;
  return {
    printer,
    say: (next: PrinterStatus) => {
      for (const listener of statuses) listener(next);
    },
    fate: (job: string, fate: string) => {
      for (const listener of fates) listener({ job, fate: fate as "printed" });
    },
    listeners: () => statuses.size + fates.size,
  };
}

describe("news of the printer", () => {
  test("for how long it has been away, from the first word of it until it is back", () => {
    const { printer, say, listeners } = talking("ready");
    const away = watchAway(printer, clock);
    clock.advance(100);
    expect(away.forMs()).toBe(0);
    say("offline");
    clock.advance(100);
    say("offline");
    clock.advance(50);
    expect(away.forMs()).toBe(150);
    say("ready");
    clock.advance(10);
    expect(away.forMs()).toBe(0);
    away.stop();
    expect(listeners()).toBe(0);
    const since = watchAway(talking("offline").printer, clock);
    clock.advance(70);
    expect(since.forMs()).toBe(70);
  });

  test("the proof of exactly this job is waited for, no longer than said", async () => {
    const { printer, fate, listeners } = talking("ready");
    const proven = provenWithin(1000, "job-1", printer, clock);
    fate("job-2", "printed");
    fate("job-1", "taken");
    fate("job-1", "printed");
    expect([await proven, listeners()]).toEqual([true, 0]);
    const inVain = provenWithin(1000, "job-1", printer, clock);
    clock.advance(1000);
    expect([await inVain, listeners()]).toEqual([false, 0]);
  });
});

describe("records of the print journal", () => {
  const full = Object.assign(new Error("full"), { code: "SQLITE_FULL" });

  test("that can't be written are told and stop nothing; a bug is thrown on", () => {
    const telling = tellingStoreFaults(log);
    expect(telling("job-1", () => 7)).toBe(7);
    const failing = (error: unknown) => () => {
      throw error;
    };
    expect(telling("job-1", failing(full))).toBeNull();
    expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "error", job: "job-1", code: "SQLITE_FULL" },
    ]);
    expect(() => telling("job-1", failing(new TypeError("a bug")))).toThrow("a bug");
  });

  test.each([
    [full, true],
    [Object.assign(new Error("x"), { code: "ENOSPC" }), false],
    [Object.assign(new Error("x"), { code: 13 }), false],
    [new Error("SQLITE_FULL"), false],
    [{ code: "SQLITE_FULL" }, false],
  ])("%o is a fault of the store: %s", (error, is) => {
    expect(isStoreFault(error)).toBe(is);
  });

  test("tell a moved visit's ticket from the one before", () => {
    const ticket = { visitId: "v1", date: "2026-11-24", time: "09:00" };
    expect(sameTicket(ticket, { ...ticket })).toBe(true);
    for (const other of [{ visitId: "v2" }, { date: "2026-11-25" }, { time: "09:20" }])
      expect(sameTicket(ticket, { ...ticket, ...other })).toBe(false);
  });

  test("say of each state whether it is over, whether nothing is on paper, and what a death makes of it", () => {
    expect(jobStates.filter((state) => !isOver(state))).toEqual(["queued", "preflight", "sending", "sent"]);
    expect(jobStates.filter(isClean)).toEqual(["preflight", "failedClean", "cancelled", "expired"]);
    expect(
      jobStates.filter((state) => afterDeath(state) !== state).map((state) => [state, afterDeath(state)]),
    ).toEqual([
      ["queued", "cancelled"],
      ["preflight", "cancelled"],
      ["sending", "unconfirmed"],
      ["sent", "unconfirmed"],
    ]);
  });
});

describe("the texts of tickets", () => {
  const locales = join(import.meta.dirname, "../../assets/locales");

  test("are each language's own, and Russian for one that has none", () => {
    const texts = loadTicketTexts(locales, ["ru", "en"], log);
    expect(texts("en")).not.toEqual(texts("ru"));
    expect(texts("kk")).toBe(texts("ru"));
    expect(log.lines).toEqual([]);
  });

  test("of a language that is wrong are Russian, and that is told; wrong Russian ones stop the start", () => {
    const russian = readFileSync(join(locales, "ru.json"), "utf8");
    writeFileSync(join(home, "ru.json"), russian);
    writeFileSync(join(home, "tt.json"), JSON.stringify({ ...JSON.parse(russian), ticket: { title: 7 } }));
    const texts = loadTicketTexts(home, ["tt", "ru", "kk"], log);
    expect(texts("tt")).toBe(texts("ru"));
    expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "warn", language: "tt" },
      { level: "warn", language: "kk" },
    ]);
    writeFileSync(join(home, "ru.json"), JSON.stringify({ ...JSON.parse(russian), ticket: "none" }));
    expect(() => loadTicketTexts(home, ["ru"], log)).toThrow(/ru\.json/);
  });
});

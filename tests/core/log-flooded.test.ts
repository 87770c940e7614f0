import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "#main/log/log.ts";
import { logFile } from "#main/log/log-file.ts";
import { traceOf } from "#main/log/trace.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { smallDisk } from "#tests/support/small-disk.ts";

const line = (text: string) => `{"msg":"${text}"}\n`;
const wholeLines = (file: string): { msg: string; event?: string; lines?: number }[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as { msg: string; event?: string; lines?: number });

test("the log is rotated while running and holds no more than its share", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const file = join(folder, "infomat.log");
    const log = logFile(file, { largest: 10_000, kept: 2 });
    for (let index = 0; index < 5000; index++) log.write(line(`event ${index}`));
    expect(readdirSync(folder).sort()).toEqual(["infomat.log", "infomat.log.1", "infomat.log.2"]);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(10_000);
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
    expect(wholeLines(file).at(-1)?.msg).toBe("event 4999");
  }));

test("a log of before that others could read is theirs no more, and is gone on with", () =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "infomat.log");
    writeFileSync(file, line("before"), { mode: 0o644 });
    logFile(file).write(line("now"));
    expect(wholeLines(file).map(({ msg }) => msg)).toEqual(["before", "now"]);
    expect(statSync(file).mode & 0o077).toBe(0);
  }));

test("a full disk loses lines, not the process; the loss is told once there is room", () =>
  withCleanUp(async (later) => {
    const { monotonic, advance } = fakeClock();
    const disk = smallDisk(later, { kilobytes: 256 });
    const folder = disk?.dir ?? temporaryFolder(later);
    const file = join(folder, "infomat.log");
    const log = logFile(file, { monotonic });
    log.write(line("before"));
    if (disk) disk.fill();
    else {
      rmSync(file);
      symlinkSync("/dev/full", file);
      advance(5000);
    }
    for (let index = 0; index < 300; index++) {
      log.write(line(`lost ${"x".repeat(100)}`));
      advance(100);
    }
    if (disk) disk.free();
    else rmSync(file);
    advance(5000);
    log.write(line("after"));
    const lines = wholeLines(file);
    expect(lines.at(-1)?.msg).toBe("after");
    expect(lines.at(-2)?.event).toBe("log.lines-lost");
    expect(lines.at(-2)?.lines).toBeGreaterThan(0);
  }));

test("a disk that turns read-only, and a folder that goes, cost lines alone", () =>
  withCleanUp(async (later) => {
    const { monotonic, advance } = fakeClock();
    const disk = smallDisk(later);
    const folder = join(disk?.dir ?? temporaryFolder(later), "data");
    const file = join(folder, "infomat.log");
    const log = logFile(file, { monotonic });
    log.write(line("before"));
    rmSync(folder, { recursive: true });
    advance(5000);
    log.write(line("made anew"));
    expect(wholeLines(file).map(({ msg }) => msg)).toEqual(["made anew"]);
    // A folder in the file's place can't be written whoever runs the test.
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    advance(5000);
    log.write(line("lost"));
    rmSync(folder);
    advance(5000);
    log.write(line("after"));
    expect(wholeLines(file).map(({ lines }) => lines)).toEqual([1, undefined]);
  }));

test("a log file that was deleted or moved away while running is made anew", () =>
  withCleanUp(async (later) => {
    const { monotonic, advance } = fakeClock();
    const file = join(temporaryFolder(later), "infomat.log");
    const log = logFile(file, { monotonic });
    log.write(line("before"));
    rmSync(file);
    advance(5000);
    log.write(line("after"));
    expect(existsSync(file)).toBe(true);
    expect(wholeLines(file).map(({ msg }) => msg)).toEqual(["after"]);
  }));

test("one event can't flood the log: what is left out is counted and told", () => {
  const { monotonic, advance } = fakeClock();
  const lines: { msg: string; event?: string; lines?: number; of?: string }[] = [];
  const destination = { write: (text: string) => void lines.push(JSON.parse(text)) };
  const log = createLog({ level: "info", destination, monotonic });
  for (let index = 0; index < 100_000; index++) log.write("http.foreign-request", { method: "GET" });
  expect(lines.length).toBeLessThan(100);
  log.write("sync.changes-doubtful");
  expect(lines.at(-1)?.event).toBe("sync.changes-doubtful");
  advance(60_000);
  log.write("sync.store-busy", { nextTryIn: 1000 });
  const told = lines.find(({ event }) => event === "log.lines-left-out");
  expect(told?.of).toBe("http.foreign-request");
  expect((told?.lines ?? 0) + lines.filter(({ event }) => event === "http.foreign-request").length).toBe(
    100_000,
  );
  const written = lines.length;
  log.write("http.foreign-request", { method: "POST" });
  expect(lines.slice(written).map(({ event }) => event)).toEqual(["http.foreign-request"]);
});

test("what an error quotes of its input, and what has not the form of its fact, is not written", () => {
  const lines: string[] = [];
  const log = createLog({ level: "info", destination: { write: (text) => void lines.push(text) } });
  const quoting = [
    () => JSON.parse("Иванов 7700123456789012"),
    () => JSON.parse('{"number":"7700123456789012", x}'),
  ];
  for (const read of quoting) {
    try {
      read();
    } catch (error) {
      log.write("http.call-failed", { error: traceOf(error) });
    }
  }
  log.write("http.call-failed", {
    error: "no patient 7700123456789012, phone +79101234567, at 1764459000123",
    cause: "Error: nobody is called Петрова",
  });
  log.write("sync.refresh-not-stored", { scheduleId: "0199c1f2-1234-7abc-8def-012345678901" });
  log.write("printer.memory-cleared", { printer: "http://127.0.0.1:40001/fhir/Slot/12345678901" });
  log.write("sync.refresh-not-stored", { scheduleId: "Иванов Иван" });
  log.write("sync.refresh-not-stored", { scheduleId: "7700123456789012" });
  log.write("printer.answers", { ways: ["Ivanov Ivan"], proofs: [] });
  log.write("http.foreign-user", { user: 79101234567 });
  const text = lines.join("");
  for (const secret of ["Иванов", "Петрова", "Ivanov", "7700123456789012", "79101234567"])
    expect(text).not.toContain(secret);
  expect(text).toContain("0199c1f2-1234-7abc-8def-012345678901");
  expect(text).toContain("Slot/12345678901");
});

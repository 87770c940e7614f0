import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { deviceMemory } from "#main/tickets/device-memory.ts";
import type { PrintJournal } from "#main/tickets/journal/index.ts";
import { createPrintQueue } from "#main/tickets/queue/index.ts";
import { createDevicePrinter, encodeTicket } from "#printer/index.ts";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { smallDisk } from "#tests/support/small-disk.ts";
import { during, epson, layout } from "./device-at.ts";
import { createMachine } from "./fakes/escpos-machine.ts";
import { memoryLine } from "./fakes/memory-line.ts";
import { layoutOf, withQueue } from "./queue-at.ts";

/**
 * A folder on a disk without room, and what gives the room back. Where this user may not mount one, a file stands in
 * the folder's place: as unwritable, and as real.
 */
function withoutRoom(later: (close: () => unknown) => void) {
  const disk = smallDisk(later, { kilobytes: 64 });
  if (disk !== null) {
    disk.fill();
    return { dir: disk.dir, code: "ENOSPC", free: () => disk.free() };
  }
  const dir = join(temporaryFolder(later), "data");
  writeFileSync(dir, "");
  return {
    dir,
    code: "ENOTDIR",
    free() {
      rmSync(dir);
      mkdirSync(dir);
    },
  };
}

test("its first answer on a full disk: logged once, tickets are printed, and kept when there is room again", () =>
  withCleanUp(async (later) => {
    const { dir, code, free } = withoutRoom(later);
    const clock = fakeClock();
    const log = keptLog();
    const file = join(dir, "printer.json");
    const memory = deviceMemory(file, "memory", { clock, log });
    const printer = createDevicePrinter({
      transport: memoryLine(createMachine(clock)),
      profile: epson,
      encode: (ticket, of) => encodeTicket(ticket, of, { mode: "text" }),
      memory,
      clock,
      log,
    });
    await clock.pass(3000);
    expect(await during(clock, printer.print({ id: "job-1", layout }))).toEqual({ kind: "printed" });
    await clock.pass(120_000);
    expect(log.of("tickets.answers-unkept")).toEqual([{ code }]);
    free();
    await clock.pass(120_000);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ memory: { proofs: ["gsH"] } });
    // Written beside and renamed: nothing of it is left there.
    expect(readdirSync(dir)).toEqual(["printer.json"]);
    await during(clock, printer.close());
  }));

describe("the journal takes no record", () => {
  const full = (): never => {
    throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
  };
  const ticket = someTicket();
  const request = { ticket, layout: (copy: boolean) => layoutOf(ticket, copy) };

  it.each<[string, Partial<PrintJournal>, string, string[]]>([
    ["of a new job: refused, nothing is printed", { add: full }, "refused", []],
    ["of the first byte: refused, nothing is printed", { begin: full }, "refused", []],
    ["after the first byte: what the printer proved stands", { move: full }, "refused", []],
    ["of a purge: nobody notices", { purge: full }, "printed", ["ticket"]],
  ])("%s", (_moment, broken, outcome, tray) =>
    withQueue(async (at) => {
      const queue = createPrintQueue({ ...at, journal: { ...at.journal, ...broken }, ids: countingIds() });
      expect((await during(at.clock, queue.print(request))).kind).toBe(outcome);
      expect(at.tray()).toEqual(tray);
      await at.clock.pass(2 * 3_600_000);
    }),
  );

  it("once the first byte has left: the proof counts, and late news stop nothing", () =>
    withQueue(async (at) => {
      let begun = false;
      const journal: PrintJournal = {
        ...at.journal,
        begin(id) {
          at.journal.begin(id);
          begun = true;
        },
        move: (...step) => (begun ? full() : at.journal.move(...step)),
      };
      const queue = createPrintQueue({ ...at, journal, ids: countingIds() });
      expect(await during(at.clock, queue.print(request))).toEqual({ kind: "printed" });
      expect(at.state()).toBe("sending");
      expect(at.log.lines.filter((line) => line.includes("SQLITE_FULL")).length).toBeGreaterThan(0);
    }));

  it("of the patient's answer: taken without a word", () =>
    withQueue(
      async (at) => {
        const journal = { ...at.journal, answer: full };
        const queue = createPrintQueue({ ...at, journal, ids: countingIds() });
        await during(at.clock, queue.print(request));
        expect(queue.cameOut(ticket, true)).toBe(true);
      },
      { knows: { gsH: false, gsR: false } },
    ));
});

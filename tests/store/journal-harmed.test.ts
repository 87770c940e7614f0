import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { guardJournal } from "#main/booking/journal/guard.ts";
import { openJournalSafely } from "#main/booking/journal/open-safely.ts";
import { JournalUnwritable } from "#main/booking/journal/unwritable.ts";
import { createReviewList } from "#main/booking/review-list.ts";
import { openDataFolder } from "#main/store/data-folder.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { smallDisk } from "#tests/support/small-disk.ts";
import { anOperation } from "./an-operation.ts";

const clock = fakeClock();
const keyOf = (number: number) => `0199c1f2-1234-7abc-8def-${String(number).padStart(12, "0")}`;

/** A kiosk's journal as the core opens it, under its guard. */
function open(dir: string, time = clock) {
  const folder = openDataFolder(dir);
  const log = keptLog();
  const { journal, tickets } = openJournalSafely({ folder, clock: time, log });
  const told: string[] = [];
  const guard = guardJournal({
    journal,
    file: folder.journalFile,
    setAsideDir: folder.setAsideDir,
    clock: time,
    log,
    onChange: (health) => told.push(health),
  });
  const ticket = (): number => {
    const number = guard.journal.nextTicket(tickets.known);
    tickets.note(number);
    return number;
  };
  return { ...folder, log, guard, journal: guard.journal, told, ticket };
}

/** A folder with unsettled operations, all closed, and the last ticket number given out. */
function used(dir: string, operations = 3): number {
  const { journal, ticket } = open(dir);
  let last = 0;
  for (let number = 0; number < operations; number++) {
    journal.open(anOperation(keyOf(number)));
    last = ticket();
  }
  journal.close();
  return last;
}

const setAside = (dir: string): string[] =>
  existsSync(join(dir, "set-aside")) ? readdirSync(join(dir, "set-aside")).sort() : [];

test.each([
  ["deleted", (file: string) => rmSync(file)],
  ["emptied", (file: string) => truncateSync(file, 0)],
])("a journal that was %s is never begun anew in silence", (_how, harm) =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const last = used(dir);
    harm(join(dir, "journal.sqlite"));
    const first = open(dir);
    expect(first.guard.health()).toBe("setAside");
    expect(first.log.of("journal.lost").length).toBeGreaterThan(0);
    const [note = ""] = setAside(dir);
    expect(readFileSync(join(dir, "set-aside", note), "utf8")).toContain("reception compares");
    expect(first.ticket()).toBeGreaterThan(last);
    first.journal.close();
    // Another start changes nothing of it.
    const second = open(dir);
    expect(second.guard.health()).toBe("setAside");
    expect(setAside(dir)).toEqual([note]);
    // People have seen to it: no restart is needed.
    rmSync(join(dir, "set-aside", note));
    second.guard.check();
    expect(second.guard.health()).toBe("open");
    expect(second.told.at(-1)).toBe("open");
    second.journal.close();
  }),
);

test("the very first start is none of this, nor is one after a former version", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    expect(used(dir, 2)).toBe(2);
    rmSync(join(dir, "state.json"));
    const { guard, journal, ticket } = open(dir);
    expect(guard.health()).toBe("open");
    expect(ticket()).toBe(3);
    journal.close();
  }));

test.each([
  ["every third page", (page: number) => page % 3 === 2],
  ["all but the first page", (page: number) => page > 0],
  ["the first page", (page: number) => page === 0],
])("a journal with %s zeroed is set aside, and what can be read of it is kept", (_what, hit) =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const last = used(dir, 40);
    const file = join(dir, "journal.sqlite");
    const bytes = readFileSync(file);
    for (let page = 0; page * 4096 < bytes.length; page++)
      if (hit(page)) bytes.fill(0, page * 4096, (page + 1) * 4096);
    writeFileSync(file, bytes);
    const { guard, journal, log, ticket } = open(dir);
    expect(guard.health()).toBe("setAside");
    expect(log.of("journal.damaged").length).toBeGreaterThan(0);
    expect(setAside(dir).some((name) => name.endsWith(".sqlite"))).toBe(true);
    expect(readFileSync(join(dir, "set-aside", setAside(dir)[0] ?? "")).equals(bytes)).toBe(true);
    for (const operation of journal.inState("intended"))
      expect(operation.payload.patientId).toBe("patient-1");
    expect(ticket()).toBeGreaterThan(last);
    journal.close();
  }),
);

test("a journal whose schedule of pages is whole but for one leaf gives the rest back", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    used(dir, 60);
    const file = join(dir, "journal.sqlite");
    const database = new Database(file);
    const leaf = database
      .prepare(
        "SELECT pageno FROM dbstat WHERE name = 'operation' AND pagetype = 'leaf' ORDER BY pageno DESC LIMIT 1",
      )
      .pluck()
      .get() as number;
    database.close();
    const bytes = readFileSync(file);
    bytes.fill(0, (leaf - 1) * 4096, leaf * 4096);
    writeFileSync(file, bytes);
    const { journal } = open(dir);
    const saved = journal.inState("intended").length;
    expect(saved).toBeGreaterThan(0);
    expect(saved).toBeLessThan(60);
    expect(journal.blockedSlots().size).toBe(saved);
    journal.close();
  }));

test("bytes without sense, another program's database and another kiosk's journal close booking in words", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    used(dir);
    const file = join(dir, "journal.sqlite");
    writeFileSync(file, "no database ".repeat(1000));
    const first = open(dir);
    expect(first.guard.health()).toBe("setAside");
    first.journal.close();
    rmSync(join(dir, "set-aside"), { recursive: true });

    rmSync(file);
    const foreign = new Database(file);
    foreign.exec("CREATE TABLE note (text)");
    foreign.close();
    const second = open(dir);
    expect(second.guard.health()).toBe("setAside");
    second.journal.close();
    rmSync(join(dir, "set-aside"), { recursive: true });

    const other = temporaryFolder(later);
    used(other);
    cpSync(join(other, "journal.sqlite"), file);
    const third = open(dir);
    expect(third.guard.health()).toBe("setAside");
    // Its rows are sealed under another key: listed, one by one, and nothing else is stopped.
    expect(third.journal.unreadable().map(({ kind }) => kind)).toEqual([
      "unreadable",
      "unreadable",
      "unreadable",
    ]);
    expect(third.journal.inState("intended")).toEqual([]);
    third.journal.close();
  }));

test("one entry that can't be read is listed and stays by itself; the rest goes on", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    used(dir, 3);
    const file = join(dir, "journal.sqlite");
    const database = new Database(file);
    database.prepare("UPDATE operation SET payload = ? WHERE key = ?").run(Buffer.alloc(60), keyOf(1));
    database.pragma("ignore_check_constraints = ON");
    database.prepare("UPDATE operation SET kind = 'lend' WHERE key = ?").run(keyOf(2));
    database.close();
    const { journal, guard } = open(dir);
    expect(guard.health()).toBe("open");
    expect(journal.inState("intended").map(({ key }) => key)).toEqual([keyOf(0)]);
    expect(journal.unreadable().map(({ id }) => id)).toEqual([keyOf(1), keyOf(2)]);
    expect(journal.get(keyOf(1))).toBeNull();
    expect(journal.blockedSlots()).toContain(`slot-of-${keyOf(1)}`);
    expect(journal.dropUnreadable(keyOf(0))).toBe(false);
    expect(journal.dropUnreadable(keyOf(1))).toBe(true);
    expect(journal.dropUnreadable(keyOf(2))).toBe(true);
    expect(journal.unreadable()).toEqual([]);
    expect([...journal.blockedSlots()]).toEqual([`slot-of-${keyOf(0)}`]);
    journal.close();
  }));

test(
  "a full disk closes booking, says so, and opens it again without a restart",
  () =>
    withCleanUp(async (later) => {
      const time = fakeClock();
      const disk = smallDisk(later, { kilobytes: 1024 });
      const dir = join(disk?.dir ?? temporaryFolder(later), "data");
      const { journal, guard, told, journalFile } = open(dir, time);
      journal.open(anOperation(keyOf(0)));
      let limited: Database.Database | null = null;
      if (disk) disk.fill();
      else {
        // Another connection's writes are the same real refusal: the journal waits for its lock in vain.
        limited = new Database(journalFile);
        limited.exec("BEGIN EXCLUSIVE");
      }
      let refused: unknown = null;
      for (let number = 1; refused === null && number < 200; number++) {
        try {
          journal.open(anOperation(keyOf(number)));
        } catch (error) {
          refused = error;
        }
      }
      expect(refused).toBeInstanceOf(JournalUnwritable);
      expect(guard.health()).toBe("unwritable");
      expect(told).toEqual(["unwritable"]);
      expect(journal.inState("intended").length).toBeGreaterThan(0);
      await time.pass(10_000);
      expect(guard.health()).toBe("unwritable");
      if (disk) disk.free();
      else limited?.close();
      await time.pass(10_000);
      expect(guard.health()).toBe("open");
      expect(told).toEqual(["unwritable", "open"]);
      journal.open(anOperation(keyOf(500)));
      journal.close();
    }),
  60_000,
);

test("a journal that is deleted while it is open takes nothing more, and is written back at the end", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const { journal, guard, journalFile } = open(dir);
    journal.open(anOperation(keyOf(0)));
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${journalFile}${suffix}`);
    expect(() => journal.open(anOperation(keyOf(1)))).toThrow(JournalUnwritable);
    expect(guard.health()).toBe("gone");
    journal.close();
    const again = open(dir);
    expect(again.guard.health()).toBe("open");
    expect(again.journal.inState("intended").map(({ key }) => key)).toEqual([keyOf(0)]);
    again.journal.close();
  }));

test("a journal that is replaced while it is open is kept for people to compare", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    used(dir, 1);
    cpSync(join(dir, "journal.sqlite"), join(dir, "older.sqlite"));
    const { journal, guard, journalFile } = open(dir);
    journal.open(anOperation(keyOf(7)));
    renameSync(join(dir, "older.sqlite"), journalFile);
    guard.check();
    expect(guard.health()).toBe("gone");
    journal.close();
    expect(setAside(dir).join()).toContain("journal-replaced");
    for (const suffix of ["-wal", "-shm"]) rmSync(`${journalFile}${suffix}`, { force: true });
    const again = open(dir);
    expect(again.guard.health()).toBe("setAside");
    again.journal.close();
  }));

test("an entry that can't be read is on the review list, and leaves it when people have seen to it", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    used(dir, 2);
    const database = new Database(join(dir, "journal.sqlite"));
    database.prepare("UPDATE operation SET payload = ? WHERE key = ?").run(Buffer.alloc(60), keyOf(1));
    database.close();
    const { journal, log } = open(dir);
    const list = createReviewList({ journal, log });
    expect(list.list()).toMatchObject([{ id: keyOf(1), reason: "unreadable", facts: null, phone: null }]);
    expect(list.done(keyOf(1))).toBe(true);
    expect(list.list()).toEqual([]);
    expect(list.done(keyOf(1))).toBe(false);
    journal.close();
  }));

test.each([
  ["emptied", ""],
  ["cut", '{"journal":"0199'],
  ["another program's", '{"tickets":"many"}'],
])("a state file that was %s is told and set aside, and closes nothing", (_how, content) =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const last = used(dir);
    writeFileSync(join(dir, "state.json"), content);
    const first = open(dir);
    expect(first.log.of("kiosk-state.damaged")).toHaveLength(1);
    expect(first.guard.health()).toBe("open");
    expect(first.ticket()).toBeGreaterThan(last);
    first.journal.close();
    const [kept = ""] = setAside(dir);
    expect(kept).toMatch(/^state-/);
    expect(readFileSync(join(dir, "set-aside", kept), "utf8")).toBe(content);

    // What lies there hides no loss of a journal from then on.
    rmSync(join(dir, "journal.sqlite"));
    const second = open(dir);
    expect(second.guard.health()).toBe("setAside");
    expect(second.log.of("kiosk-state.damaged")).toEqual([]);
    second.journal.close();
  }),
);

test("a state file set aside doesn't hide that another kiosk's journal stands in the place of this one's", () =>
  withCleanUp(async (later) => {
    const [dir, other] = [temporaryFolder(later), temporaryFolder(later)];
    used(dir);
    used(other);
    writeFileSync(join(dir, "state.json"), "");
    open(dir).journal.close();
    cpSync(join(other, "journal.sqlite"), join(dir, "journal.sqlite"));
    const { guard, journal } = open(dir);
    expect(guard.health()).toBe("setAside");
    journal.close();
  }));

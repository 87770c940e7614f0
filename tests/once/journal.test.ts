import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type Journal, openJournal } from "#main/booking/journal/journal.ts";
import { operations } from "#main/booking/journal/migrations/0001-operations.ts";
import { journalIdentity } from "#main/booking/journal/migrations/0002-journal-identity.ts";
import { openDatabase } from "#main/store/open.ts";
import { createSeal } from "#main/store/seal.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { key, kioskKey, payload } from "./operations.ts";

const day = 24 * 3_600_000;
const slots = [{ slotId: "s1", scheduleId: "c1" }];
const other = key.replace(/1$/, "2");
const clock = fakeClock();

type Opened = { readonly journal: Journal; readonly file: string };

const withJournal = (work: (opened: Opened) => void) =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "journal.sqlite");
    const journal = openJournal({ file, key: kioskKey, clock });
    later(() => journal.close());
    work({ journal, file });
  });
const enter = (journal: Journal, as = key): void =>
  journal.open({ key: as, kind: "book", slots, payload, patience: 20_000 });

/** The bytes of the journal's files, its write-ahead log and index included. */
const bytesOf = (file: string): Buffer =>
  Buffer.concat(readdirSync(dirname(file)).map((name) => readFileSync(join(dirname(file), name))));
/** The sealed payload, as it stands in the file now. */
const sealedOf = (file: string): Buffer => {
  const reader = new Database(file, { readonly: true });
  const sealed = reader.prepare<[string], Buffer>("SELECT payload FROM operation WHERE key = ?").pluck();
  try {
    return sealed.get(key) ?? Buffer.alloc(0);
  } finally {
    reader.close();
  }
};

test("every write is on the disk when it returns, and what is deleted is overwritten", () => {
  const pragmas: unknown[] = [];
  const { prototype } = Database;
  const pragma = prototype.pragma;
  return withJournal(({ journal, file }) => {
    prototype.pragma = function (this: Database.Database, ...given) {
      if (this.name === file && given[0] === "wal_checkpoint(TRUNCATE)") {
        for (const name of ["synchronous", "secure_delete", "journal_mode"])
          pragmas.push(pragma.call(this, name, { simple: true }));
      }
      return pragma.call(this, ...given);
    };
    enter(journal);
    journal.advance(key, { event: "failed" });
    // 2 is FULL, 1 is ON.
    expect(pragmas).toEqual([2, 1, "wal"]);
  }).finally(() => {
    prototype.pragma = pragma;
  });
});

test("personal data is sealed from the start, and gone from every file when it is settled", () =>
  withJournal(({ journal, file }) => {
    const personal = [payload.patientId, payload.phone ?? "", payload.facts.patient, payload.facts.number];
    enter(journal);
    journal.sending(key, [{ of: "Slot/s1", mark: 'W/"1"' }]);
    journal.advance(key, { event: "committed" }, { visitId: "visit-of-this-test" });
    const sealed = sealedOf(file);
    expect(bytesOf(file).includes(sealed)).toBe(true);
    for (const text of personal) expect(bytesOf(file).includes(text)).toBe(false);
    expect(journal.get(key)?.payload).toMatchObject({ ...payload, visitId: "visit-of-this-test" });

    journal.advance(key, { event: "acknowledged" });
    const after = bytesOf(file);
    for (let at = 0; at + 24 <= sealed.length; at += 24) {
      expect(after.includes(sealed.subarray(at, at + 24))).toBe(false);
    }
    expect(statSync(`${file}-wal`).size).toBe(0);
    expect(journal.get(key)).toBeNull();
  }));

test("a large payload, which takes pages of its own, leaves nothing either", () =>
  withJournal(({ journal, file }) => {
    const before = { text: "Неповторимая запись ".repeat(2000) };
    journal.open({ key, kind: "move", slots, payload: { ...payload, before }, patience: 20_000 });
    const sealed = sealedOf(file);
    expect(sealed.length).toBeGreaterThan(20_000);
    journal.advance(key, { event: "failed" });
    const after = bytesOf(file);
    for (let at = 0; at + 24 <= sealed.length; at += 24) {
      if (after.includes(sealed.subarray(at, at + 24))) throw new Error(`bytes at ${at} are left`);
    }
  }));

test("a sealed payload opens under its own operation and key alone", () => {
  const seal = createSeal(kioskKey, "booking journal");
  const sealed = seal.seal("a", "one");
  expect(seal.open(sealed, "one")).toBe("a");
  expect(seal.open(sealed, "two")).toBeNull();
  expect(createSeal(Buffer.alloc(32, 8), "booking journal").open(sealed, "one")).toBeNull();
  expect(createSeal(kioskKey, "print journal").open(sealed, "one")).toBeNull();
  expect(seal.open(sealed.subarray(0, 20), "one")).toBeNull();
  expect(seal.seal("a", "one").equals(sealed)).toBe(false);
});

test("a step that the machine does not know is refused, and nothing is written", () =>
  withJournal(({ journal }) => {
    enter(journal);
    expect(() => journal.advance(key, { event: "committed" })).toThrow("committed");
    expect(journal.get(key)?.phase).toEqual({ state: "intended" });
    expect(() => enter(journal)).toThrow();
  }));

test("versions of every attempt are kept until it is settled", () =>
  withJournal(({ journal }) => {
    enter(journal);
    journal.sending(key, [{ of: "Slot/s1", mark: 'W/"1"' }]);
    journal.sending(key, [{ of: "Slot/s1", mark: 'W/"3"' }]);
    expect(journal.get(key)?.sent.map(({ mark }) => mark)).toEqual(['W/"1"', 'W/"3"']);
  }));

test("its slots are dark until it is settled, but not while a visit that stands waits for reception", () =>
  withJournal(({ journal }) => {
    const changes: (readonly string[])[] = [];
    journal.onChange((scheduleIds) => changes.push(scheduleIds));
    enter(journal);
    expect([...journal.blockedSlots()]).toEqual(["s1"]);
    journal.sending(key, []);
    journal.advance(key, { event: "committed" });
    expect([...journal.blockedSlots()]).toEqual(["s1"]);
    journal.advance(key, { event: "left" });
    expect([...journal.blockedSlots()]).toEqual([]);
    expect(changes).toEqual([["c1"], ["c1"]]);
  }));

test("what waits for reception stays, and what is settled is forgotten after a week", () =>
  withJournal(({ journal, file }) => {
    const other = key.replace(/1$/, "2");
    enter(journal);
    enter(journal, other);
    journal.sending(key, []);
    journal.advance(key, { event: "committed" });
    journal.advance(key, { event: "left" });
    journal.advance(other, { event: "failed" });
    clock.advance(6 * day);
    enter(journal, key.replace(/1$/, "3"));
    const count = (): unknown => {
      const reader = new Database(file, { readonly: true });
      const found = reader.prepare("SELECT count(*) FROM operation").pluck().get();
      reader.close();
      return found;
    };
    expect(count()).toBe(3);
    clock.advance(2 * day);
    enter(journal, key.replace(/1$/, "4"));
    expect(count()).toBe(3);
    expect(journal.inState("review")).toHaveLength(1);
  }));

test("is the same after the program has ended in the middle", () =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "journal.sqlite");
    const first = openJournal({ file, key: kioskKey, clock });
    enter(first);
    first.sending(key, [{ of: "Slot/s1", mark: 'W/"1"' }]);
    const before = first.get(key);
    // Not closed: as a process that was killed leaves it.
    later(() => first.close());
    const second = openJournal({ file, key: kioskKey, clock });
    later(() => second.close());
    expect(second.get(key)).toEqual(before);
    expect(before).not.toBeNull();
  }));

test("what a former version left for people to see to is still there, by its present names", () =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "journal.sqlite");
    const former = openDatabase(file, { migrations: [operations, journalIdentity], secureDelete: true });
    const seal = createSeal(kioskKey, "booking journal");
    const text = JSON.stringify({ ...payload, partialCommit: true }).replace("partialCommit", "torn");
    const enter = former.prepare("INSERT INTO operation VALUES (?, 'book', ?, ?, ?, ?, ?, ?)");
    const now = clock.now();
    enter.run(key, "desk", "torn", now, now, now, seal.seal(text, key));
    enter.run(other, "settled", "byDesk", now, now, now, null);
    former.prepare("INSERT INTO operation_slot VALUES (?, 's1', 'c1')").run(key);
    former.prepare("INSERT INTO sent_version VALUES (?, 1, 'Slot/s1', 'W/\"1\"')").run(key);
    former.close();
    const journal = openJournal({ file, key: kioskKey, clock });
    later(() => journal.close());
    expect(journal.unreadable()).toEqual([]);
    expect(journal.get(key)).toMatchObject({
      phase: { state: "review", reason: "partialCommit" },
      payload: { ...payload, partialCommit: true },
      slots,
      sent: [{ of: "Slot/s1", mark: 'W/"1"' }],
    });
    const reader = new Database(file, { readonly: true });
    later(() => reader.close());
    expect(reader.prepare("SELECT state, detail FROM operation WHERE key = ?").get(other)).toEqual({
      state: "settled",
      detail: "byReception",
    });
    expect(journal.advance(key, { event: "done" })).toEqual({ state: "settled", outcome: "byReception" });
  }));

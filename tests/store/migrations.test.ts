import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrations } from "#main/schedules/migrations/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { StoreError, StoreFromFuture } from "#main/store/errors.ts";
import { temporaryFolder, withCleanUp } from "./helpers.ts";

const failure = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
};
const codeOf = (error: unknown) => (error instanceof StoreError ? error.code : `not a StoreError: ${error}`);

test("a new store holds every migration once, in order, and is safe against a power cut", () =>
  withCleanUp((later) => {
    const store = openStore(join(temporaryFolder(later), "new", "folder", "store.db"));
    later(() => store.close());
    const applied = store.prepare("SELECT number, name FROM migration ORDER BY number").all();
    expect(applied).toEqual(migrations.map(({ number, name }) => ({ number, name })));
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
    expect(store.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(store.pragma("synchronous", { simple: true })).toBe(2);
    expect(store.pragma("foreign_keys", { simple: true })).toBe(1);
  }));

test("opening again changes nothing", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    const first = openStore(file);
    first.prepare("INSERT INTO setting (key, value) VALUES ('a', 'b')").run();
    first.close();
    const second = openStore(file);
    later(() => second.close());
    expect(second.prepare("SELECT value FROM setting WHERE key = 'a'").pluck().get()).toBe("b");
  }));

test("a database from the future is refused and left as it is", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    const unknown = {
      number: migrations.length + 1,
      name: "later",
      sql: "CREATE TABLE later (a TEXT) STRICT;",
    };
    const newer = [...migrations, unknown];
    openStore(file, { migrations: newer }).close();
    const before = readFileSync(file);
    for (const readonly of [false, true]) {
      const error = failure(() => openStore(file, { readonly }));
      expect(error).toBeInstanceOf(StoreFromFuture);
      expect(error).toMatchObject({
        code: "STORE_FROM_FUTURE",
        found: newer.length,
        known: migrations.length,
      });
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  }));

test("a migration that breaks half way leaves neither its tables nor its row", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    openStore(file).close();
    const number = migrations.length + 1;
    const broken = [
      ...migrations,
      { number, name: "broken", sql: "CREATE TABLE half (a TEXT) STRICT; SELECT nonsense;" },
    ];
    expect(failure(() => openStore(file, { migrations: broken }))).not.toBeNull();
    const store = openStore(file);
    later(() => store.close());
    expect(store.prepare("SELECT max(number) FROM migration").pluck().get()).toBe(number - 1);
    expect(store.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
  }));

test("a file that is no database is refused and left as it is", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    writeFileSync(file, "not a database, but a letter to whom it may concern".repeat(100));
    const before = readFileSync(file);
    expect(codeOf(failure(() => openStore(file)))).toBe("STORE_DAMAGED");
    expect(readFileSync(file).equals(before)).toBe(true);
  }));

test("a database whose schema is destroyed is refused", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    openStore(file).close();
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 100, 4096);
    writeFileSync(file, bytes);
    expect(codeOf(failure(() => openStore(file)))).toBe("STORE_DAMAGED");
  }));

test("another program's database is refused", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    const foreign = new Database(file);
    foreign.exec("CREATE TABLE somebody (a TEXT)");
    foreign.close();
    expect(codeOf(failure(() => openStore(file)))).toBe("STORE_DAMAGED");
  }));

test("a folder that can't be made or a file that is a folder is told as not writable", () =>
  withCleanUp((later) => {
    const folder = temporaryFolder(later);
    writeFileSync(join(folder, "file"), "");
    expect(codeOf(failure(() => openStore(join(folder, "file", "data", "store.db"))))).toBe(
      "STORE_UNWRITABLE",
    );
    mkdirSync(join(folder, "store.db"));
    expect(codeOf(failure(() => openStore(join(folder, "store.db"))))).toBe("STORE_UNWRITABLE");
  }));

test("several processes open a new store at the same moment, and it is made once", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const file = join(folder, "store.db");
    const script = join(folder, "open.mjs");
    const open = JSON.stringify(join(import.meta.dirname, "../../main/schedules/open-store.ts"));
    writeFileSync(
      script,
      `import { openStore } from ${open};
       process.send("loaded");
       process.once("message", () => { openStore(${JSON.stringify(file)}).close(); process.exit(0); });`,
    );
    const children = Array.from({ length: 4 }, () => fork(script, { stdio: "inherit" }));
    later(() => {
      for (const child of children) child.kill();
    });
    const ends = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    await Promise.all(children.map((child) => new Promise((resolve) => child.once("message", resolve))));
    for (const child of children) child.send("go");
    expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
    expect(existsSync(file)).toBe(true);
    const store = openStore(file);
    later(() => store.close());
    expect(store.prepare("SELECT count(*) FROM migration").pluck().get()).toBe(migrations.length);
  }));

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openJournal } from "#main/booking/journal/journal.ts";
import { explain } from "#main/command-line/remedies.ts";
import { createWholeFile, writeWholeFile } from "#main/files/whole-file.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { DataFolderError, openDataFolder } from "#main/store/data-folder.ts";
import { takeDataFolder } from "#main/store/data-lock.ts";
import { StoreError } from "#main/store/errors.ts";
import { systemClock } from "#main/time/clock.ts";
import { anOperation } from "#tests/store/an-operation.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { smallDisk } from "#tests/support/small-disk.ts";

const refusal = (work: () => unknown): DataFolderError => {
  try {
    work();
  } catch (error) {
    if (error instanceof DataFolderError) return error;
    throw error;
  }
  throw new Error("it was not refused");
};

/** Runs a line in a process of its own that can't write a byte to any file (SIGXFSZ ignored, as EFBIG). */
function withoutRoom(script: string): string {
  const root = join(import.meta.dirname, "../..");
  const shell = `ulimit -f 0; trap '' XFSZ; exec "$0" --input-type=module -e "$1"`;
  return execFileSync("bash", ["-c", shell, process.execPath, script], { cwd: root, encoding: "utf8" });
}

test("on a full disk nothing half made is left, and it begins once there is room", () =>
  withCleanUp(async (later) => {
    const disk = smallDisk(later, { kilobytes: 512 });
    if (disk === null) {
      const dir = temporaryFolder(later);
      const script = `
        const { openDataFolder } = await import("#main/store/data-folder.ts");
        try { openDataFolder(${JSON.stringify(dir)}); } catch (error) { console.log(error.code); }`;
      expect(withoutRoom(script).trim()).toBe("STORE_UNWRITABLE");
      expect(readdirSync(dir)).toEqual([]);
      expect(openDataFolder(dir).key).toHaveLength(32);
      return;
    }
    disk.fill();
    expect(refusal(() => openDataFolder(disk.dir)).code).toBe("STORE_UNWRITABLE");
    expect(() => openStore(join(disk.dir, "infomat.sqlite"))).toThrow(StoreError);
    expect(readdirSync(disk.dir)).toEqual(["filler"]);
    expect(takeDataFolder(disk.dir)).toEqual({ ok: false, code: "DATA_FULL" });
    expect(explain("DATA_FULL", "", { dataDir: "/data" })).toContain(
      "The disk with the data folder is full: /data",
    );
    disk.free();
    expect(openDataFolder(disk.dir).key).toHaveLength(32);
    const taken = takeDataFolder(disk.dir);
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value.release();
  }));

test("a file without room for a new content keeps the old one", () =>
  withCleanUp(async (later) => {
    const disk = smallDisk(later, { kilobytes: 64 });
    const dir = disk?.dir ?? temporaryFolder(later);
    const file = join(dir, "state.json");
    writeWholeFile(file, "old");
    if (disk) {
      disk.fill();
      expect(() => writeWholeFile(file, "x".repeat(100_000))).toThrow("ENOSPC");
    } else {
      const script = `
        const { writeWholeFile } = await import("#main/files/whole-file.ts");
        try { writeWholeFile(${JSON.stringify(file)}, "x".repeat(100000)); } catch (error) { console.log(error.code); }`;
      expect(withoutRoom(script).trim()).toBe("EFBIG");
    }
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(dir).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(createWholeFile(file, "another")).toBe(false);
    expect(readFileSync(file, "utf8")).toBe("old");
  }));

test("no names left on the disk is a fault that is told", () =>
  withCleanUp(async (later) => {
    const disk = smallDisk(later, { kilobytes: 512, inodes: 3 });
    const dir = disk?.dir ?? join(temporaryFolder(later), "file");
    if (disk) for (const name of ["a", "b"]) writeFileSync(join(dir, name), "");
    else writeFileSync(dir, "");
    expect(refusal(() => openDataFolder(dir)).code).toBe("STORE_UNWRITABLE");
    expect(takeDataFolder(dir).ok).toBe(false);
  }));

test("a read-only disk is told as that, by every door", () =>
  withCleanUp(async (later) => {
    const disk = smallDisk(later);
    // Without a mount: a folder that is a file can't be written by anybody.
    const dir = disk?.dir ?? join(temporaryFolder(later), "file");
    if (disk) disk.readOnly(true);
    else writeFileSync(dir, "");
    expect(refusal(() => openDataFolder(join(dir, "data"))).message).toMatch(
      /can't be written \((EROFS|ENOTDIR|ENOENT)\)/,
    );
    expect(takeDataFolder(dir)).toEqual({ ok: false, code: "DATA_NOT_WRITABLE" });
  }));

test("a damaged lock file is made anew; a lock that is held is respected", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    writeFileSync(join(dir, "in-use.lock"), "this is no database, whatever it is".repeat(100));
    const first = takeDataFolder(dir);
    expect(first.ok).toBe(true);
    expect(takeDataFolder(dir)).toEqual({ ok: false, code: "DATA_IN_USE" });
    if (first.ok) first.value.release();
    // A folder in the lock's place.
    rmSync(join(dir, "in-use.lock"));
    mkdirSync(join(dir, "in-use.lock"));
    expect(takeDataFolder(dir)).toEqual({ ok: false, code: "DATA_NOT_WRITABLE" });
  }));

test("an empty key of a first start that was cut short is made anew", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    writeFileSync(join(dir, "kiosk.key"), "");
    expect(openDataFolder(dir).key).toHaveLength(32);
    expect(openDataFolder(dir).key).toEqual(readFileSync(join(dir, "kiosk.key")));
  }));

test.each([
  ["deleted", "KEY_MISSING", (file: string) => rmSync(file)],
  ["cut off", "KEY_DAMAGED", (file: string) => truncateSync(file, 7)],
  ["emptied", "KEY_DAMAGED", (file: string) => truncateSync(file, 0)],
] as const)("no other key is made beside rows that the old one seals: %s", (_how, code, harm) =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const folder = openDataFolder(dir);
    const journal = openJournal({ file: folder.journalFile, key: folder.key, clock: systemClock });
    journal.open(anOperation("0199c1f2-1234-7abc-8def-012345678901"));
    journal.close();
    harm(folder.keyFile);
    const size = existsSync(folder.keyFile) ? statSync(folder.keyFile).size : null;
    const fault = refusal(() => openDataFolder(dir));
    expect(fault.code).toBe(code);
    expect(fault.message).toContain("journal.sqlite");
    expect(existsSync(folder.keyFile) ? statSync(folder.keyFile).size : null).toBe(size);
    expect(explain(code, fault.message, { dataDir: dir })).toMatch(/backup.*reception must compare/s);
  }),
);

test("a journal that can't be read may hold sealed rows as well", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    rmSync(openDataFolder(dir).keyFile);
    writeFileSync(join(dir, "journal.sqlite"), "damaged".repeat(1000));
    expect(refusal(() => openDataFolder(dir)).code).toBe("KEY_MISSING");
  }));

test("files that others could read are the kiosk's alone from the next start on", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    for (const name of ["infomat.sqlite", "outbox.sqlite"]) {
      openStore(join(dir, name)).close();
      chmodSync(join(dir, name), 0o644);
    }
    const names = [
      "kiosk.key",
      "printer.json",
      "infomat.log.1",
      "journal.sqlite-wal",
      "tickets/a.png",
      "mail/a.eml",
    ];
    for (const folder of ["tickets", "mail", "service"]) mkdirSync(join(dir, folder));
    for (const name of names) writeFileSync(join(dir, name), Buffer.alloc(32), { mode: 0o644 });
    writeFileSync(join(dir, "service", "why"), "", { mode: 0o644 });
    openDataFolder(dir);
    const store = openStore(join(dir, "infomat.sqlite"));
    for (const name of [
      ...names,
      "infomat.sqlite",
      "infomat.sqlite-wal",
      "infomat.sqlite-shm",
      "outbox.sqlite",
    ])
      expect([name, statSync(join(dir, name)).mode & 0o077]).toEqual([name, 0]);
    expect(statSync(join(dir, "service", "why")).mode & 0o777).toBe(0o644);
    store.close();
  }));

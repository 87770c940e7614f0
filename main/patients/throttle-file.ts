import { rmSync } from "node:fs";
import { z } from "zod";
import type { Clock } from "#contract/base/ports.ts";
import type { Log } from "../log/events.ts";
import { StoreError } from "../store/errors.ts";
import type { Migration } from "../store/migration.ts";
import { openDatabase, type Store } from "../store/open.ts";
import { emptied, isEmptied } from "../store/open-anew.ts";
import type { Boot } from "./boot.ts";

/** An attempt by its age, ms: the file alone has to do with clocks that are set. */
export type AttemptRecord = { readonly hash: string; readonly age: number };

/** What a restart must know of attempts. No call throws: a disk that refuses is told in the log. */
export type ThrottleFile = {
  /** Attempts of earlier runs that are younger than `window`, ms. */
  load(window: number): AttemptRecord[];
  /** Puts these in place of all that the file holds. */
  save(records: readonly AttemptRecord[]): void;
  close(): void;
};

/** The one step of its schema so far. */
export const attempts: Migration = {
  number: 1,
  name: "attempts",
  sql: `
    -- wall: ms since 1970. boot and uptime (ms): which start of the machine, and how long after it.
    CREATE TABLE attempt (
      hash TEXT NOT NULL,
      wall INTEGER NOT NULL,
      boot TEXT,
      uptime INTEGER NOT NULL
    ) STRICT;
  `,
};

/** Nobody else writes here. Whatever holds the file, as a program that copies it, isn't waited for. */
const busyTimeout = 200;

const rowSchema = z.object({
  hash: z.string(),
  wall: z.number(),
  boot: z.string().nullable(),
  uptime: z.number(),
});

/**
 * A file of its own, so that no long transaction of the mirror keeps anybody from signing in. One that is damaged
 * is made anew: it holds counts of the last hour.
 */
export function openThrottleFile(options: {
  readonly file: string;
  readonly clock: Clock;
  readonly boot: Boot;
  readonly log: Log;
}): ThrottleFile {
  const { file, clock, boot, log } = options;
  let store: Store | null = null;
  let refusing = false;

  const open = (): Store => {
    const opened = openDatabase(file, { migrations: [attempts], secureDelete: true });
    opened.pragma(`busy_timeout = ${busyTimeout}`);
    return opened;
  };
  const openAnyhow = (): Store => {
    try {
      const wasEmptied = isEmptied(file);
      const opened = open();
      if (wasEmptied) log.write("sign-in-limits.damaged", { detail: emptied });
      return opened;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== "STORE_DAMAGED") throw error;
      log.write("sign-in-limits.damaged", { detail: error.message });
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
      return open();
    }
  };
  /** Runs `work` on the file; the count goes on without it where the disk refuses. */
  const onFile = <T>(work: (store: Store) => T): T | null => {
    try {
      store ??= openAnyhow();
      const result = work(store);
      if (refusing) log.write("sign-in-limits.writable");
      refusing = false;
      return result;
    } catch (error) {
      if (!refusing) log.write("sign-in-limits.unwritable", { code: codeOf(error) });
      refusing = true;
      if (isDamage(error)) {
        store?.close();
        store = null;
      }
      return null;
    }
  };

  const ageOf = (row: z.infer<typeof rowSchema>): number => {
    const sameBoot = row.boot !== null && row.boot === boot.id;
    const age = sameBoot ? boot.uptime() - row.uptime : clock.now() - row.wall;
    // A time from the future is that of a clock which has been set back: the attempt counts as made just now, and
    // so nobody is locked out longer than the window from this start.
    return Math.max(0, age);
  };

  return {
    load(window) {
      const rows = onFile((at) => z.array(rowSchema).parse(at.prepare("SELECT * FROM attempt").all()));
      return (rows ?? [])
        .map((row) => ({ hash: row.hash, age: ageOf(row) }))
        .filter(({ age }) => age < window);
    },
    save(records) {
      onFile((at) => {
        const insert = at.prepare("INSERT INTO attempt (hash, wall, boot, uptime) VALUES (?, ?, ?, ?)");
        at.transaction(() => {
          at.exec("DELETE FROM attempt");
          for (const { hash, age } of records) {
            insert.run(hash, Math.round(clock.now() - age), boot.id, Math.round(boot.uptime() - age));
          }
        }).immediate();
      });
    },
    close() {
      store?.close();
      store = null;
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown fault";

const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR|READONLY)/.test(codeOf(error));

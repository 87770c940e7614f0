import { z } from "zod";
import { type SelfTestResult, selfTestFaults } from "#contract/self-test.ts";
import { isUnwritable } from "../store/errors.ts";
import type { Store } from "../store/open.ts";

const resultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passed") }),
  z.object({
    kind: z.literal("failed"),
    findings: z.array(z.object({ fault: z.enum(selfTestFaults), detail: z.string() })),
  }),
]);
const recordSchema = z.object({ at: z.int(), result: resultSchema });

/** When (instant of the centre's clock, ms) a centre was tested, and with what result. */
export type ConformanceRecord = { readonly at: number; readonly result: SelfTestResult };

/** Results of self-tests by the centre's address, in the kiosk's own store; in memory as long as that takes no write. */
export type ConformanceRecords = {
  /** Null: never tested, or by a program whose results this one doesn't understand. */
  read(url: string): ConformanceRecord | null;
  write(url: string, record: ConformanceRecord): void;
  /** This kiosk's mark on what its tests make at a centre, the same for ever. `makeId` makes it the first time. */
  owner(makeId: () => string): string;
};

export function createConformanceRecords(store: Store): ConformanceRecords {
  const select = store.prepare<[string], string>("SELECT value FROM setting WHERE key = ?").pluck();
  const upsert = store.prepare<[string, string]>(
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  /** What could not be written yet, by key: it counts all the same. */
  const unwritten = new Map<string, string>();
  const write = (key: string, value: string): void => {
    try {
      upsert.run(key, value);
      unwritten.delete(key);
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      unwritten.set(key, value);
    }
  };
  const keyOf = (url: string): string => `self-test ${url.replace(/\/+$/, "")}`;
  return {
    read(url) {
      const key = keyOf(url);
      const waiting = unwritten.get(key);
      if (waiting !== undefined) write(key, waiting);
      const text = waiting ?? select.get(key);
      if (text === undefined) return null;
      const read = recordSchema.safeParse(parsed(text));
      return read.success ? read.data : null;
    },
    write(url, record) {
      write(keyOf(url), JSON.stringify(record));
    },
    owner(makeId) {
      const key = "self-test-owner";
      const owner = unwritten.get(key) ?? select.get(key) ?? makeId();
      write(key, owner);
      return owner;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

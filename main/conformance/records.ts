import { z } from "zod";
import { type SelfTestResult, selfTestFaults } from "#contract/conformance/self-test.ts";
import { isUnwritable } from "../store/errors.ts";
import type { Store } from "../store/open.ts";
import { createSeal } from "../store/seal.ts";

/** Former versions wrote `torn` for `partialCommit`. */
const faultSchema = z.preprocess(
  (stored) => (stored === "torn" ? "partialCommit" : stored),
  z.enum(selfTestFaults),
);
const resultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passed") }),
  z.object({
    kind: z.literal("failed"),
    findings: z.array(z.object({ fault: faultSchema, detail: z.string() })),
  }),
]);
const recordSchema = z.object({ at: z.int(), result: resultSchema });

/** When (instant of the central API's clock, ms) a central API was tested, and with what result. */
type ConformanceRecord = { readonly at: number; readonly result: SelfTestResult };

/** Results of self-tests by the central API's address, in the kiosk's own store; in memory as long as that takes no write. */
export type ConformanceRecords = {
  /** Null: never tested, or by a program whose results this one doesn't understand. */
  read(url: string): ConformanceRecord | null;
  write(url: string, record: ConformanceRecord): void;
  /**
   * This kiosk's mark on what its tests make at a central API. It comes from the kiosk's key, and stays the same where the
   * store is lost in the middle of a test: the next one removes what that test has left.
   */
  owner(): string;
};

/** Where former versions kept a mark of their own. It holds until a test under it has ended. */
const formerOwner = "self-test-owner";

export function createConformanceRecords(store: Store, kioskKey: Uint8Array): ConformanceRecords {
  const select = store.prepare<[string], string>("SELECT value FROM setting WHERE key = ?").pluck();
  const upsert = store.prepare<[string, string]>(
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const forget = store.prepare<[string]>("DELETE FROM setting WHERE key = ?");
  const ownMark = createSeal(kioskKey, "self-test").nameOf("owner").slice(0, 32);
  /** What could not be written yet, by key: it counts all the same. */
  const unwritten = new Map<string, string>();
  const write = (key: string, value: string): void => {
    try {
      upsert.run(key, value);
      forget.run(formerOwner);
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
    owner: () => select.get(formerOwner) ?? ownMark,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

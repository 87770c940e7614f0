import { z } from "zod";
import type { Clock } from "#contract/base/ports.ts";
import { CentralError } from "#contract/central/central.ts";
import type { HubRecord, HubRecords } from "#sync/n3/index.ts";
import type { Migration } from "../store/migration.ts";
import { openDatabase } from "../store/open.ts";
import { createSeal } from "../store/seal.ts";

/**
 * `visit` is a keyed hash of the visit's id; `sealed` the record, or the agreement, encrypted. `until`, `at`: instants by
 * the kiosk's wall clock, ms.
 */
const hubRecords: Migration = {
  number: 1,
  name: "hub-records",
  sql: `
    CREATE TABLE booking (
      key TEXT PRIMARY KEY,
      visit TEXT NOT NULL,
      until INTEGER NOT NULL,
      sealed BLOB NOT NULL
    ) STRICT;
    CREATE INDEX booking_by_visit ON booking (visit);
    CREATE TABLE consent (
      key TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      sealed BLOB NOT NULL
    ) STRICT;
  `,
};

/** What the kiosk keeps itself of bookings at a central API that tells less. */
export type HubRecordsFile = { readonly records: HubRecords; close(): void };

/** Behind a visit's beginning, ms: it is on no list of the patient's any more. */
const keptBehind = 24 * 3_600_000;
/** Agreements are kept for as long as somebody may ask for them, ms: three years. */
const consentsKept = 3 * 365 * 24 * 3_600_000;

const recordSchema: z.ZodType<HubRecord> = z.object({
  key: z.string(),
  visitId: z.string(),
  patientId: z.string(),
  clinic: z.int(),
  patient: z.string(),
  start: z.number(),
  end: z.number().nullable(),
  ticketNumber: z.string().nullable(),
  service: z.object({ id: z.string().nullable(), code: z.string(), name: z.string() }),
});
const rowSchema = z.object({ key: z.string(), sealed: z.instanceof(Buffer) });

/** Opens the records: a file of their own. @throws {StoreError} */
export function openHubRecords(options: {
  readonly file: string;
  readonly key: Uint8Array;
  readonly clock: Pick<Clock, "now">;
}): HubRecordsFile {
  const { clock } = options;
  const store = openDatabase(options.file, { migrations: [hubRecords], secureDelete: true });
  const seal = createSeal(options.key, "hub records");
  const insert = store.prepare<[string, string, number, Buffer]>(
    "INSERT OR REPLACE INTO booking (key, visit, until, sealed) VALUES (?, ?, ?, ?)",
  );
  const byKey = store.prepare<[string]>("SELECT key, sealed FROM booking WHERE key = ?");
  const byVisit = store.prepare<[string]>(
    "SELECT key, sealed FROM booking WHERE visit = ? ORDER BY key DESC",
  );
  const purge = store.prepare<[number]>("DELETE FROM booking WHERE until < ?");
  const insertConsent = store.prepare<[string, number, Buffer]>(
    "INSERT OR IGNORE INTO consent (key, at, sealed) VALUES (?, ?, ?)",
  );
  const purgeConsents = store.prepare<[number]>("DELETE FROM consent WHERE at < ?");

  const read = (found: unknown): HubRecord | null => {
    if (found === undefined) return null;
    const { key, sealed } = rowSchema.parse(found);
    const text = seal.open(sealed, key);
    return text === null ? null : (recordSchema.safeParse(JSON.parse(text)).data ?? null);
  };
  const written = (write: () => unknown): void => {
    try {
      write();
    } catch (cause) {
      throw new CentralError("unavailable", "the kiosk's own record can't be written", { cause });
    }
  };
  purgeConsents.run(clock.now() - consentsKept);

  return {
    records: {
      save(record) {
        written(() => {
          purge.run(clock.now());
          insert.run(
            record.key,
            seal.nameOf(record.visitId),
            record.start + keptBehind,
            seal.seal(JSON.stringify(record), record.key),
          );
        });
      },
      ofKey: (key) => read(byKey.get(key)),
      ofVisit: (visitId) => byVisit.all(seal.nameOf(visitId)).flatMap((found) => read(found) ?? []),
      saveConsent({ key, at, content }) {
        written(() =>
          insertConsent.run(key, at, seal.seal(JSON.stringify({ at, ...content }), `consent ${key}`)),
        );
      },
    },
    close: () => void store.close(),
  };
}

import Database from "better-sqlite3";
import type { Store } from "../../store/open.ts";

/** Rows that are tried where the file doesn't tell how many there are. */
const mostRows = 20_000;

type Row = Record<string, unknown>;

/**
 * Copies the unsettled operations that can still be read out of a damaged journal, each whole (with its slots and
 * what was noted of its attempts) or not at all. @returns how many were copied, and how many are known to be lost
 */
export function salvage(damaged: string, into: Store): { readonly copied: number; readonly lost: number } {
  let from: Store;
  try {
    from = new Database(damaged, { fileMustExist: true });
  } catch {
    return { copied: 0, lost: 0 };
  }
  let copied = 0;
  let lost = 0;
  try {
    const byRow = from.prepare<[number], Row>("SELECT * FROM operation WHERE rowid = ?");
    const slots = from.prepare<[unknown], Row>("SELECT * FROM operation_slot WHERE key = ?");
    const marks = marksOf(from);
    const put = into.transaction((row: Row, parts: readonly (readonly [string, readonly Row[]])[]) => {
      insert(into, "operation", row);
      for (const [table, rows] of parts) for (const part of rows) insert(into, table, part);
    });
    const last = lastRow(from);
    for (let row = 1; row <= last; row++) {
      try {
        const found = byRow.get(row);
        if (found === undefined || found.state === "settled") continue;
        const ofSlots = slots.all(found.key);
        // Without its slots an operation can't be settled, and nobody would know what is in doubt.
        if (ofSlots.length === 0) throw new Error("an operation without slots");
        put(found, [
          ["operation_slot", ofSlots],
          ["attempt_mark", marks.all(found.key)],
        ]);
        copied++;
      } catch {
        lost++;
      }
    }
  } catch {
    // Its tables can't be read either: nothing can be copied, and the file that was set aside holds all.
  } finally {
    from.close();
  }
  return { copied, lost };
}

/** Also of a journal that a former version has left. */
function marksOf(from: Store) {
  try {
    return from.prepare<[unknown], Row>("SELECT * FROM attempt_mark WHERE key = ?");
  } catch {
    return from.prepare<[unknown], Row>(
      "SELECT key, attempt, resource AS subject, etag AS mark FROM sent_version WHERE key = ?",
    );
  }
}

function lastRow(from: Store): number {
  try {
    const last = from.prepare("SELECT max(rowid) FROM operation").pluck().get();
    return typeof last === "number" ? Math.min(last, mostRows) : 0;
  } catch {
    return mostRows;
  }
}

function insert(into: Store, table: string, row: Row): void {
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`;
  into.prepare(sql).run(...Object.values(row));
}

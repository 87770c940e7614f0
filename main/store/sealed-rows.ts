import { statSync } from "node:fs";
import { basename } from "node:path";
import Database from "better-sqlite3";

/**
 * The files of which rows are sealed under the kiosk's key, by name. One that can't be read counts: it may hold such
 * rows.
 */
export function sealedRows(files: {
  readonly journalFile: string;
  readonly printJournalFile: string;
  readonly outboxFile: string;
  readonly hubRecordsFile: string;
}): string[] {
  // A print journal, an outbox or records that can't be read are begun anew, with whatever key there is.
  const queries: readonly (readonly [file: string, sql: string, whenDamaged: boolean])[] = [
    [files.journalFile, "SELECT 1 FROM operation WHERE payload IS NOT NULL LIMIT 1", true],
    [files.printJournalFile, "SELECT 1 FROM job WHERE sealed IS NOT NULL LIMIT 1", false],
    [files.outboxFile, "SELECT 1 FROM letter LIMIT 1", false],
    [files.hubRecordsFile, "SELECT 1 FROM booking UNION ALL SELECT 1 FROM consent LIMIT 1", false],
  ];
  return queries
    .filter(([file, sql, whenDamaged]) => holds(file, sql) ?? whenDamaged)
    .map(([file]) => basename(file));
}

/** Null where the file can't be read. */
function holds(file: string, sql: string): boolean | null {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { readonly: true });
    const tables = database.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get();
    // A start that was cut short leaves a database without tables.
    return tables !== 0 && database.prepare(sql).get() !== undefined;
  } catch {
    return null;
  } finally {
    database?.close();
  }
}

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
}): string[] {
  const queries: readonly (readonly [string, string])[] = [
    [files.journalFile, "SELECT 1 FROM operation WHERE payload IS NOT NULL LIMIT 1"],
    [files.printJournalFile, "SELECT 1 FROM job WHERE sealed IS NOT NULL LIMIT 1"],
    [files.outboxFile, "SELECT 1 FROM letter LIMIT 1"],
  ];
  return queries.filter(([file, sql]) => holds(file, sql)).map(([file]) => basename(file));
}

function holds(file: string, sql: string): boolean {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { readonly: true });
    const tables = database.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get();
    // A start that was cut short leaves a database without tables.
    return tables !== 0 && database.prepare(sql).get() !== undefined;
  } catch {
    return true;
  } finally {
    database?.close();
  }
}

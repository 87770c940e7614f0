import { existsSync, readFileSync } from "node:fs";
import type { Console } from "../../command-line/console.ts";
import { exitCodes } from "../../command-line/exit-codes.ts";
import { codeOf } from "../../files/whole-file.ts";
import { dataFilesIn } from "../../store/data-folder.ts";
import { type AuditFault, checkAudit } from "../audit/check.ts";
import type { AuditRecord } from "../audit/record.ts";

export type AuditWish = {
  /** Days in UTC, `YYYY-MM-DD`, both with their whole day; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly csv: boolean;
  readonly quiet: boolean;
};

const faultTexts: Readonly<Record<AuditFault["fault"], string>> = {
  unreadable: "is no record",
  changed: "was changed",
  outOfOrder: "does not follow the record before it",
  missing: "comes after records that are gone",
  cutShort: "is gone, with all that may have followed",
};

const columns = [
  "n",
  "at",
  "kiosk",
  "who",
  "role",
  "act",
  "step",
  "code",
  "visit",
  "entry",
  "ticket",
  "staff",
  "detail",
  "reason",
] as const satisfies readonly (keyof AuditRecord)[];

/**
 * `infomat audit`: the records on standard output, what is wrong with them on standard error. @returns the exit code:
 * `failed` where somebody has changed it
 */
export function showAudit(
  { from, to, csv, quiet }: AuditWish,
  { dataDir, console: { say, complain } }: { readonly dataDir: string; readonly console: Console },
): number {
  const files = dataFilesIn(dataDir);
  if (!existsSync(files.keyFile)) {
    complain(`There is no data folder of a kiosk: ${files.dir}`);
    return exitCodes.failed;
  }
  try {
    const { records, faults } = checkAudit(files, readFileSync(files.keyFile));
    const asked = records.filter(({ at }) => isBetween(at.slice(0, 10), from, to));
    if (!quiet) {
      if (csv) say(columns.join(","));
      for (const record of asked) say(csv ? csvLine(record) : JSON.stringify(record));
    }
    for (const { line, fault } of faults) complain(`Line ${line} ${faultTexts[fault]}.`);
    const told = faults.length === 0 ? ", whole." : "; somebody has changed the audit.";
    complain(`${records.length} records${told}`);
    return faults.length === 0 ? exitCodes.well : exitCodes.failed;
  } catch (error) {
    if (codeOf(error) === "") throw error;
    complain(`The audit can't be read (${codeOf(error)}). Run this as the kiosk's own user, or as root.`);
    return exitCodes.notPermitted;
  }
}

const isBetween = (day: string, from: string | null, to: string | null): boolean =>
  (from === null || day >= from) && (to === null || day <= to);

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
const csvLine = (record: AuditRecord): string =>
  columns
    .map((column) => {
      const text = String(record[column] ?? "");
      const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(",");

import { readFileSync } from "node:fs";
import { codeOf } from "../../files/whole-file.ts";
import { type AuditFiles, readAuditHead } from "./audit.ts";
import { type AuditRecord, auditHasher, auditStart, readAuditLine } from "./record.ts";

/** What is wrong with the chain: the line where it shows, from 1, and what it is. */
export type AuditFault = {
  readonly line: number;
  readonly fault: "unreadable" | "changed" | "outOfOrder" | "missing" | "cutShort";
};

/**
 * Reads the whole audit and checks it: each record by its hash, its place by number and by the hash of the record
 * before, the end by the head beside the file. Records that can be read are answered whatever is wrong with others.
 */
export function checkAudit(
  files: AuditFiles,
  kioskKey: Uint8Array,
): { readonly records: readonly AuditRecord[]; readonly faults: readonly AuditFault[] } {
  const hashOf = auditHasher(kioskKey);
  const lines = linesOf(files.auditFile);
  const records: AuditRecord[] = [];
  const faults: AuditFault[] = [];
  let before = { n: 0, hash: auditStart };
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const read = readAuditLine(text);
    if (!read) {
      faults.push({ line, fault: "unreadable" });
      continue;
    }
    const { record, hash } = read;
    records.push(record);
    if (hashOf(read.text) !== hash) faults.push({ line, fault: "changed" });
    if (record.n > before.n + 1) faults.push({ line, fault: "missing" });
    else if (record.n !== before.n + 1 || record.prev !== before.hash)
      faults.push({ line, fault: "outOfOrder" });
    before = { n: record.n, hash };
  }
  const head = readAuditHead(files.auditHeadFile);
  // A power cut may come between a record and its head: the head lags by one then, and never leads.
  const isShort = head === null ? lines.length > 1 : head.n > before.n;
  if (isShort) faults.push({ line: lines.length + 1, fault: "cutShort" });
  return { records, faults };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").slice(0, -1);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

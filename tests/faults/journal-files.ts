import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";

const rowSchema = z.object({
  key: z.string(),
  kind: z.string(),
  state: z.string(),
  detail: z.string().nullable(),
  payload: z.instanceof(Buffer).nullable(),
});
export type JournalRow = z.infer<typeof rowSchema>;

const journalFiles = ["journal.sqlite", "journal.sqlite-wal"];

/**
 * The journal as it stands in its files. A copy is read: a reader of the files themselves would keep the core
 * from truncating its write-ahead log. Null when the copy came out incomplete, as while the core writes.
 */
export function readJournal(dataDir: string): JournalRow[] | null {
  if (!existsSync(join(dataDir, "journal.sqlite"))) return [];
  const dir = mkdtempSync(join(tmpdir(), "infomat-journal-"));
  try {
    for (const name of journalFiles) {
      if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(dir, name));
    }
    const copy = new Database(join(dir, "journal.sqlite"));
    try {
      const there = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'operation'").get();
      if (!there) return [];
      return z
        .array(rowSchema)
        .parse(copy.prepare("SELECT key, kind, state, detail, payload FROM operation").all());
    } finally {
      copy.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Long enough that it stands nowhere by chance. */
const sampleLength = 24;

/** Pieces of a sealed payload: any of them in a file tells that it was not wiped. */
export function samplesOf(payload: Buffer): Buffer[] {
  return Array.from({ length: Math.floor(payload.length / sampleLength) }, (_, at) =>
    payload.subarray(at * sampleLength, (at + 1) * sampleLength),
  );
}

export type Leak = { readonly file: string; readonly what: "plain" | "sealed" };

/**
 * Where personal data stands in the files of a kiosk. `sealed` is looked for in the journal, `plain` in every
 * file, and `ids` (of patients: other files may hold none, but only the journal ever had them) in the journal.
 */
export function findLeaks(
  dataDir: string,
  wanted: { plain: readonly string[]; ids: readonly string[]; sealed: readonly Buffer[] },
): Leak[] {
  const leaks: Leak[] = [];
  for (const file of filesUnder(dataDir)) {
    const bytes = readFileSync(join(dataDir, file));
    const ofJournal = file.startsWith("journal.sqlite");
    const texts = ofJournal ? [...wanted.plain, ...wanted.ids] : wanted.plain;
    if (texts.some((text) => bytes.includes(text))) leaks.push({ file, what: "plain" });
    if (ofJournal && wanted.sealed.some((sample) => bytes.includes(sample)))
      leaks.push({ file, what: "sealed" });
  }
  return leaks;
}

const filesUnder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(dir, name)).isFile(),
  );

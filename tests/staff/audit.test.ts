import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Audit, openAudit } from "#main/staff/audit/audit.ts";
import { checkAudit } from "#main/staff/audit/check.ts";
import { type AuditWish, showAudit } from "#main/staff/commands/audit.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

const key = Buffer.alloc(32, 5);
let dir: string;
let files: ReturnType<typeof dataFilesIn>;
let log: KeptLog;
let now: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "infomat-audit-"));
  files = dataFilesIn(dir);
  log = keptLog();
  now = Date.parse("2026-11-30T08:00:00Z");
  writeFileSync(files.keyFile, key);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const opened = (): Audit => openAudit({ files, kioskKey: key, kiosk: "3", now: () => now++, log });
const act = (audit: Audit, ticket = "0030001"): boolean =>
  audit.write({ who: "Анна", role: "receptionist", act: "tickets.print", step: "done", ticket });
const lines = (): string[] => readFileSync(files.auditFile, "utf8").split("\n").slice(0, -1);
const rewrite = (changed: readonly string[]): void =>
  writeFileSync(files.auditFile, `${changed.join("\n")}\n`);
const faults = () => checkAudit(files, key).faults;
function command(wish: Partial<AuditWish> = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const console = {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void complained.push(line),
  };
  const code = showAudit(
    { from: null, to: null, csv: false, quiet: false, ...wish },
    { dataDir: dir, console },
  );
  return { code, said, complained };
}

test("goes on over restarts, and is whole", () => {
  for (let start = 0; start < 3; start++) {
    const audit = opened();
    for (let n = 0; n < 3; n++) expect(act(audit)).toBe(true);
  }
  expect(checkAudit(files, key)).toMatchObject({ faults: [], records: { length: 9 } });
  expect(checkAudit(files, key).records.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(log.of("audit.tampered")).toEqual([]);
});

test("two processes that write by turns make one chain, past a lock that one of them left when it died", () => {
  const [core, terminal] = [opened(), opened()];
  for (const audit of [core, terminal, terminal, core]) expect(act(audit)).toBe(true);
  const lock = `${files.auditFile}.lock`;
  writeFileSync(lock, "");
  utimesSync(lock, 0, 0);
  expect(act(terminal)).toBe(true);
  expect(checkAudit(files, key)).toMatchObject({ faults: [], records: { length: 5 } });
  expect(existsSync(lock)).toBe(false);
});

describe("tampering is found:", () => {
  beforeEach(() => {
    const audit = opened();
    for (let n = 1; n <= 5; n++) act(audit, `003000${n}`);
  });

  test.each<[string, (all: string[]) => string[], { line: number; fault: string }[]]>([
    [
      "a record that was changed",
      (all) => all.with(1, (all[1] ?? "").replace("0030002", "0039999")),
      [{ line: 2, fault: "changed" }],
    ],
    ["a record that was taken out", (all) => all.toSpliced(2, 1), [{ line: 3, fault: "missing" }]],
    [
      "two records that changed places",
      (all) => [all[0], all[2], all[1], all[3], all[4]].map(String),
      [
        { line: 2, fault: "missing" },
        { line: 3, fault: "outOfOrder" },
        { line: 4, fault: "missing" },
      ],
    ],
    [
      "a record that was put in twice",
      (all) => all.toSpliced(2, 0, all[1] ?? ""),
      [{ line: 3, fault: "outOfOrder" }],
    ],
    ["the last records that are gone", (all) => all.slice(0, 3), [{ line: 4, fault: "cutShort" }]],
    [
      "a line that is none",
      (all) => all.with(3, "nothing"),
      [
        { line: 4, fault: "unreadable" },
        { line: 5, fault: "missing" },
      ],
    ],
  ])("%s", (_what, change, found) => {
    rewrite(change(lines()));
    expect(faults()).toEqual(found);
    const { code, complained } = command();
    expect([code, complained.at(-1)]).toEqual([1, expect.stringContaining("somebody has changed the audit")]);
  });

  test("a whole file that is gone", () => {
    rmSync(files.auditFile);
    expect(faults()).toEqual([{ line: 1, fault: "cutShort" }]);
  });

  test("records made without the kiosk's key", () => {
    const other = openAudit({ files, kioskKey: Buffer.alloc(32, 6), kiosk: "3", now: () => now, log });
    act(other);
    expect(faults()).toEqual([{ line: 6, fault: "changed" }]);
  });

  test("the core that goes on after it tells of it, and leaves it to be found", () => {
    rewrite(lines().slice(0, 3));
    act(opened());
    expect(log.of("audit.tampered")).toEqual([{ records: 3, expected: 5 }]);
    expect(faults()).toEqual([{ line: 4, fault: "missing" }]);
  });
});

test("what a power cut left of a line is cut off and told, and the audit goes on whole", () => {
  act(opened());
  appendFileSync(files.auditFile, "0123456789abcdef");
  act(opened());
  expect(log.of("audit.tail-cut")).toEqual([{ bytes: 16 }]);
  expect([faults(), lines().length]).toEqual([[], 2]);
});

test("a power cut between a record and the head beside it is no tampering", () => {
  act(opened());
  const head = readFileSync(files.auditHeadFile);
  act(opened());
  writeFileSync(files.auditHeadFile, head);
  expect(faults()).toEqual([]);
  act(opened());
  expect([faults(), log.of("audit.tampered")]).toEqual([[], []]);
});

test("where the disk takes no record, that is said and nothing throws", () => {
  const audit = openAudit({
    files: { ...files, auditFile: join(dir, "no-folder", "audit.log") },
    kioskKey: key,
    kiosk: "3",
    now: () => now,
    log,
  });
  expect(act(audit)).toBe(false);
  expect(log.of("audit.unwritable")).toEqual([{ code: "ENOENT" }]);
  expect(existsSync(files.auditHeadFile)).toBe(false);
});

describe("infomat audit", () => {
  test("puts out the records of some days, as JSON or for a spreadsheet, formulas made harmless", () => {
    const audit = opened();
    audit.write({ who: '=1+1, "x"', role: "technician", act: "session.lock", step: "done" });
    now += 24 * 3_600_000;
    act(audit);
    const json = command({ from: "2026-12-01" });
    expect([json.code, json.said.length, json.complained]).toEqual([0, 1, ["2 records, whole."]]);
    expect(JSON.parse(json.said[0] ?? "")).toMatchObject({ n: 2, who: "Анна", ticket: "0030001" });
    expect(command({ csv: true, to: "2026-11-30" }).said).toEqual([
      "n,at,kiosk,who,role,act,step,code,visit,entry,ticket,staff,detail,reason",
      '1,2026-11-30T08:00:00.000Z,3,"\'=1+1, ""x""",technician,session.lock,done,,,,,,,',
    ]);
    expect(command({ quiet: true })).toEqual({ code: 0, said: [], complained: ["2 records, whole."] });
  });

  test("says that there is no kiosk where there is none", () => {
    rmSync(files.keyFile);
    expect(command()).toMatchObject({ code: 1, said: [] });
  });
});

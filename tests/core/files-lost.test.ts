import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type Core, startCore } from "#main/app/start-core.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { configFile } from "#tests/support/config-file.ts";
import { openClient, temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { type SkippingClock, skippingClock } from "#tests/support/skipping-clock.ts";

const assets = join(import.meta.dirname, "../../assets");
/** The files are looked at this often, ms. */
const look = 5000;

type Running = {
  readonly core: Core;
  readonly clock: SkippingClock;
  readonly log: KeptLog;
  /** How often the core has asked to be started anew. */
  restarts(): number;
};

/** The core as its process starts it, where nothing answers at the central API. */
async function start(later: (close: () => unknown) => void, dataDir: string): Promise<Running> {
  const clock = skippingClock(clinicClock);
  const log = keptLog();
  let restarts = 0;
  const core = await startCore(
    {
      // There is an outbox only where there is a mail server.
      configFile: configFile(
        later,
        "mail: { host: 127.0.0.1, port: 9, from: desk@clinic.example, secure: none }\n",
      ),
      dataDir,
      port: null,
      centralUrl: "http://127.0.0.1:9/fhir",
      demo: null,
      tokenReusable: false,
      assetsDir: assets,
      screensDir: assets,
      onRestartWanted: () => {
        restarts++;
      },
    },
    { log, clock },
  );
  later(() => core.close());
  return { core, clock, log, restarts: () => restarts };
}

/** A row by which a file is told from a new one. */
function mark(file: string): void {
  const database = new Database(file);
  database.exec("CREATE TABLE mark (text TEXT) STRICT; INSERT INTO mark VALUES ('kept')");
  database.close();
}
function marked(file: string): boolean {
  const database = new Database(file, { readonly: true });
  const found = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'mark'").get();
  database.close();
  return found !== undefined;
}

const databases = ["journal.sqlite", "print-journal.sqlite", "outbox.sqlite", "infomat.sqlite"] as const;

test.each(databases)("the core asks to be started anew, once, where %s is deleted while it runs", (name) =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const file = join(dir, name);
    const { core, clock, log, restarts } = await start(later, dir);
    mark(file);
    clock.skip(look);
    expect(restarts()).toBe(0);
    rmSync(file);
    clock.skip(look);
    expect(log.of("core.file-lost")).toEqual([{ file: name, loss: "gone" }]);
    expect(restarts()).toBe(1);
    clock.skip(10 * look);
    expect([restarts(), log.of("core.file-lost").length]).toEqual([1, 1]);
    await core.close();
    // The stored schedule has another copy, at the central API; the others have none.
    expect(existsSync(file) && marked(file)).toBe(name !== "infomat.sqlite");
    const again = await start(later, dir);
    again.clock.skip(look);
    expect([again.restarts(), again.log.of("core.file-lost")]).toEqual([0, []]);
  }),
);

test("a file that another one was put in place of is told as well", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const file = join(dir, "outbox.sqlite");
    const { clock, log, restarts } = await start(later, dir);
    cpSync(file, `${file}.older`);
    renameSync(`${file}.older`, file);
    clock.skip(look);
    expect([restarts(), log.of("core.file-lost")]).toEqual([
      1,
      [{ file: "outbox.sqlite", loss: "replaced" }],
    ]);
  }));

test("who stands at the kiosk ends first: the restart waits for the session's end", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const { core, clock, restarts } = await start(later, dir);
    core.windowOpened();
    const client = await openClient(core);
    await client.session.start({});
    rmSync(join(dir, "outbox.sqlite"));
    clock.skip(look);
    clock.skip(look);
    expect(restarts()).toBe(0);
    await client.session.end({ reason: "home" });
    clock.skip(look);
    expect(restarts()).toBe(1);
  }));

test("the key is written back as it was, readable by the kiosk alone, and needs no restart", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const file = join(dir, "kiosk.key");
    const { core, clock, log, restarts } = await start(later, dir);
    const key = readFileSync(file);
    rmSync(file);
    clock.skip(look);
    expect(log.of("core.file-lost")).toEqual([{ file: "kiosk.key", loss: "gone" }]);
    expect(readFileSync(file).equals(key)).toBe(true);
    expect(statSync(file).mode & 0o077).toBe(0);
    clock.skip(look);
    expect(restarts()).toBe(0);
    await core.close();
    const again = await start(later, dir);
    expect(again.log.lines.filter((line) => line.includes('"error"'))).toEqual([]);
  }));

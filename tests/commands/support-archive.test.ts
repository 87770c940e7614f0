import { execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configFile } from "#tests/support/config-file.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn, typed } from "#tests/support/patient-at-kiosk.ts";
import { holding, wholeVisit } from "#tests/support/whole-visit.ts";
import { infomat } from "./infomat.ts";

const flow =
  "flow: { steps: [signIn, card, organization, branch, service, doctor, date, time, person, consent, done] }";

test("after a day with patients the support archive holds what helps, and nothing of any of them", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const secretFile = configFile(later, "the-token-of-the-kiosk");
    const settings = [
      "# Call Ivanova, 8-910-555-41-23, before you change this.",
      `central: { url: "${demoCentral.url}", auth: { kind: bearer, tokenFile: ${secretFile} } }`,
      "mail: { host: 127.0.0.1, port: 9, from: ivanova@clinic.example }",
      "log: { level: debug }",
      flow,
    ].join("\n");
    const config = configFile(later, `${settings}\n`);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      configFile: config,
      substitutes: { log: undefined },
    });
    await kiosk.online();
    const [first, ...others] = demoCentral.patients;
    if (!first) throw new Error("no demo patient");
    await wholeVisit(kiosk, first);
    for (const patient of others) {
      await signIn(kiosk.client, patient).catch(() => undefined);
      await kiosk.client.session.end({ reason: "home" });
    }
    demoCentral.switches.set({ html: true });
    await signIn(kiosk.client, first).catch(() => undefined);
    demoCentral.switches.set({ html: false, away: true });
    // The mirror of the central API holds names of doctors, the journals rows of today: neither is in the archive.
    const told = await infomat(["bundle", "--config", config, "--data", kiosk.dataDir]);
    expect(told.code, told.err).toBe(0);
    const file = told.out.split(" ")[0] ?? "";
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const folder = temporaryFolder(later);
    execFileSync("tar", ["-xzf", file, "-C", folder]);
    const names = readdirSync(join(folder, "infomat-support"));
    expect(names.toSorted()).toEqual([
      "doctor.json",
      "files.json",
      "infomat.log",
      "machine.json",
      "settings.json",
      "status.json",
    ]);
    const read = (name: string) => readFileSync(join(folder, "infomat-support", name), "utf8");
    expect(read("infomat.log")).toContain('"event":"booking.booked"');
    expect(JSON.parse(read("status.json"))).toMatchObject({ central: { state: expect.any(String) } });
    expect(JSON.parse(read("doctor.json"))).toMatchObject({ steps: expect.any(Array) });
    expect(JSON.parse(read("settings.json"))).toMatchObject({
      central: { auth: { tokenFile: secretFile } },
      mail: { from: "[left out]" },
    });

    const all = names.map(read).join("\n");
    expect(holding(all)).toEqual([]);
    for (const { number, birthDate } of demoCentral.patients)
      for (const secret of [number, birthDate, typed(birthDate)]) expect(all).not.toContain(secret);
    for (const secret of ["the-token-of-the-kiosk", "Ivanova", "ivanova", "555-41-23"])
      expect(all).not.toContain(secret);
  }));

test("the archive goes where it is named, also to standard output; a place that can't be written is told", () =>
  withCleanUp(async (later) => {
    const dataDir = temporaryFolder(later);
    const file = join(temporaryFolder(later), "mine.tar.gz");
    const words = ["bundle", "--data", dataDir];
    expect((await infomat([...words.slice(0, 1), file, ...words.slice(1)])).out).toContain(file);
    expect(execFileSync("tar", ["-tzf", file], { encoding: "utf8" })).toContain(
      "infomat-support/machine.json",
    );
    const refused = await infomat([...words.slice(0, 1), "/proc/nothing/mine.tar.gz", ...words.slice(1)]);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("can't be written")]);
  }));

/** A data folder with a log of two files, an hour apart, and half a line. */
function foldersLog(later: (close: () => unknown) => void, now: number): string {
  const dataDir = temporaryFolder(later);
  const line = (ago: number, level: number, event: string): string =>
    JSON.stringify({ level, time: now - ago, event, fault: "unavailable", msg: "A sentence" });
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, "infomat.log.1"), `${line(7_200_000, 40, "sync.pull-failed")}\n`);
  writeFileSync(
    join(dataDir, "infomat.log"),
    `${line(60_000, 30, "core.ready")}\n${line(30_000, 50, "journal.damaged")}\n{"level":50,"ti`,
  );
  return dataDir;
}

test("log: oldest first, over all files; by time, event and level; what is cut off is left out", () =>
  withCleanUp(async (later) => {
    const dataDir = foldersLog(later, Date.now());
    const events = async (...words: string[]) => {
      const { code, out } = await infomat(["log", "--json", "--data", dataDir, ...words]);
      expect(code).toBe(0);
      return out
        .trim()
        .split("\n")
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { event: string }).event);
    };
    expect(await events()).toEqual(["sync.pull-failed", "core.ready", "journal.damaged"]);
    expect(await events("--since", "1h")).toEqual(["core.ready", "journal.damaged"]);
    expect(await events("--event", "sync.*", "journal.damaged")).toEqual([
      "sync.pull-failed",
      "journal.damaged",
    ]);
    expect(await events("--level", "error")).toEqual(["journal.damaged"]);
    const { out } = await infomat(["log", "--data", dataDir, "--event", "sync.pull-failed"]);
    expect(out).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}WARN {3}sync\.pull-failed {2}A sentence {2}fault=unavailable\n$/,
    );
    expect((await infomat(["log", "--since", "yesterday", "--data", dataDir])).code).toBe(2);
    expect((await infomat(["log", "--data", temporaryFolder(later)])).code).toBe(1);
  }));

test("log: a fact that would move the terminal's cursor stands as it is in the log", () =>
  withCleanUp(async (later) => {
    const dataDir = temporaryFolder(later);
    const detail = "\u001b[2Jcleared\nsecond line";
    const line = { level: 40, time: Date.now(), event: "sync.pull-failed", detail, msg: "A sentence" };
    writeFileSync(join(dataDir, "infomat.log"), `${JSON.stringify(line)}\n`);
    const { out } = await infomat(["log", "--data", dataDir]);
    expect(out).not.toContain("\u001b");
    expect(out.trim().split("\n")).toHaveLength(1);
    expect(out).toContain("cleared");
  }));

test("log --follow goes on over a rotation, until it is ended", () =>
  withCleanUp(async (later) => {
    const dataDir = foldersLog(later, Date.now());
    const file = join(dataDir, "infomat.log");
    const entry = join(import.meta.dirname, "../../main/installed/checkout.ts");
    const child = spawn(process.execPath, [entry, "log", "--follow", "--data", dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    later(() => child.kill("SIGKILL"));
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let said = "";
    child.stdout.on("data", (text) => (said += String(text)));
    await waitFor(() => said.includes("journal.damaged"));
    const line = (event: string) =>
      `\n${JSON.stringify({ level: 30, time: Date.now(), event, msg: "A sentence" })}\n`;
    appendFileSync(file, line("scanner.ready"));
    await waitFor(() => said.includes("scanner.ready"));
    renameSync(file, `${file}.1`);
    writeFileSync(file, line("scanner.gone"));
    await waitFor(() => said.includes("scanner.gone"));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(said.match(/scanner\.ready/g)).toHaveLength(1);
  }));

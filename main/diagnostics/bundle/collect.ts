import { readdirSync, readFileSync, statfsSync, statSync } from "node:fs";
import { availableParallelism, freemem, release, totalmem, uptime } from "node:os";
import { basename, join } from "node:path";
import { loadConfig } from "../../config/load.ts";
import { askCore } from "../../control/client.ts";
import { statusSchema } from "../../control/protocol.ts";
import { ConfigError } from "../../files/config-error.ts";
import { programText } from "../../log/facts.ts";
import { logFilesOf } from "../../log/read-log.ts";
import { examine } from "../doctor/examine.ts";
import type { ArchiveFile } from "./tar.ts";

/**
 * What whoever helps from afar needs, and nothing that tells of a patient: the log (without personal data by itself),
 * the settings without secrets and comments, the doctor's report, how the running kiosk stands, the machine, names and
 * sizes of the data folder's files. No database is in it. What came from elsewhere loses words in other letters than
 * Latin, and long numbers.
 */
export async function collectBundle(
  deps: Omit<Parameters<typeof examine>[0], "options" | "json" | "say"> & {
    readonly config: string | null;
    readonly dataDir: string;
    readonly version: string;
  },
): Promise<readonly ArchiveFile[]> {
  const { config, dataDir, version, ...rest } = deps;
  const report: string[] = [];
  const options = { central: null, config, data: dataDir };
  await examine({ ...rest, options, json: true, say: (line) => report.push(line) });
  const status = await askCore(dataDir, "GET /status", statusSchema);
  return [
    json("machine.json", machineFacts(version, dataDir)),
    json("status.json", status.ok ? status.value : { notAsked: status.code }),
    { name: "doctor.json", content: `${programText(report.join("\n"))}\n` },
    { name: "settings.json", content: settingsOf(config) },
    json("files.json", filesIn(dataDir)),
    ...logFilesOf(join(dataDir, "infomat.log")).map((file) => ({
      name: basename(file),
      content: readFileSync(file),
    })),
  ].map((file) => ({ ...file, name: `infomat-support/${file.name}` }));
}

const json = (name: string, value: unknown): ArchiveFile => ({
  name,
  content: `${JSON.stringify(value, null, 2)}\n`,
});

function machineFacts(version: string, dataDir: string): object {
  const { bavail, blocks, bsize } = statfsSync(dataDir);
  return {
    version,
    node: process.version,
    system: `${process.platform} ${process.arch} ${release()}`,
    distribution: textOf("/etc/os-release")
      .split("\n")
      .filter((line) => /^(NAME|VERSION)=/.test(line)),
    processors: availableParallelism(),
    memory: { total: totalmem(), free: freemem() },
    disk: { size: blocks * bsize, free: bavail * bsize },
    upSince: new Date(Date.now() - uptime() * 1000).toISOString(),
  };
}

/** The settings as they are understood; comments are left out, and so is whatever may be a secret or a person's. */
function settingsOf(file: string | null): string {
  try {
    const withoutSecrets = JSON.stringify(
      loadConfig(file),
      (key, value: unknown) => {
        if (["user", "from", "clinic"].includes(key)) return "[left out]";
        if (typeof value !== "string" || !URL.canParse(value)) return value;
        return value.replace(/\/\/[^/@]*@/, "//[left out]@").replace(/[?#].*$/, "?[left out]");
      },
      2,
    );
    return `${programText(withoutSecrets)}\n`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return `${programText(error.message)}\n`;
  }
}

function filesIn(dataDir: string): readonly object[] {
  return readdirSync(dataDir)
    .toSorted()
    .flatMap((name) => {
      const found = statSync(join(dataDir, name), { throwIfNoEntry: false });
      if (!found) return [];
      const { size, mode, mtime } = found;
      return [
        { name: programText(name), size, mode: (mode & 0o7777).toString(8), changed: mtime.toISOString() },
      ];
    });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

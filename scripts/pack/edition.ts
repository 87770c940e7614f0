import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { root, runScript } from "../run.ts";
import { assembleElectron } from "./electron.ts";
import { elfFaults, elfFilesIn } from "./elf.ts";
import { type Format, nfpmSettings } from "./nfpm-settings.ts";
import type { PackOptions } from "./options.ts";
import { makeRepositories, signRpm, writeChecksums } from "./repositories.ts";
import { PackError, runTool } from "./run-tool.ts";
import { sbom } from "./sbom.ts";
import { buildSqliteModule } from "./sqlite-module.ts";
import { stage, stagedDataForms } from "./stage.ts";
import { needTools, nfpm } from "./tools.ts";

type Say = (line: string) => void;

/** `npm run pack`: from the sources to signed packages with their repositories. @throws {PackError} */
export function packEdition(options: PackOptions, say: Say): void {
  const { sign, out, rollout, listOnly } = options;
  needTools([
    ...(listOnly ? [] : ["readelf"]),
    "dpkg-scanpackages",
    "apt-ftparchive",
    "createrepo_c",
    ...(sign ? ["gpg", "rpmsign"] : []),
  ]);
  if (!listOnly) makePackages(options, say);
  const folders = { deb: join(out, "deb"), rpm: join(out, "rpm") };
  for (const folder of Object.values(folders))
    if (!existsSync(folder)) throw new PackError(`${folder} is missing: pack first, without --list-only.`);
  makeRepositories(folders, sign, rollout);
  writeChecksums(out, [".", "deb", "rpm"], sign);
  if (!sign) say("Nothing is signed: name a GPG key with --sign.");
}

/** Both packages of an edition, with the list of its parts and that of its files with machine code. */
function makePackages(options: PackOptions, say: Say): void {
  const { arch, edition, release, sign, out } = options;
  const packager = nfpm();
  if (!runScript("scripts/build.ts", [])) throw new PackError("The build failed.");
  const folder = join(root, "dist/stage", `${edition}-${arch}`);
  const sqliteModule = buildSqliteModule(arch);
  const electron = edition === "electron" ? assembleElectron(arch, sqliteModule, say) : null;
  stage({ arch, sqliteModule, folder, electron });
  const elf = checkedElf(folder, arch);

  const product = edition === "electron" ? "infomat" : "infomat-chromium";
  const name = `${product}-${packageJson.version}-${release}-${arch}`;
  mkdirSync(out, { recursive: true });
  const parts = sbom(arch, edition, { name: product, version: packageJson.version });
  writeFileSync(join(out, `${name}.cdx.json`), parts);
  // For systems that start signed files only: each of these has to be signed.
  const lines = elf.map((file) => `${sha256(join(folder, file))}  /${file}\n`);
  writeFileSync(join(out, `${name}.elf.txt`), lines.join(""));
  for (const format of ["deb", "rpm"] as const) {
    const file = makePackage(packager, { ...options, format, folder });
    if (format === "rpm" && sign) signRpm(file, sign);
    say(`${file} (${(statSync(file).size / 2 ** 20).toFixed(1)} MiB)`);
  }
}

/** Makes one package of a staged tree; answers with the file. */
export function makePackage(
  packager: string,
  facts: Pick<PackOptions, "arch" | "edition" | "release" | "out" | "quick"> & {
    readonly format: Format;
    readonly folder: string;
  },
): string {
  const { out, format, folder } = facts;
  const scripts = `${folder}.scripts`;
  rmSync(scripts, { recursive: true, force: true });
  cpSync(join(root, "packaging/scripts"), scripts, { recursive: true });
  const preinstall = join(scripts, "preinstall.sh");
  writeFileSync(
    preinstall,
    readFileSync(preinstall, "utf8").replace("@DATA_FORMS@", stagedDataForms(folder)),
  );
  chmodSync(preinstall, 0o755);
  const settings = `${folder}.${format}.yaml`;
  const time = sourceTime();
  writeFileSync(settings, nfpmSettings({ ...facts, scripts, time }));
  mkdirSync(join(out, format), { recursive: true });
  const env = { SOURCE_DATE_EPOCH: String(Date.parse(time) / 1000) };
  const told = runTool(
    packager,
    ["package", "--config", settings, "--packager", format, "--target", join(out, format)],
    {
      env,
    },
  );
  const file = /created package: (.*)/.exec(told)?.[1]?.trim();
  if (!file) throw new PackError(`nfpm made no ${format}: ${told}`);
  return file;
}

/** When the packed sources were committed: not the hour of packing. */
function sourceTime(): string {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given) return new Date(Number(given) * 1000).toISOString();
  return new Date(runTool("git", ["log", "-1", "--format=%cI"], { cwd: root }).trim()).toISOString();
}

function checkedElf(folder: string, arch: PackOptions["arch"]): readonly string[] {
  const files = elfFilesIn(folder);
  const faults = files.flatMap((file) =>
    elfFaults(join(folder, file), arch).map((fault) => `${file} ${fault}`),
  );
  if (faults.length > 0)
    throw new PackError(`These would not run on the oldest system:\n${faults.join("\n")}`);
  return files;
}

const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

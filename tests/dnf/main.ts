import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { installOnDebian } from "../../scripts/debian.ts";
import { makeRepositories } from "../../scripts/pack/repositories.ts";
import { findTool, runTool } from "../../scripts/pack/run-tool.ts";
import { needTools } from "../../scripts/pack/tools.ts";

/**
 * `npm run test:dnf`: a real dnf reads the repository that packing writes, lists what is in it and fetches the newest
 * package. The packages are stand-ins of a few bytes with the kiosk's name. Debian's packages; not a part of `npm test`.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const name = "infomat-chromium";
const specOf = (version: string): string => `Name: ${name}
Version: ${version}
Release: 1
Summary: A stand-in
License: MIT
BuildArch: noarch
%description
A stand-in.
%files
`;

function buildRpm(folder: string, version: string, into: string): void {
  const spec = join(folder, `${version}.spec`);
  writeFileSync(spec, specOf(version));
  const places = [
    "--define",
    `_topdir ${join(folder, "top")}`,
    "--define",
    `_rpmdir ${join(folder, "made")}`,
  ];
  runTool("rpmbuild", ["-bb", "--quiet", ...places, spec]);
  for (const file of globSync(`${folder}/made/**/*-${version}-1.*.rpm`))
    cpSync(file, join(into, basename(file)));
}

/** Of a system of its own without any other repository. */
function dnf(folder: string, repository: string, words: readonly string[]) {
  const own = [
    `--installroot=${join(folder, "system")}`,
    "--releasever=1",
    `--setopt=cachedir=${join(folder, "cache")}`,
  ];
  const only = [`--repofrompath=infomat,file://${repository}`, "--repo=infomat", "--nogpgcheck"];
  // Nobody has to be asked, and a metadata file of the former step is never taken for this one's.
  return spawnSync("dnf", ["-q", "-y", "--refresh", ...own, ...only, ...words], { encoding: "utf8" });
}

function tryDnf(folder: string): void {
  const out = { deb: join(folder, "deb"), rpm: join(folder, "rpm") };
  for (const each of Object.values(out)) mkdirSync(each);
  for (const version of ["0.1.0", "0.2.0"]) buildRpm(folder, version, out.rpm);
  makeRepositories(out, null);

  const listed = dnf(folder, out.rpm, ["list", "--available", "--showduplicates"]);
  assert.equal(listed.status, 0, listed.stderr);
  assert.match(listed.stdout, /^infomat-chromium\.noarch\s+0\.1\.0-1\s+infomat$/m);
  assert.match(listed.stdout, /^infomat-chromium\.noarch\s+0\.2\.0-1\s+infomat$/m);
  say("dnf lists both versions.");

  const fetched = join(folder, "fetched");
  const download = ["install", "--downloadonly", `--downloaddir=${fetched}`, name];
  const taken = dnf(folder, out.rpm, download);
  assert.equal(taken.status, 0, taken.stderr);
  const newest = `${name}-0.2.0-1.noarch.rpm`;
  assert.deepEqual(globSync("*", { cwd: fetched }), [newest]);
  assert.deepEqual(readFileSync(join(fetched, newest)), readFileSync(join(out.rpm, newest)));
  say("dnf fetches the newer one, byte for byte.");

  rmSync(fetched, { recursive: true });
  appendFileSync(join(out.rpm, newest), "changed");
  const refused = dnf(folder, out.rpm, download);
  assert.notEqual(refused.status, 0, "a package that was changed after it was listed was taken");
  say("dnf refuses one that was changed after it was listed.");
}

needTools(["dpkg-scanpackages", "apt-ftparchive", "createrepo_c"]);
for (const [tool, from] of [
  ["dnf", "dnf"],
  ["rpmbuild", "rpm"],
] as const) {
  if (findTool(tool) === null) installOnDebian(from, "for the test of the dnf repository");
  if (findTool(tool) === null) throw new Error(`needs ${tool} (Debian: apt-get install ${from})`);
}
const folder = mkdtempSync(join(tmpdir(), "infomat-dnf-"));
try {
  tryDnf(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import type { Step } from "./kiosk.ts";

/** rpmlint unpacks by names that begin with `/`: it gets a copy of this machine's files that nobody keeps. */
const apart = `
set -e
mount -t tmpfs none /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay none -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
mount -t tmpfs none /mnt/root/tmp
cp "$1" /mnt/root/tmp/
exec chroot /mnt/root rpmlint "/tmp/$(basename "$1")"
`;

/** The rpm: what it needs, what rpmlint says, which files it holds; unpacked, its program runs. */
export async function tryRpm(
  file: string,
  folder: string,
  step: Step,
  say: (line: string) => void,
): Promise<void> {
  const ask = (...words: string[]): string =>
    execFileSync("rpm", ["-qp", ...words, file], { encoding: "utf8" });
  await step("the rpm names what it needs, and its settings are its owner's", () => {
    const needs = ask("--requires");
    for (const name of ["chromium", "openbox", "/usr/bin/Xorg", "/usr/bin/xinit", "glibc >= 2.28"]) {
      expect(needs.split("\n")).toContain(name);
    }
    const settings = ask("--configfiles").trim().split("\n");
    expect(settings).toContain("/etc/infomat/infomat.yaml");
    const files = ask("-l").trim().split("\n");
    // A folder of the system's own must not become the package's.
    for (const path of ["/usr", "/usr/bin", "/usr/lib", "/etc", "/usr/lib/systemd/system"]) {
      expect(files).not.toContain(path);
    }
    expect(files).toContain("/usr/lib/infomat/dist/program/core.js");
    expect(ask("--scripts")).toContain("nothing was changed");
  });
  await step("rpmlint finds no error that matters", () => {
    const told = spawnSync("unshare", ["--mount", "sh", "-c", apart, "sh", file], {
      encoding: "utf8",
    }).stdout;
    expect(told).toContain("1 packages");
    const errors = told.split("\n").filter((line) => / E: /.test(line));
    const kinds = [...new Set(errors.map((line) => / E: (\S+)/.exec(line)?.[1] ?? ""))];
    say(`                  rpmlint: ${told.trim().split("\n").at(-1)}`);
    for (const kind of kinds)
      say(`                  rpmlint: ${errors.filter((line) => line.includes(kind)).length} × ${kind}`);
    expect(kinds.filter((kind) => !accepted.includes(kind))).toEqual([]);
  });
  await step("unpacked, the rpm's program runs", () => {
    mkdirSync(folder);
    execFileSync("sh", ["-c", 'rpm2cpio "$1" | cpio -idm --quiet --no-absolute-filenames', "sh", file], {
      cwd: folder,
    });
    const program = join(folder, "usr/lib/infomat");
    expect(existsSync(join(folder, "etc/infomat/infomat.yaml"))).toBe(true);
    const words = [join(program, "dist/program/infomat.js"), "version"];
    expect(execFileSync(join(program, "bin/node"), words, { encoding: "utf8" }).trim()).toBe(
      packageJson.version,
    );
  });
}

/**
 * What rpmlint calls an error and isn't one here: nfpm tells no classes of files (`no-binary`), the package of a try
 * isn't signed, the changes stand in CHANGELOG.md, and packages of others hold the same licence.
 */
const accepted = ["no-binary", "no-signature", "no-changelogname-tag", "files-duplicated-waste"];

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { phased } from "./rollout.ts";
import { findTool, runTool } from "./run-tool.ts";

/**
 * Makes folders of packages into repositories of apt and dnf: on a stick or behind a web server they are used as they
 * are.
 * @param rollout of how many kiosks in a hundred the newest deb of each package is taken; null: of all. A dnf
 * repository has no word for it.
 */
export function makeRepositories(
  out: { readonly deb: string; readonly rpm: string },
  sign: string | null,
  rollout: number | null = null,
): void {
  const listed = runTool("dpkg-scanpackages", ["--multiversion", "."], { cwd: out.deb });
  const packages = rollout === null ? listed : phased(listed, rollout);
  writeFileSync(join(out.deb, "Packages"), packages);
  writeFileSync(join(out.deb, "Packages.gz"), gzipSync(packages));
  const about = Object.entries({ Origin: "Infomat", Label: "Infomat", Suite: "stable", Codename: "stable" });
  const words = about.flatMap(([key, value]) => ["-o", `APT::FTPArchive::Release::${key}=${value}`]);
  writeFileSync(
    join(out.deb, "Release"),
    runTool("apt-ftparchive", [...words, "release", "."], { cwd: out.deb }),
  );
  if (sign) {
    gpg(sign, ["--clearsign", "--output", "InRelease", "Release"], out.deb);
    gpg(sign, ["--armor", "--detach-sign", "--output", "Release.gpg", "Release"], out.deb);
  }
  // gzip: rpm-based systems of the floor's age know nothing newer.
  runTool("createrepo_c", ["--quiet", "--general-compress-type=gz", "."], { cwd: out.rpm });
  if (sign)
    gpg(
      sign,
      ["--armor", "--detach-sign", "--output", "repodata/repomd.xml.asc", "repodata/repomd.xml"],
      out.rpm,
    );
}

/** An rpm bears its signature itself; a deb is vouched for by its repository's. */
export function signRpm(file: string, sign: string): void {
  // rpm's own setting names a gpg2 that Debian doesn't have.
  const program = ["--define", `__gpg ${findTool("gpg") ?? "gpg"}`];
  runTool("rpmsign", [...program, "--define", `_gpg_name ${sign}`, "--addsign", file]);
}

/** `SHA256SUMS` of all files in these folders of `out`, for `sha256sum -c`; signed where there is a key. */
export function writeChecksums(out: string, folders: readonly string[], sign: string | null): void {
  const files = folders.flatMap((folder) =>
    readdirSync(join(out, folder))
      .filter((name) => /\.(deb|rpm|cdx\.json|elf\.txt)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const lines = files.sort().map((file) => `${sha256(join(out, file))}  ${file}\n`);
  writeFileSync(join(out, "SHA256SUMS"), lines.join(""));
  if (sign) gpg(sign, ["--armor", "--detach-sign", "--output", "SHA256SUMS.asc", "SHA256SUMS"], out);
}

const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

function gpg(key: string, words: readonly string[], cwd: string): void {
  runTool("gpg", ["--batch", "--yes", "--local-user", key, ...words], { cwd });
}

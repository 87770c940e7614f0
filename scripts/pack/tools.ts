import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installOnDebian } from "../debian.ts";
import { root } from "../run.ts";
import { findTool, PackError, runTool } from "./run-tool.ts";

const folder = join(root, ".cache/tools");

/** Debian's packages that hold what packing starts. */
const packages: Readonly<Record<string, string>> = {
  readelf: "binutils",
  "dpkg-scanpackages": "dpkg-dev",
  "apt-ftparchive": "apt-utils",
  createrepo_c: "createrepo-c",
  rpmsign: "rpm",
  gpg: "gnupg",
};

/** Sees to it that these programs are there, on Debian as root by installing them. @throws {PackError} naming the missing */
export function needTools(names: readonly string[]): void {
  for (const name of names.filter((wanted) => findTool(wanted) === null)) {
    installOnDebian(packages[name] ?? name, "to make packages");
  }
  const missing = names.filter((name) => findTool(name) === null);
  if (missing.length === 0) return;
  const names_ = missing.map((name) => `${name} (Debian: apt-get install ${packages[name] ?? name})`);
  throw new PackError(`Packing needs programs that are not here: ${names_.join(", ")}.`);
}

const nfpmVersion = "2.43.0";

/** nfpm, which writes deb and rpm (https://nfpm.goreleaser.com): an installed one, else built by Go from its own source. */
export function nfpm(): string {
  const own = join(folder, `nfpm-${nfpmVersion}`, "nfpm");
  if (existsSync(own)) return own;
  const installed = findTool("nfpm");
  if (installed) return installed;
  if (findTool("go") === null) {
    throw new PackError(
      `Packing needs nfpm, which is not here and can't be built without Go: install nfpm ${nfpmVersion} or Go (Debian: apt-get install golang).`,
    );
  }
  process.stdout.write("Building nfpm (once, some minutes) …\n");
  const bin = join(folder, `nfpm-${nfpmVersion}`);
  runTool("go", ["install", `github.com/goreleaser/nfpm/v2/cmd/nfpm@v${nfpmVersion}`], {
    env: { GOBIN: bin },
  });
  return own;
}

const zigVersion = "0.17.1";
/** Of the wheel for x86-64 Linux. */
const zigHash = "sha256:ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54";

/** zig, whose C compiler builds for an older C library than this machine's. `INFOMAT_ZIG` names an installed one. */
export function zig(): string {
  if (process.env.INFOMAT_ZIG) return process.env.INFOMAT_ZIG;
  const home = join(folder, `zig-${zigVersion}`);
  const own = join(home, "ziglang/zig");
  if (existsSync(own)) return own;
  if (process.arch !== "x64" || findTool("python3") === null) {
    throw new PackError(
      `Packing needs zig ${zigVersion}: name it with INFOMAT_ZIG, or pack on x86-64 with python3 and pip, which fetch it.`,
    );
  }
  process.stdout.write("Fetching zig (once, 100 MB) …\n");
  const half = `${home}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  const wanted = join(half, "requirements.txt");
  writeFileSync(wanted, `ziglang==${zigVersion} --hash=${zigHash}\n`);
  const words = ["download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"];
  runTool("python3", ["-m", "pip", ...words, "-d", half, "-r", wanted]);
  const wheel = readdirSync(half).find((name) => name.endsWith(".whl"));
  if (!wheel) throw new PackError("pip fetched no zig.");
  runTool("python3", ["-m", "zipfile", "-e", join(half, wheel), half]);
  rmSync(join(half, wheel));
  runTool("chmod", ["755", join(half, "ziglang/zig")]);
  renameSync(half, home);
  return own;
}

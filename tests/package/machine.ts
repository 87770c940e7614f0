import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/run.ts";

const cache = join(root, ".cache/package");

/** A fresh Debian in a folder, in which packages are installed and the kiosk runs as on a machine of its own. */
export type Machine = {
  /** The folder that is its root. */
  readonly folder: string;
  /** Runs a command to its end. What it started ends with it. */
  run(...words: string[]): Promise<{ readonly status: number | null; readonly text: string }>;
  /** Starts a command as a process group of its own; killing it ends all that it started, at once. */
  start(words: readonly string[], heard: (text: string) => void): ChildProcess;
  put(file: string, text: string): void;
  /** Copies a file of ours to a place inside. */
  copy(file: string, to: string): void;
  close(): void;
};

/**
 * Its own mounts and processes, this machine's network and X displays. The root is changed for good, not by chroot:
 * from inside a chroot a browser may make no sandbox.
 */
const enter = `
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --bind /sys "$1/sys"
mkdir -p "$1/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"
mount --bind "$2" "$1/var/cache/apt/archives"
mkdir -p "$1/.former"
cd "$1"
pivot_root . .former
cd /
umount -l /.former
shift 2
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb \\
  DEBIAN_FRONTEND=noninteractive "$@"
`;

/** The base of a suite is fetched once; each machine is a copy of it. */
export function openMachine(suite: string): Machine {
  const base = join(cache, suite);
  if (!existsSync(base)) {
    const half = `${base}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    execFileSync("debootstrap", ["--variant=minbase", suite, half, "http://deb.debian.org/debian"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    renameSync(half, base);
  }
  const archives = join(cache, `${suite}-archives`);
  mkdirSync(join(archives, "partial"), { recursive: true });
  mkdirSync("/tmp/.X11-unix", { recursive: true, mode: 0o1777 });
  const folder = mkdtempSync(join(tmpdir(), `infomat-${suite}-`));
  execFileSync("cp", ["-a", `${base}/.`, folder]);
  // As root, without the sandbox that apt can't have here; what was fetched stays for the next machine.
  writeFileSync(
    join(folder, "etc/apt/apt.conf.d/90-test"),
    'APT::Sandbox::User "root";\nAPT::Keep-Downloaded-Packages "true";\nDPkg::Use-Pty "0";\n',
  );
  // Nobody mourns this disk.
  writeFileSync(join(folder, "etc/dpkg/dpkg.cfg.d/90-test"), "force-unsafe-io\n");
  cpSync("/etc/resolv.conf", join(folder, "etc/resolv.conf"));
  const inside = (words: readonly string[]): string[] => [
    ...["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", enter, "sh", folder, archives],
    ...words,
  ];
  const enterWith = (words: readonly string[], heard: (text: string) => void): ChildProcess => {
    const child = spawn("unshare", inside(words), { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => heard(String(data)));
    return child;
  };
  return {
    folder,
    // Not awaited in place: the central API that the kiosk asks runs in this process.
    run: (...words) =>
      new Promise((resolve) => {
        let text = "";
        const child = enterWith(words, (more) => (text += more));
        child.once("close", (status) => resolve({ status, text }));
      }),
    start: enterWith,
    copy: (file, to) => cpSync(file, join(folder, to)),
    put: (file, text) => writeFileSync(join(folder, file), text),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

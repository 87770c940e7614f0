import { execFileSync } from "node:child_process";
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own that can be filled up, made read-only, and freed again. */
export type SmallDisk = {
  readonly dir: string;
  /** Takes up all room that is left. */
  fill(): void;
  /** Gives that room back. */
  free(): void;
  readOnly(on: boolean): void;
};

const run = (command: string, ...words: string[]): void => {
  execFileSync(command, words, { stdio: "ignore" });
};

/**
 * Mounts a tmpfs of this size. Null where this user may not mount (tests then use another real mechanism and are
 * not skipped).
 */
export function smallDisk(
  later: (close: () => unknown) => void,
  { kilobytes = 8192, inodes = 0 }: { kilobytes?: number; inodes?: number } = {},
): SmallDisk | null {
  if (process.platform !== "linux") return null;
  const dir = mkdtempSync(join(tmpdir(), "infomat-disk-"));
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${kilobytes}k,nr_inodes=${inodes},mode=700`, "tmpfs", dir);
  } catch {
    rmSync(dir, { recursive: true, force: true });
    return null;
  }
  later(() => {
    run("umount", "-l", dir);
    rmSync(dir, { recursive: true, force: true });
  });
  const filler = join(dir, "filler");
  return {
    dir,
    fill() {
      const handle = openSync(filler, "a");
      for (const size of [65_536, 4096, 1]) {
        try {
          for (;;) writeSync(handle, Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
      fsyncSync(handle);
      closeSync(handle);
    },
    free: () => rmSync(filler, { force: true }),
    readOnly: (on) => run("mount", "-o", `remount,${on ? "ro" : "rw"}`, dir),
  };
}

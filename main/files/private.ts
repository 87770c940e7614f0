import { chmodSync, chownSync, existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf } from "./whole-file.ts";

/** Folders of other programs inside the data folder: the browser's profile, Electron's, the demo's own data. */
const foreign = new Set(["browser", "electron", "demo-central"]);

/**
 * Takes the rights of group and others off the files that may hold personal data, where a former version, a copy
 * or a restored backup left them readable. The folder's own rights and the service switch's stay as whoever
 * installed the kiosk has set them.
 */
export function keepPrivate({ dir, serviceDir }: { dir: string; serviceDir: string }): void {
  if (process.platform === "win32") return;
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (path === serviceDir || foreign.has(name)) continue;
    keepOnePrivate(path);
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
      for (const inner of readdirSync(path)) keepOnePrivate(join(path, inner));
  }
}

/** The same for a database and the files that SQLite keeps beside it. */
export function keepDatabasePrivate(file: string): void {
  if (process.platform === "win32") return;
  for (const suffix of ["", "-wal", "-shm", "-journal"]) keepOnePrivate(`${file}${suffix}`);
}

/** Gives files that root has written to whom their folder belongs to: the kiosk's user. */
export function leaveToFolder(...files: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  for (const file of files) {
    if (!existsSync(file)) continue;
    const { uid, gid } = statSync(dirname(file));
    chownSync(file, uid, gid);
  }
}

function keepOnePrivate(path: string): void {
  try {
    const found = lstatSync(path);
    // A link's target may lie outside the folder, where the kiosk has no say.
    if (found.isSymbolicLink() || (found.mode & 0o077) === 0) return;
    chmodSync(path, found.mode & 0o700);
  } catch (error) {
    // Gone meanwhile, or another user's: whoever needs the file finds out by itself.
    if (!["ENOENT", "EPERM", "EACCES", "EROFS"].includes(codeOf(error))) throw error;
  }
}

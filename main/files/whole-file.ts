import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/**
 * Replaces `file` by one with this content, readable by the kiosk's user alone. It is written beside, brought to
 * the disk and renamed: whoever reads finds the old content or the new one, also after a power cut or on a disk
 * without room. @throws the system's error; the draft is removed and `file` is as it was.
 */
export function writeWholeFile(file: string, content: string | Uint8Array): void {
  withDraft(file, content, (draft) => renameSync(draft, file));
}

/**
 * As {@link writeWholeFile}, but an existing file is left as it is. @returns whether it was made here.
 */
export function createWholeFile(file: string, content: string | Uint8Array): boolean {
  if (existsSync(file)) return false;
  return withDraft(file, content, (draft) => {
    try {
      // A link fails where the name is taken, also by another process a moment ago; a rename would replace it.
      linkSync(draft, file);
      rmSync(draft);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      if (!withoutLinks.has(codeOf(error))) throw error;
      renameSync(draft, file);
      return true;
    }
  });
}

/** FAT and some network file systems know no hard links. */
const withoutLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** The system's code of an error, such as `ENOSPC`; empty where it has none. */
export const codeOf = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
};

function withDraft<T>(file: string, content: string | Uint8Array, place: (draft: string) => T): T {
  const draft = `${file}.${process.pid}.part`;
  try {
    const handle = openSync(draft, "w", 0o600);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    const placed = place(draft);
    syncFolder(dirname(file));
    return placed;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The name itself comes to the disk with its folder. Windows opens no folders and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } catch (error) {
    if (codeOf(error) !== "EINVAL") throw error;
  } finally {
    closeSync(handle);
  }
}

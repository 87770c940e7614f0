import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";

/** Below the first a kiosk soon can't journal bookings; below the second it is worth a word, bytes. */
export const diskRoom = { least: 50 * 1024 ** 2, soon: 500 * 1024 ** 2 };

/** Bytes of the disk that holds a folder, or would hold it. @throws the system's error */
export function diskSpace(dir: string): { readonly free: number; readonly total: number } {
  const { bavail, bsize, blocks } = statfsSync(existingAbove(dir));
  return { free: bavail * bsize, total: blocks * bsize };
}

const existingAbove = (path: string): string => (existsSync(path) ? path : existingAbove(dirname(path)));

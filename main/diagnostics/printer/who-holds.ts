import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { join } from "node:path";

/**
 * The programs that have a file open, such as `cupsd (pid 512)`; Linux only, and only those that this user may look
 * at. None where nothing can be told.
 */
export async function whoHolds(path: string, processes = "/proc"): Promise<string[]> {
  const target = await realpath(path).catch(() => path);
  const pids = (await readdir(processes).catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found: string[] = [];
  for (const pid of pids) {
    if (pid === String(process.pid)) continue;
    const folder = join(processes, pid, "fd");
    const files = await readdir(folder).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => "")));
    if (!links.includes(target)) continue;
    const name = await readFile(join(processes, pid, "comm"), "utf8").catch(() => "a program");
    found.push(`${name.trim()} (pid ${pid})`);
  }
  return found;
}

/** The sentence for a technician; empty where nobody was found. */
export async function heldBy(path: string | null): Promise<string> {
  const holders = path === null ? [] : await whoHolds(path);
  return holders.length === 0 ? "" : ` It is held by ${holders.join(", ")}.`;
}

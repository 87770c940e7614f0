import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Clock } from "#contract/index.ts";
import { asRunning } from "../shell/process.ts";

const projectRoot = resolve(import.meta.dirname, "../..");

/**
 * Electron's program as its npm package downloads it, or null. `ELECTRON_OVERRIDE_DIST_PATH` names a folder
 * that holds one already, as Electron's own command does.
 */
export function electronBinary(root: string = projectRoot): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = join(root, "node_modules/electron");
  try {
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const file = join(override ?? join(folder, "dist"), name);
    return existsSync(file) ? file : null;
  } catch {
    const name = process.platform === "win32" ? "electron.exe" : "electron";
    return override && existsSync(join(override, name)) ? join(override, name) : null;
  }
}

/** How long the download may take, and how long a failed one is not tried again, ms. */
const downloadLimit = 20_000;
const retryAfter = 24 * 3600 * 1000;
const stampSchema = z.object({ failedAt: z.number() });

/**
 * Downloads Electron's program once; null when that can't be done. A failure is remembered for a day, so that
 * a closed network costs its time limit once and not at every start; `insist` tries all the same.
 */
export async function downloadElectron(root: string, clock: Clock, insist: boolean): Promise<string | null> {
  const installer = join(root, "node_modules/electron/install.js");
  const stamp = join(root, ".cache/electron-download.json");
  if (!existsSync(installer) || (!insist && failedLately(stamp, clock.now()))) return null;
  const download = asRunning(spawn(process.execPath, [installer], { stdio: "ignore" }), clock);
  const cancel = clock.after(downloadLimit, () => void download.stop());
  await download.ended;
  cancel();
  const binary = electronBinary(root);
  if (!binary) {
    mkdirSync(join(root, ".cache"), { recursive: true });
    writeFileSync(stamp, JSON.stringify({ failedAt: clock.now() }));
  }
  return binary;
}

function failedLately(stamp: string, now: number): boolean {
  try {
    const { failedAt } = stampSchema.parse(JSON.parse(readFileSync(stamp, "utf8")));
    return failedAt <= now && now - failedAt < retryAfter;
  } catch {
    return false;
  }
}

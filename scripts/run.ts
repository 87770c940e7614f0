import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");

/**
 * Runs a script of a package, or of ours, on this Node with its output shown as it comes; answers whether it went
 * well.
 * @param more variables beside this process's own
 * @param patience after so long it is ended, ms: it went badly then
 */
export function runScript(
  script: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
  patience?: number,
): boolean {
  const child = spawnSync(process.execPath, [resolve(root, script), ...words], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...more },
    timeout: patience,
  });
  return child.status === 0;
}

import { spawn, spawnSync } from "node:child_process";
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

/** Where a script's output goes: straight to this process's own, or piece by piece to somebody who keeps it. */
export type Output = "inherit" | ((piece: Buffer) => void);

/** As {@link runScript}, while others run as well. */
export async function startScript(
  script: string,
  words: readonly string[],
  output: Output,
  more: Readonly<Record<string, string>> = {},
  patience?: number,
): Promise<boolean> {
  const pipe = output === "inherit" ? "inherit" : "pipe";
  const child = spawn(process.execPath, [resolve(root, script), ...words], {
    cwd: root,
    stdio: ["ignore", pipe, pipe],
    env: { ...process.env, ...more },
    ...(patience === undefined ? {} : { timeout: patience }),
  });
  if (output !== "inherit") for (const stream of [child.stdout, child.stderr]) stream?.on("data", output);
  return new Promise((resolved) => {
    child.on("error", () => resolved(false));
    child.on("close", (code) => resolved(code === 0));
  });
}

import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Packing can't go on; the message says what is missing and how to get it. */
export class PackError extends Error {
  override readonly name = "PackError";
}

type ToolOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input. */
  readonly input?: string;
};

/** Runs a program and answers with its standard output; its errors are shown as they come. @throws {PackError} */
export function runTool(command: string, words: readonly string[], options: ToolOptions = {}): string {
  const { cwd, env, input } = options;
  const child = spawnSync(command, words, {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (child.error) throw new PackError(`${command} can't be started: ${child.error.message}`);
  if (child.status !== 0) {
    throw new PackError(`${command} ${words[0] ?? ""} ended with ${child.status ?? child.signal}.`);
  }
  return child.stdout;
}

/** Where a program lies that is to be found by its name; null where it isn't installed. */
export function findTool(name: string): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

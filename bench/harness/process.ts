import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { z } from "zod";

/** Starts a program of the benchmark and waits for its first message. @throws where it ends before */
export async function started<T>(
  entry: string,
  words: readonly string[],
  message: z.ZodType<T>,
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
): Promise<{ readonly child: ChildProcess; readonly told: T }> {
  const child = fork(entry, words, {
    env: { ...process.env, ...env },
    execArgv: [...flags],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`${entry} ended with ${signal ?? code}`);
  });
  const [told] = (await Promise.race([once(child, "message"), ended])) as [unknown];
  ended.catch(() => undefined);
  return { child, told: message.parse(told) };
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Memory of a process that stands in physical pages, MiB, now and at its peak (proc(5)). Linux alone tells it so. */
export function residentOf({ pid }: Pick<ChildProcess, "pid">): {
  readonly now: number;
  readonly peak: number;
} {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
  return { now: of("VmRSS"), peak: of("VmHWM") };
}

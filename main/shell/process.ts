import type { ChildProcess } from "node:child_process";
import type { Clock } from "#contract/index.ts";
import type { Running } from "./keep-running.ts";

/** How long a child may take to end when asked, ms, if nothing else is said. */
const patience = 5_000;

/**
 * Treats a child process as something that runs. `ask` asks it to end (a message, or SIGTERM when left out);
 * one that doesn't do so `within` so many ms is killed.
 */
export function asRunning(
  child: ChildProcess,
  clock: Clock,
  ask?: () => void,
  within: number = patience,
): Running {
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    child.once("error", (error: NodeJS.ErrnoException) => {
      // A failed `send` reports here as well: only a child that never began has no pid.
      if (child.pid === undefined) resolve(error.code ?? error.name);
    });
  });
  return {
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      if (ask) ask();
      else child.kill("SIGTERM");
      const cancel = clock.after(within, () => child.kill("SIGKILL"));
      await ended;
      cancel();
    },
  };
}

import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./places.ts";

/** Compiled code is kept there between starts, since these processes are killed and started all the time. */
const compileCache = join(root, ".cache", "faults");

export type ChildPlan = {
  readonly name: string;
  readonly entry: string;
  /** Asked at each start, since ports are known only after the first. */
  readonly start: () => { readonly words?: readonly string[]; readonly env?: Record<string, string> };
  /** Called for every message; true for the one that says that it can be used, a throw where it says that it can't. */
  readonly onMessage: (message: unknown) => boolean;
  /** How it is asked to end, where a signal isn't the way. */
  readonly ask?: (child: ChildProcess) => void;
};

/** A process that is killed and started again, with the same data, as often as a plan wants. */
export type Child = {
  readonly name: string;
  /** Started, ready and not killed since. */
  readonly usable: () => boolean;
  /** Another number for each start. */
  readonly generation: () => number;
  /** Resolves when it can be used, or was killed while it started; asked again meanwhile, with the same start. */
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, and kills it when it doesn't. */
  stop(): Promise<void>;
  /** Stops it for good: a start that was planned before is refused. */
  close(): Promise<void>;
  send(message: object): void;
  /** How it ended without having been told to, each time. */
  readonly crashes: readonly string[];
};

/** How long a start may take on a machine that is busy with other runs, ms. */
const startPatience = 90_000;
const endPatience = 10_000;

export function createChild(plan: ChildPlan): Child {
  const crashes: string[] = [];
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let ready: Promise<void> | null = null;
  let usable = false;
  let told = false;
  let closed = false;
  let generation = 0;

  const launch = (): ChildProcess => {
    const { words = [], env = {} } = plan.start();
    mkdirSync(compileCache, { recursive: true });
    return fork(plan.entry, words, {
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
  };

  const start = (): Promise<void> => {
    const started = launch();
    const began = Promise.withResolvers<void>();
    child = started;
    told = false;
    generation++;
    let errors = "";
    started.stderr?.on("data", (data) => {
      errors = `${errors}${String(data)}`.slice(-4000);
    });
    const late = setTimeout(
      () => began.reject(new Error(`${plan.name} is not ready: ${errors}`)),
      startPatience,
    );
    ended = new Promise((resolve) => {
      started.once("exit", (code, signal) => {
        clearTimeout(late);
        if (!told) crashes.push(`${plan.name} ended by itself (${signal ?? code}): ${errors}`);
        child = null;
        ready = null;
        usable = false;
        // One that a plan kills while it starts has not failed: whoever waits starts it again.
        if (told) began.resolve();
        else began.reject(new Error(crashes.at(-1)));
        resolve();
      });
    });
    started.on("message", (message) => {
      try {
        if (!plan.onMessage(message)) return;
        usable = !told;
        began.resolve();
      } catch (error) {
        began.reject(error);
      }
      clearTimeout(late);
    });
    // A message to one that is just ending: its end is reported by `exit`.
    started.on("error", () => undefined);
    return began.promise;
  };

  const stop = async (): Promise<void> => {
    const asked = child;
    if (!asked) return;
    usable = false;
    told = true;
    if (plan.ask) plan.ask(asked);
    else asked.kill("SIGTERM");
    const late = setTimeout(() => asked.kill("SIGKILL"), endPatience);
    await ended;
    clearTimeout(late);
  };

  return {
    name: plan.name,
    crashes,
    usable: () => usable,
    generation: () => generation,
    async start() {
      // One that is being killed must be gone first: two would share its data.
      if (told) await ended;
      if (closed) throw new Error(`${plan.name} is closed`);
      ready ??= start();
      return ready;
    },
    async kill() {
      usable = false;
      told = true;
      child?.kill("SIGKILL");
      await ended;
    },
    stop,
    async close() {
      closed = true;
      await stop();
    },
    send(message) {
      if (child?.connected) child.send(message, () => undefined);
    },
  };
}

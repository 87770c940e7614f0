import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

export const project = resolve(import.meta.dirname, "../..");
export const withFakes = "tests/start/start-with-fakes.ts";
export const realStart = "main/launcher/main.ts";

const coreState = z.object({
  pid: z.int(),
  windows: z.int(),
  options: z.object({
    port: z.int().nullable(),
    centralUrl: z.string().nullable(),
    demo: z.object({ controlUrl: z.string(), secret: z.string() }).nullable(),
    tokenReusable: z.boolean(),
  }),
});

/** A launcher that runs as a process of its own, and what it has written so far. */
export class Launcher {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  output = "";
  errors = "";

  /** `inShell`: as npm runs a script, with a shell between; signals then reach the shell alone. */
  constructor(
    script: string,
    words: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    inShell = false,
  ) {
    const env = {
      ...process.env,
      INIT_CWD: undefined,
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
      ...environment,
    };
    this.#child = inShell
      ? spawn("/bin/sh", ["-c", '"$0" "$@"; exit $?', process.execPath, script, ...words], {
          cwd: project,
          env,
        })
      : spawn(process.execPath, [script, ...words], { cwd: project, env });
    this.#child.stdout?.on("data", (data) => {
      this.output += String(data);
      this.#look();
    });
    this.#child.stderr?.on("data", (data) => {
      this.errors += String(data);
    });
    this.#ended = new Promise((resolve) =>
      this.#child.once("close", (code) => {
        resolve(code);
        this.#look();
      }),
    );
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }

  /** Waits until the output matches for the `count`th time; answers the last match. */
  async said(pattern: RegExp, count = 1): Promise<RegExpExecArray> {
    const all = new RegExp(pattern, `${pattern.flags}g`);
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = [...this.output.matchAll(all)][count - 1];
        const over = this.#child.exitCode !== null || this.#child.signalCode !== null;
        if (!match && !over) return;
        this.#waiting.delete(look);
        if (match) resolve(match);
        else reject(new Error(`ended without saying ${pattern}:\n${this.output}\n${this.errors}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The address of the running kiosk. */
  async ready(): Promise<string> {
    const [, address] = await this.said(/^Infomat is ready: (http:\S+)$/m);
    return address ?? "";
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** The exit code, once it has ended. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill("SIGTERM");
    await this.#ended;
  }
}

export const stateOf = async (address: string) =>
  coreState.parse(await (await fetch(new URL("/state", address))).json());

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A place for one test's files, gone afterwards. */
export function temporaryFolder(): { readonly path: string; inside(name: string): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "infomat-start-"));
  return {
    path,
    inside: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

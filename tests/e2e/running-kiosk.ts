import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A program of ours, as a user starts it, with what it has printed so far. */
export type Program = {
  /** The first line that fits, also one that came before. Fails when the program ends without it. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  lines(): readonly string[];
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

function run(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const child: ChildProcess = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = "";
  const read = (chunk: Buffer): void => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const listener of listeners) listener();
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  // Not `exit`: a core outlives the killed program for a moment, and writes into its data folder until it has ended.
  // It holds the same output, so that this is closed by the last of them.
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    lines: () => lines,
    line(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          for (const text of lines) {
            const match = text.match(pattern);
            if (!match) continue;
            listeners.delete(look);
            resolve(match);
            return;
          }
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without ${pattern}:\n${lines.join("\n")}`)));
      });
    },
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}

export type RunningKiosk = {
  readonly url: string;
  readonly centralUrl: string;
  readonly dataDir: string;
} & Program;

/**
 * `npm start -- --shell none` with a data folder of its own, until the first screen can be used.
 * @param config the configuration as YAML; patients sign in with the policy alone when it is left out
 */
export async function startKiosk(
  args: readonly string[] = ["--size", "tiny"],
  config = "signIn: { methods: [policy] }",
): Promise<RunningKiosk> {
  const dataDir = mkdtempSync(join(tmpdir(), "infomat-e2e-"));
  const file = join(dataDir, "kiosk.yaml");
  writeFileSync(file, config);
  const program = run("main/launcher/main.ts", [
    ...["--shell", "none", "--data", dataDir, "--config", file],
    ...args,
  ]);
  const [, url = ""] = await program.line(/^Infomat is ready: (\S+)$/);
  const [, centralUrl = ""] = await program.line(/^(?:Demo central API|Central API): (http\S+)$/);
  return {
    ...program,
    url,
    centralUrl,
    dataDir,
    async stop(signal) {
      const code = await program.stop(signal);
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** The demo's hub on its own, with one kind of clinics' systems or each in turn: `npm run demo-hub`. */
export async function startDemoHub(args: readonly string[]): Promise<Program & { readonly hub: string }> {
  const program = run("demo-central/n3/main.ts", ["--port", "0", ...args]);
  const [, hub = ""] = await program.line(/^The demo hub is ready: (http\S+)$/);
  return { ...program, hub };
}

/** The demo's identity provider on its own, at which kiosks are the client `infomat-demo` with this secret. */
export async function startDemoProvider(
  secret: string,
  args: readonly string[] = [],
): Promise<Program & { readonly issuer: string }> {
  const program = run("demo-central/identity/main.ts", ["--port", "0", ...args], {
    INFOMAT_DEMO_SECRET: secret,
  });
  const [, issuer = ""] = await program.line(
    /^The demo identity provider is ready: (http\S+?)(?:oidc-provider.*)?$/,
  );
  return { ...program, issuer };
}

/** The demo central API alone, in memory, with its smallest region. */
export async function startCentral(): Promise<Program & { readonly centralUrl: string }> {
  const program = run("demo-central/main.ts", ["--port", "0", "--size", "tiny"]);
  const [, centralUrl = ""] = await program.line(/^The demo central API is ready: (http\S+)$/);
  return { ...program, centralUrl };
}

/** `infomat reception`, until its page can be opened. */
export async function startReception(
  config: string,
  dataDir: string,
): Promise<Program & { readonly url: string }> {
  const program = run("main/installed/checkout.ts", ["reception", "--config", config, "--data", dataDir]);
  const [, url = ""] = await program.line(/^The page at the counter is ready: (http\S+)$/);
  return { ...program, url };
}

/** The demo central API on its own: `npm run demo-central`. */
export async function startDemoCentral(
  args: readonly string[] = ["--size", "tiny", "--port", "0"],
): Promise<Program & { readonly url: string }> {
  const program = run("demo-central/main.ts", args);
  const [, url = ""] = await program.line(/^The demo central API is ready: (http\S+)$/);
  return { ...program, url };
}

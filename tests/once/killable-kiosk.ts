import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coreEnvironment, coreMessageSchema } from "#main/shell/messages.ts";
import { type KioskClient, openClient, temporaryFolder, waitFor } from "#tests/support/kiosk.ts";

const root = join(import.meta.dirname, "../..");

/** A real core in a process of its own, which can be killed and started again on the same data. */
export type KillableKiosk = {
  readonly client: () => KioskClient;
  /** SIGKILL: nothing is written, closed or said any more. */
  kill(): Promise<void>;
  /** Does nothing where it runs. */
  start(): Promise<void>;
  /** Lines of its log since the last start. */
  log(): Record<string, unknown>[];
  readonly dataDir: string;
};

export async function killableKiosk(
  later: (close: () => unknown) => void,
  options: { centralUrl: string; configFile: string },
): Promise<KillableKiosk> {
  const dataDir = temporaryFolder(later);
  const screensDir = temporaryFolder(later);
  writeFileSync(join(screensDir, "index.html"), "<!doctype html><title>Infomat</title>");
  const env = coreEnvironment({
    ...options,
    dataDir,
    port: null,
    demo: null,
    tokenReusable: true,
    assetsDir: join(root, "assets"),
    screensDir,
  });
  let child: ChildProcess | null = null;
  let client: KioskClient | null = null;
  let linesBefore = 0;
  const logFile = join(dataDir, "infomat.log");
  const lines = (): string[] =>
    existsSync(logFile) ? readFileSync(logFile, "utf8").split("\n").filter(Boolean) : [];

  const kiosk: KillableKiosk = {
    dataDir,
    client() {
      if (!client) throw new Error("the kiosk is not running");
      return client;
    },
    async kill() {
      const killed = child;
      if (!killed) return;
      client = null;
      child = null;
      if (killed.exitCode !== null || killed.signalCode !== null) return;
      const ended = new Promise((resolve) => killed.once("exit", resolve));
      killed.kill("SIGKILL");
      await ended;
    },
    async start() {
      if (child) return;
      linesBefore = lines().length;
      const started = fork(join(root, "main/app/core.ts"), [], {
        env: { ...process.env, ...env },
        execArgv: [],
      });
      child = started;
      const ready = await new Promise<{ port: number; url: string }>((resolve, reject) => {
        started.on("exit", (code) => reject(new Error(`the core ended with ${code}`)));
        started.on("message", (message) => {
          const { data } = coreMessageSchema.safeParse(message);
          if (data?.type === "ready") resolve(data);
          if (data?.type === "failed") reject(new Error(`${data.code}: ${data.text}`));
        });
      });
      const opened = await openClient(ready);
      client = opened;
      await waitFor(async () => {
        const { central, booking } = await opened.kiosk.info({});
        return central.state === "online" && booking === "open";
      });
    },
    log: () =>
      lines()
        .slice(linesBefore)
        .map((line) => JSON.parse(line)),
  };
  later(() => kiosk.kill());
  await kiosk.start();
  return kiosk;
}

import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "#contract/index.ts";
import { keepRunning } from "../shell/keep-running.ts";
import { asRunning } from "../shell/process.ts";

export type DemoIdentity = {
  readonly issuer: string;
  /** Holds the kiosk's secret as the provider's client. */
  readonly secretFile: string;
  stop(): Promise<void>;
};

const readySchema = z.object({ type: z.literal("ready"), issuer: z.url({ protocol: /^http$/ }) });

/**
 * Starts the demo's identity provider as a child process on a free port and keeps it running there. Null where it can't
 * start: the demo then signs in by the policy alone.
 * @param address an address of this machine; another than 127.0.0.1 lets phones in its network in
 */
export async function startDemoIdentityProcess(deps: {
  readonly entry: string;
  readonly dataDir: string;
  readonly address: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}): Promise<DemoIdentity | null> {
  const { entry, dataDir, address, clock, say } = deps;
  const secret = randomBytes(24).toString("base64url");
  const folder = join(dataDir, "demo-central");
  const secretFile = join(folder, "identity-secret");
  mkdirSync(folder, { recursive: true });
  writeFileSync(secretFile, secret, { mode: 0o600 });
  const first = Promise.withResolvers<string | null>();
  let port = "0";
  const kept = keepRunning({
    clock,
    start() {
      const words = ["--port", port, "--address", address];
      const child = fork(entry, words, { env: { ...process.env, INFOMAT_DEMO_SECRET: secret } });
      child.on("message", (data) => {
        const read = readySchema.safeParse(data);
        if (!read.success) return;
        port = new URL(read.data.issuer).port;
        first.resolve(read.data.issuer);
      });
      const running = asRunning(child, clock);
      void running.ended.then(() => first.resolve(null));
      return running;
    },
    onEnded: (how, delay) =>
      say(`The demo identity provider ended (${how}): starting it again in ${delay / 1000} s.`),
  });
  const issuer = await first.promise;
  if (issuer !== null) return { issuer, secretFile, stop: () => kept.stop() };
  await kept.stop();
  return null;
}

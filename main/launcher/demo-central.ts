import { fork } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { type Kept, keepRunning } from "../shell/keep-running.ts";
import { asRunning } from "../shell/process.ts";
import type { StartOptions } from "./options.ts";

const loopback = z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ });

const hubClinicsSchema = z.record(z.string(), z.object({ move: z.string() }));
const centralMessageSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("ready"),
    url: loopback,
    controlUrl: loopback,
    /** Of a hub: what its clinics' systems can. */
    clinics: hubClinicsSchema.optional(),
  }),
  z.object({ type: z.literal("failed"), code: z.string(), text: z.string() }),
]);

export type DemoCentral = {
  /** Base address; it stays the same when the central API is started again. */
  readonly url: string;
  readonly controlUrl: string;
  readonly secret: string;
  readonly hub?: { readonly guidFile: string; readonly clinics: z.infer<typeof hubClinicsSchema> };
  stop(): Promise<void>;
};

type Ready = Pick<NonNullable<DemoCentral["hub"]>, "clinics">;

export type DemoCentralDeps = {
  readonly entry: string;
  readonly dataDir: string;
  readonly size: StartOptions["size"];
  /** A hub keeps nothing, and is asked under a guid that stands in a file. */
  readonly kind: StartOptions["centralKind"];
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** What it said when it failed: goes before the failure that is returned. */
  readonly onTrouble: (text: string) => void;
};

/**
 * Starts the embedded demo central API as a child process on a free loopback port and keeps it running there.
 * Answers once it serves. `CENTRAL_FAILED`: the first start came to nothing.
 */
export async function startDemoCentralProcess(
  deps: DemoCentralDeps,
): Promise<Result<DemoCentral, "CENTRAL_FAILED">> {
  const { entry, dataDir, size, kind, clock, say, onTrouble } = deps;
  const folder = join(dataDir, "demo-central");
  const secret = randomBytes(24).toString("base64url");
  const first = Promise.withResolvers<(Pick<DemoCentral, "url" | "controlUrl"> & Ready) | null>();
  let port = "0";

  const kept: Kept = keepRunning({
    clock,
    start: () => {
      const words = ["--port", port, "--size", size, ...(kind === "n3" ? [] : ["--data", folder])];
      const child = fork(entry, words, { env: { ...process.env, INFOMAT_DEMO_SECRET: secret } });
      child.on("message", (data) => {
        const read = centralMessageSchema.safeParse(data);
        if (!read.success) return;
        if (read.data.type === "failed") {
          onTrouble(read.data.text);
          return;
        }
        port = new URL(read.data.url).port;
        const { url, controlUrl, clinics = {} } = read.data;
        first.resolve({ url, controlUrl, clinics });
      });
      const running = asRunning(child, clock);
      void running.ended.then(() => first.resolve(null));
      return running;
    },
    onEnded: (how, delay) =>
      say(`The demo central API ended (${how}): starting it again in ${delay / 1000} s.`),
  });

  const ready = await first.promise;
  if (ready) {
    const { clinics, ...addresses } = ready;
    const hub = kind === "n3" ? { hub: { guidFile: writeGuid(folder), clinics } } : {};
    return ok({ ...addresses, secret, ...hub, stop: () => kept.stop() });
  }
  await kept.stop();
  return fail("CENTRAL_FAILED");
}

/** The demo's hub lets any guid in. */
function writeGuid(folder: string): string {
  const file = join(folder, "hub-guid");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, randomUUID(), { mode: 0o600 });
  return file;
}

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { vi } from "vitest";

/** A scanner on a real line: a pair of pseudo terminals, whose other end the kiosk opens. */
export type FakeScanner = {
  readonly path: string;
  /** Sends bytes as a device does, in pieces. */
  send(bytes: Uint8Array | string, size?: number): Promise<void>;
  /** Pulls the cable: both ends are gone. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
};

export async function startFakeScanner(
  folder: string,
  later: (close: () => unknown) => void,
): Promise<FakeScanner> {
  const path = join(folder, "kiosk-end");
  const device = join(folder, "scanner-end");
  let socat: ChildProcess | null = null;
  const unplug = async (): Promise<void> => {
    const running = socat;
    socat = null;
    if (!running) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill();
    await gone;
  };
  const plugIn = async (): Promise<void> => {
    const ends = [path, device].map((link) => `pty,raw,echo=0,link=${link}`);
    const fresh = spawn("socat", ends, { stdio: "ignore" });
    fresh.once("error", () => undefined);
    socat = fresh;
    if (fresh.pid === undefined) throw new Error("socat is not installed (Debian: apt-get install socat)");
    await vi.waitUntil(() => existsSync(path) && existsSync(device), { interval: 20, timeout: 45_000 });
  };
  later(unplug);
  await plugIn();
  return {
    path,
    unplug,
    plugIn,
    async send(bytes, size = 32) {
      const data = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
      const line = await open(device, "r+");
      try {
        for (let at = 0; at < data.length; at += size) await line.write(data.subarray(at, at + size));
      } finally {
        await line.close();
      }
    },
  };
}

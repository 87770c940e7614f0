import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { search } from "#tests/support/central-rest.ts";
import { ended, started } from "../harness/process.ts";
import { askDemoCentral, askFleet, type FleetOptions } from "./orders.ts";

/** A central API, and processes with kiosks that are open and haven't asked for anything yet. */
export type Town = {
  readonly url: string;
  readonly demoCentral: ChildProcess;
  /** A mirror as all kiosks have it, closed. */
  readonly mirror: string;
  /** Kiosks with that mirror, in so many processes. */
  open(kiosks: number, processes?: number): Promise<readonly ChildProcess[]>;
};

const day = 24 * 60 * 60_000;
/** Each kiosk has a disk of its own; on one disk they would wait for each other's. */
const memoryDisk = "/dev/shm";

/** Opens a central API and one kiosk's mirror of it, which was last whole yesterday, as after a night without current. */
export async function withTown(size: string, work: (town: Town) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(existsSync(memoryDisk) ? memoryDisk : tmpdir(), "infomat-bench-"));
  const children: ChildProcess[] = [];
  const program = (name: string): string => join(import.meta.dirname, `${name}.ts`);
  try {
    const demoCentral = await started(program("demo-central"), [size], z.string());
    children.push(demoCentral.child);
    const url = demoCentral.told;
    const patients = (await search(url, "Patient", { _count: "200" })).map(({ id }) => id);
    const fleet = async (options: Pick<FleetOptions, "kiosks" | "mirror">, inFolder: string) => {
      const words = [JSON.stringify({ url, folder: inFolder, patients, ...options })];
      const { child } = await started(program("fleet"), words, z.literal("open"));
      children.push(child);
      return child;
    };
    const seed = mkdtempSync(join(folder, "seed-"));
    const first = await fleet({ kiosks: 1, mirror: null }, seed);
    const { online } = await askFleet(first, { do: "start", within: 120_000 });
    if (online[0] === null) throw new Error("the first mirror was not loaded");
    const mirror = join(seed, `kiosk-${first.pid}-0.sqlite`);
    await ended(first);
    // What the ended process left in the log beside the file goes into the file itself.
    const store = openStore(mirror);
    createSyncStore(store).commit({ fullAt: Date.now() - day });
    store.prepare("UPDATE schedule SET window_at = window_at - ?").run(day);
    store.close();
    await askDemoCentral(demoCentral.child);
    await work({
      url,
      demoCentral: demoCentral.child,
      mirror,
      open: (kiosks, processes = 2) =>
        Promise.all(
          Array.from({ length: processes }, (_, at) =>
            fleet({ kiosks: Math.floor((kiosks + at) / processes), mirror }, folder),
          ),
        ),
    });
  } finally {
    for (const child of children.reverse()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Clock } from "#contract/index.ts";
import type { DeviceMemory, Learned } from "#printer/index.ts";
import { codeOf, writeWholeFile } from "../files/whole-file.ts";
import type { Log } from "../log/events.ts";

const learnedSchema = z.object({
  ways: z.array(z.enum(["dleEot", "customFull", "gsE"])),
  proofs: z.array(z.enum(["gsH", "gsR"])),
});
const fileSchema = z.record(z.string(), learnedSchema);

/** How soon what couldn't be written is tried again, ms. */
const againAfter = 60_000;

/**
 * What the printer named `device` was seen to answer, in a file shared by all printers of this kiosk. A file that is
 * missing or damaged is nothing learned yet: it is learned again. A disk that takes nothing is logged and tried
 * again: until then it is remembered here.
 */
export function deviceMemory(
  file: string,
  device: string,
  { clock, log }: { readonly clock: Pick<Clock, "monotonic">; readonly log: Log },
): DeviceMemory {
  const readAll = (): z.infer<typeof fileSchema> => {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return {};
    }
  };
  let learned: Learned = readAll()[device] ?? { ways: [], proofs: [] };
  let failedAt: number | null = null;

  const keep = (): void => {
    try {
      writeWholeFile(file, `${JSON.stringify({ ...readAll(), [device]: learned }, null, 2)}\n`);
      failedAt = null;
    } catch (error) {
      const code = codeOf(error);
      if (code === "") throw error;
      if (failedAt === null) log.write("tickets.answers-unkept", { code });
      failedAt = clock.monotonic();
    }
  };

  return {
    get() {
      if (failedAt !== null && clock.monotonic() - failedAt >= againAfter) keep();
      return learned;
    },
    set({ ways, proofs }) {
      learned = { ways: [...ways], proofs: [...proofs] };
      keep();
    },
  };
}

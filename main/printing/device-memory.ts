import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { DeviceMemory } from "#printer/index.ts";

const learnedSchema = z.object({
  ways: z.array(z.enum(["dleEot", "customFull", "gsE"])),
  proofs: z.array(z.enum(["gsH", "gsR"])),
});
const fileSchema = z.record(z.string(), learnedSchema);

/**
 * What the printer named `device` was seen to answer, in a file shared by all printers of this kiosk. A file
 * that is missing or damaged is nothing learned yet: it is learned again.
 */
export function deviceMemory(file: string, device: string): DeviceMemory {
  const readAll = (): z.infer<typeof fileSchema> => {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return {};
    }
  };
  let learned = readAll()[device] ?? { ways: [], proofs: [] };
  return {
    get: () => learned,
    set({ ways, proofs }) {
      learned = { ways: [...ways], proofs: [...proofs] };
      const draft = `${file}.new`;
      writeFileSync(draft, `${JSON.stringify({ ...readAll(), [device]: learned }, null, 2)}\n`, {
        mode: 0o600,
      });
      renameSync(draft, file);
    },
  };
}

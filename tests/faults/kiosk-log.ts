import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Counts } from "./counts.ts";

const lineSchema = z.object({
  event: z.string(),
  kind: z.string().optional(),
  was: z.string().optional(),
  state: z.string().optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
});

/**
 * Counts what the fence has ended and what starts have found, as a kiosk's log tells it from line `from` on.
 * Answers how many lines there are now.
 */
export function countLog(dataDir: string, from: number, counts: Counts): number {
  const file = join(dataDir, "infomat.log");
  if (!existsSync(file)) return 0;
  const lines = readFileSync(file, "utf8").split("\n");
  for (const line of lines.slice(from)) {
    const told = read(line);
    if (!told) continue;
    const { event, kind, was, state, outcome, reason } = told;
    const now = [state, outcome ?? reason].filter(Boolean).join(" ");
    if (event === "booking.settled") counts.add(`fence: ${kind} ${now}`);
    if (event === "booking.interrupted") counts.add(`start: ${kind} ${was}, now ${now}`);
  }
  // What follows the last line break is no line yet.
  return lines.length - 1;
}

/** Null for a line that a kill cut short. */
function read(line: string): z.infer<typeof lineSchema> | null {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { codeOf, writeWholeFile } from "../files/whole-file.ts";
import type { Log } from "../log/events.ts";

/**
 * Tells where the settings are others than at the last start. `file` keeps their hash: of what they say, so that
 * comments and order of lines don't count.
 */
export function noteSettings(file: string, settings: object, log: Log): void {
  const hash = createHash("sha256").update(JSON.stringify(settings)).digest("hex");
  const before = seenBefore(file);
  if (before === hash) return;
  if (before !== null) log.write("core.settings-changed", { settings: `sha256:${hash.slice(0, 16)}` });
  try {
    writeWholeFile(file, hash);
  } catch {
    // A disk that takes nothing is told by what needs it; the change is told again at the next start.
  }
}

function seenBefore(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // What can't be read may have been another one.
    return codeOf(error) === "ENOENT" ? null : "";
  }
}

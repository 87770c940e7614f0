import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { codeOf, writeWholeFile } from "../../files/whole-file.ts";
import type { Log } from "../../log/events.ts";

/** What the kiosk remembers of its own files. It stands apart from them: a file that is gone can't say that it was there. */
const stateSchema = z.object({
  /** The id of the booking journal; null before there was one. */
  journal: z.string().nullable().default(null),
  /** No ticket number above this one was given out. */
  tickets: z.int().nonnegative().default(0),
});
export type KioskState = z.infer<typeof stateSchema>;

const nothingKnown: KioskState = { journal: null, tickets: 0 };

/**
 * A file that is missing or damaged is nothing known: every fact in it has a second witness. A damaged one is moved
 * to `setAsideAs` for people to look at, and told.
 */
export function readKioskState(
  file: string,
  { setAsideAs, log }: { readonly setAsideAs: string; readonly log: Log },
): KioskState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return nothingKnown;
    log.write("kiosk-state.damaged", { code: codeOf(error) || "content" });
    setAside(file, setAsideAs, log);
    return nothingKnown;
  }
}

function setAside(file: string, target: string, log: Log): void {
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    renameSync(file, target);
  } catch (error) {
    log.write("kiosk-state.not-set-aside", { code: codeOf(error) });
  }
}

/** @throws the system's error; the file is as it was then. */
export function writeKioskState(file: string, state: KioskState): void {
  writeWholeFile(file, `${JSON.stringify(state)}\n`);
}

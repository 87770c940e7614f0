import { readFileSync } from "node:fs";
import { z } from "zod";
import { writeWholeFile } from "../files/whole-file.ts";

/** What the kiosk remembers of its own files, apart from them: that a file was there can't stand in the file. */
const stateSchema = z.object({
  /** The id of the booking journal; null before there was one. */
  journal: z.string().nullable().default(null),
  /** No ticket number above this one was given out. */
  tickets: z.int().nonnegative().default(0),
});
export type KioskState = z.infer<typeof stateSchema>;

const nothingKnown: KioskState = { journal: null, tickets: 0 };

/** A file that is missing or damaged is nothing known: every fact in it has a second witness. */
export function readKioskState(file: string): KioskState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return nothingKnown;
  }
}

/** @throws the system's error; the file is as it was then. */
export function writeKioskState(file: string, state: KioskState): void {
  writeWholeFile(file, `${JSON.stringify(state)}\n`);
}

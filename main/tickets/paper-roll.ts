import { readFileSync } from "node:fs";
import { z } from "zod";
import { codeOf, writeWholeFile } from "../files/whole-file.ts";

const fileSchema = z.object({ changedAt: z.number() });

/** When the printer's roll was changed last, as whoever changed it told; in a file of its own. */
export type PaperRoll = {
  /** ms since 1970; null where nobody ever told. */
  changedAt(): number | null;
  /** A new roll is in; false where the disk refuses. */
  changed(at: number): boolean;
};

export const paperRoll = (file: string): PaperRoll => ({
  changedAt() {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(file, "utf8"))).changedAt;
    } catch {
      // Missing or damaged: it is told again with the next roll.
      return null;
    }
  },
  changed(at) {
    try {
      writeWholeFile(file, `${JSON.stringify({ changedAt: at })}\n`);
      return true;
    } catch (error) {
      if (codeOf(error) === "") throw error;
      return false;
    }
  },
});

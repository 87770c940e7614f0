import { oc } from "@orpc/contract";
import { z } from "zod";
import { errorsOf } from "../errors.ts";
import { heardScanSchema, longestScanText } from "./scan.ts";

export const scannerContract = {
  /**
   * Reads a text that was typed into the page too fast for a hand. Signing in with what it holds is the page's
   * next call, the same as for typed numbers, under the same limits.
   */
  read: oc
    .input(z.strictObject({ text: z.string().max(longestScanText) }))
    .output(heardScanSchema)
    .errors(errorsOf("SESSION_ENDED")),
};

import { oc } from "@orpc/contract";
import { z } from "zod";
import { languageSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";

/** Characters that can be spoken at once. */
const longestSpoken = 500;

export const speechContract = {
  /** Spoken by a program of the kiosk's own: a WAV file, base64. Nothing of the text is kept or logged. */
  say: oc
    .input(z.strictObject({ text: z.string().min(1).max(longestSpoken), language: languageSchema }))
    .output(z.object({ wav: z.string() }))
    .errors(errorsOf("SPEECH_UNAVAILABLE", "SESSION_ENDED")),
};

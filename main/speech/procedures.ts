import { api } from "../sessions/api.ts";
import type { Speech } from "./speech.ts";

export const speechProcedures = (speech: Pick<Speech, "available" | "say">) => ({
  say: api.speech.say.handler(async ({ input, errors }) => {
    const sound = speech.available() ? await speech.say(input.text, input.language) : null;
    if (sound === null) throw errors.SPEECH_UNAVAILABLE({ data: {} });
    return { wav: sound.toString("base64") };
  }),
});

import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";

export const speechProcedures = (parts: Parts) => ({
  say: api.speech.say.handler(async ({ input, errors }) => {
    const sound = parts.speech.available() ? await parts.speech.say(input.text, input.language) : null;
    if (sound === null) throw errors.SPEECH_UNAVAILABLE({ data: {} });
    return { wav: sound.toString("base64") };
  }),
});

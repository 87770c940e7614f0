import { speechProcedures } from "./procedures.ts";
import { createSpeech, type Speech } from "./speech.ts";

/** Prompts, spoken by a program of the machine's own. */
export type SpeechModule = Pick<Speech, "available" | "close"> & {
  readonly procedures: ReturnType<typeof speechProcedures>;
};

export function createSpeechModule(deps: Parameters<typeof createSpeech>[0]): SpeechModule {
  const speech = createSpeech(deps);
  return { available: speech.available, close: speech.close, procedures: speechProcedures(speech) };
}

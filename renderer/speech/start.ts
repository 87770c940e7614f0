import i18next from "i18next";
import { create } from "zustand";
import type { Api } from "../api/client.ts";
import { useModes } from "../modes/store.ts";
import { useKiosk } from "../state/kiosk.ts";
import { type Narrator, startNarrator } from "./narrator.ts";
import { createSpeaker } from "./speaker.ts";
import { browserVoice, coreVoice, localVoice, type Voice } from "./voices.ts";

/** Counts the times that the browser told of its voices: it does so some time after the page has begun. */
const useVoices = create<{ readonly told: number }>()(() => ({ told: 0 }));

const hasVoice = (language: string): boolean =>
  localVoice(language) !== null || useKiosk.getState().info?.speech === true;

/** Whether this kiosk can speak the language of its screens. */
export function useCanSpeak(language: string): boolean {
  useVoices();
  useKiosk((state) => state.info?.speech);
  return hasVoice(language);
}

let narrator: Narrator | null = null;

/** Says the screen once more. */
export const repeat = (): void => narrator?.repeat();

/** Speaks while the mode is on; what was begun ends with it. */
export function startSpeech(api: Api): void {
  if ("speechSynthesis" in window) {
    const told = (): void => useVoices.setState(({ told }) => ({ told: told + 1 }));
    speechSynthesis.addEventListener("voiceschanged", told);
  }
  const core = coreVoice(api);
  const voiceFor = (language: string): Voice | null => {
    if (localVoice(language) !== null) return browserVoice;
    return hasVoice(language) ? core : null;
  };
  const speaker = createSpeaker({
    voiceFor,
    language: () => i18next.language,
    volume: () => useModes.getState().modes.volume,
  });
  useModes.subscribe(({ modes }, { modes: before }) => {
    if (modes.spoken === before.spoken) return;
    narrator?.stop();
    narrator = modes.spoken ? startNarrator(speaker, { first: i18next.t("speech.on") }) : null;
  });
}

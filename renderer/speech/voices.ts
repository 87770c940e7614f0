import type { Api } from "../api/client.ts";
import { ask } from "../api/failures.ts";
import { loudest } from "../modes/store.ts";

/** Speaks one piece; resolves when it has been spoken, or at once when `signal` fires. */
export type Voice = (text: string, language: string, volume: number, signal: AbortSignal) => Promise<void>;

/** From 0 to 1; each step sounds about as much louder as the one before. */
const loudness = (volume: number): number => (volume / loudest) ** 1.5;

/**
 * The browser's own voice for a language. Only such as speak on this machine: others send what they are given to
 * somebody's server.
 */
export function localVoice(language: string): SpeechSynthesisVoice | null {
  if (!("speechSynthesis" in window)) return null;
  const mine = speechSynthesis
    .getVoices()
    .filter((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);
  return mine.find((voice) => voice.default) ?? mine[0] ?? null;
}

export const browserVoice: Voice = (text, language, volume, signal) =>
  new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    const voice = localVoice(language);
    if (voice === null) return resolve();
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.volume = loudness(volume);
    utterance.rate = 0.95;
    utterance.onend = () => resolve();
    utterance.onerror = () => resolve();
    signal.addEventListener("abort", () => {
      speechSynthesis.cancel();
      resolve();
    });
    speechSynthesis.speak(utterance);
  });

/** The core's program, heard through this page. */
export function coreVoice(api: Api): Voice {
  let context: AudioContext | null = null;
  return async (text, language, volume, signal) => {
    const answer = await ask(api.speech.say({ text, language }));
    if (!answer.ok || signal.aborted) return;
    context ??= new AudioContext();
    await context.resume();
    const bytes = Uint8Array.from(atob(answer.value.wav), (character) => character.charCodeAt(0));
    const sound = await context.decodeAudioData(bytes.buffer);
    if (signal.aborted) return;
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    const gain = new GainNode(context, { gain: loudness(volume) });
    source.connect(gain).connect(context.destination);
    await new Promise<void>((resolve) => {
      source.onended = () => resolve();
      signal.addEventListener("abort", () => source.stop());
      source.start();
    });
  };
}

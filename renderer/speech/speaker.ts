import type { Voice } from "./voices.ts";

/** Says one thing at a time: what is said next ends what is being said. */
export type Speaker = {
  say(pieces: readonly string[]): void;
  stop(): void;
};

type SpeakerDeps = {
  /** The voice for a language; null where there is none. */
  readonly voiceFor: (language: string) => Voice | null;
  readonly language: () => string;
  readonly volume: () => number;
};

export function createSpeaker({ voiceFor, language, volume }: SpeakerDeps): Speaker {
  let saying = new AbortController();
  const stop = (): void => {
    saying.abort();
    saying = new AbortController();
  };
  return {
    stop,
    say(pieces) {
      stop();
      const { signal } = saying;
      const voice = voiceFor(language());
      if (voice === null) return;
      void (async () => {
        for (const piece of pieces) {
          if (signal.aborted) return;
          await voice(piece, language(), volume(), signal);
        }
      })();
    },
  };
}

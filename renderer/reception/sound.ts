import { useEffect, useRef, useState } from "react";

/** How long a browser may take to say that a page may be heard, ms. */
const longestStart = 500;
/** How long the tones take, ms. */
const tonesTake = 600;

export type Sound = {
  /** The browser lets this page make no sound until somebody has touched it. */
  readonly isBlocked: boolean;
  /** Two short tones, where they may be made. */
  ring(): void;
};

/**
 * The page's sound. Browsers refuse it to a page that nobody has touched since it was loaded (Web Audio API, 1.1:
 * "allowed to start"): a touch or a key anywhere on the page opens it.
 */
export function useSound(): Sound {
  const audio = useRef<AudioContext | null>(null);
  const [state, setState] = useState<"unknown" | "blocked" | "open">("unknown");
  useEffect(() => {
    const context = new AudioContext();
    audio.current = context;
    const gestures = ["pointerdown", "keydown"] as const;
    const leaveOff = (): void => {
      clearTimeout(late);
      for (const gesture of gestures) removeEventListener(gesture, open, true);
    };
    const open = (): void => {
      void context.resume().then(async () => {
        leaveOff();
        setState("open");
        // Until there is something to hear.
        await context.suspend();
      });
    };
    const late = setTimeout(() => setState((now) => (now === "open" ? now : "blocked")), longestStart);
    for (const gesture of gestures) addEventListener(gesture, open, true);
    open();
    return () => {
      leaveOff();
      audio.current = null;
      void context.close();
    };
  }, []);
  return {
    isBlocked: state === "blocked",
    ring() {
      if (state === "open" && audio.current) void play(audio.current);
    },
  };
}

async function play(audio: AudioContext): Promise<void> {
  await audio.resume();
  const volume = audio.createGain();
  volume.gain.value = 0.12;
  volume.connect(audio.destination);
  for (const [index, pitch] of [660, 880].entries()) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(audio.currentTime + index * 0.18);
    tone.stop(audio.currentTime + index * 0.18 + 0.15);
  }
  document.documentElement.dataset.rung = String(Number(document.documentElement.dataset.rung ?? 0) + 1);
  setTimeout(() => {
    volume.disconnect();
    if (audio.state === "running") void audio.suspend();
  }, tonesTake);
}

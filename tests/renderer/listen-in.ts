import type { Page } from "@playwright/test";

/** Where the voice comes from: a browser that has one, or the core's program, heard through the page. */
export type VoiceFrom = "browser" | "core";

/** What the page began to say and the title it then stood at, or that it was told to stop. */
type Heard = { readonly does: "begins" | "stops"; readonly text: string; readonly title: string };

/** All of it, oldest first. */
export type Listen = () => Promise<readonly Heard[]>;

/**
 * Gives the page a Russian voice and notes what is said, from its next load on. Nothing that is said comes to an end
 * by itself: whatever waits behind it is heard only if it isn't stopped.
 */
export async function listenIn(page: Page, from: VoiceFrom): Promise<Listen> {
  await page.addInitScript((from) => {
    const heard: Heard[] = [];
    const note = (does: Heard["does"], text: string): void => {
      heard.push({ does, text, title: document.querySelector("main h1")?.textContent ?? "" });
    };
    const voices = from === "browser" ? [{ name: "Irina", lang: "ru-RU", localService: true }] : [];
    class Utterance {
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    }
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      speak: ({ text }: Utterance) => note("begins", text),
      cancel: () => note("stops", ""),
    });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    AudioBufferSourceNode.prototype.start = () => note("begins", "a sound");
    AudioBufferSourceNode.prototype.stop = () => note("stops", "");
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, heard });
  }, from);
  return () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
}

import type { Page } from "@playwright/test";
import type { Look, textSizes } from "./looks.ts";
import { type ShownModes, show } from "./modes.ts";

const factors = { normal: undefined, large: "1.25", largest: "1.5" } as const satisfies Record<
  (typeof textSizes)[number],
  ShownModes["text"]
>;

/** A look's modes, as the page's root element carries them. */
export const modesOf = ({ theme, text, reach }: Look): ShownModes => ({
  ...(text === "normal" ? {} : { text: factors[text] }),
  ...(theme === "light" ? {} : { theme }),
  ...(reach === "usual" ? {} : { reach }),
});

/** Shows the screen that the page is on in another look. The language is chosen as a patient does, on the sheet of modes. */
export async function wear(page: Page, look: Look): Promise<void> {
  await speak(page, look.language);
  await show(page, modesOf(look), look.size);
}

/**
 * The keys are pressed by script: a dialog may lie over them, and which screens they can be reached on is other
 * tests' matter. A screen without the sheet (the kiosk starting, or broken) stays as it is.
 */
async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate(async (language) => {
    const { documentElement } = document;
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    if (documentElement.lang === language) return;
    const key = document.querySelector<HTMLElement>(".modes-key");
    if (key === null) return;
    key.click();
    for (let frames = 0; frames < 60 && documentElement.lang !== language; frames++) {
      await frame();
      document.querySelector<HTMLElement>(`.dialog.modes .option[lang="${language}"]`)?.click();
    }
    for (let frames = 0; frames < 60 && document.querySelector(".dialog.modes") !== null; frames++) {
      document.querySelector<HTMLElement>(".dialog.modes .key.primary")?.click();
      await frame();
    }
  }, language);
}

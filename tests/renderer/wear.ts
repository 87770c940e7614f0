import type { Page } from "@playwright/test";
import type { Look, textSizes } from "./looks.ts";
import { type ShownModes, show } from "./modes.ts";
import { speak } from "./speak.ts";

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

/** Shows the screen that the page is on in another look. */
export async function wear(page: Page, look: Look): Promise<void> {
  await speak(page, look.language);
  await page.setViewportSize(look.size);
  await show(page, modesOf(look));
}

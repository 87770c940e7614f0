import type { Page } from "@playwright/test";

/** The modes as the page's root element carries them; what is left out is as usual. */
export type ShownModes = {
  readonly text?: "1.25" | "1.5";
  readonly theme?: "dark" | "contrast";
  readonly reach?: "low";
};

/**
 * Puts modes on the page as the sheet of modes does, without the touches; and, which makes lists reckon anew,
 * the window's size.
 */
export async function show(
  page: Page,
  modes: ShownModes,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.evaluate((modes) => {
    const { dataset } = document.documentElement;
    for (const name of ["text", "theme", "reach"] as const) {
      const value = modes[name];
      if (value === undefined) delete dataset[name];
      else dataset[name] = value;
    }
  }, modes);
  await page.setViewportSize({ width: size.width, height: size.height - 1 });
  await page.setViewportSize(size);
}

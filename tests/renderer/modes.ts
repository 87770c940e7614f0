import type { Page } from "@playwright/test";

/** The modes as the page's root element carries them; what is left out is as usual. */
export type ShownModes = {
  readonly text?: "1.25" | "1.5";
  readonly theme?: "dark" | "contrast";
  readonly reach?: "low";
};

/** Puts modes on the page as the sheet of modes does, without the touches, and waits until they are painted. */
export function show(page: Page, modes: ShownModes): Promise<void> {
  return page.evaluate(async (modes) => {
    const { dataset } = document.documentElement;
    for (const name of ["text", "theme", "reach"] as const) {
      const value = modes[name];
      if (value === undefined) delete dataset[name];
      else dataset[name] = value;
    }
    // Lists that hold too many rows for the new size give them up one frame after another.
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  }, modes);
}

import { expect, type Page } from "@playwright/test";
import { type Look, nameOf } from "./looks.ts";
import { wordFaultsOnScreen } from "./measure-words.ts";
import { openScene } from "./open-scene.ts";
import type { Scene } from "./scene.ts";
import { scenes } from "./scenes.ts";
import { wear } from "./wear.ts";

/** Screens with addresses, days, rooms and numbers, or with keys whose words are long. */
const withLines: ReadonlySet<string> = new Set([
  "welcome",
  "welcome-cards",
  "welcome-longest",
  "sign-in",
  "sign-in-last",
  "organization",
  "branch-here",
  "here",
  "phone",
  "help",
  "done",
  "done-printed",
  "done-longest",
  "visit",
  "visit-cancelled",
  "expiring",
  "idle",
]);

export const lineScenes: readonly Scene[] = scenes.filter(({ name }) => withLines.has(name));

/** Brings a page to a scene and expects that its lines end where both halves can be read, in each of these looks. */
export async function expectGoodLines(page: Page, scene: Scene, looks: readonly Look[]): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const core = await openScene(page, scene);
  try {
    for (const look of looks) {
      await wear(page, look);
      await expect.poll(() => wordFaultsOnScreen(page), { message: nameOf(look) }).toEqual([]);
    }
  } finally {
    await core.close();
  }
}

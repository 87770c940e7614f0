import { expect, type Page } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { russianOn } from "./left-russian.ts";
import { type Look, nameOf, usualLook } from "./looks.ts";
import { faultsOnScreen, limitsFor } from "./measure.ts";
import { openScene } from "./open-scene.ts";
import type { Scene } from "./scene.ts";
import { modesOf, wear } from "./wear.ts";

/** Brings a page to a scene and expects that nothing is wrong with the screen in each of these looks. */
export async function expectSound(page: Page, scene: Scene, looks: readonly Look[]): Promise<void> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /content security policy/i.test(message.text()))
      errors.push(message.text());
  });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const core = await openScene(page, scene);
  try {
    for (const look of looks) {
      await wear(page, look);
      await expect.poll(() => russianOn(page, look.language), { message: nameOf(look) }).toEqual([]);
      await expect
        .poll(() => faultsOnScreen(page, limitsFor(look.size, modesOf(look))), { message: nameOf(look) })
        .toEqual([]);
      expect(await axeFindings(page, look.theme), nameOf(look)).toEqual([]);
    }
    expect(errors).toEqual([]);
  } finally {
    await core.close();
  }
}

/** As {@link expectSound}, by measuring alone. The screen is reached anew for each size: some leave by themselves. */
export async function expectMeasured(page: Page, scene: Scene, looks: readonly Look[]): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [size, ofSize] of Map.groupBy(looks, (look) => look.size)) {
    await page.setViewportSize(usualLook.size);
    const core = await openScene(page, scene);
    try {
      for (const look of ofSize) {
        await wear(page, look);
        const limits = limitsFor(size, modesOf(look));
        await expect.poll(() => faultsOnScreen(page, limits), { message: nameOf(look) }).toEqual([]);
      }
    } finally {
      await core.close();
    }
  }
}

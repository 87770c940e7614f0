import { expect, type Page } from "@playwright/test";
import { type FakeCore, startFakeCore } from "./fake-core.ts";
import type { Scene } from "./scene.ts";
import { usualDay } from "./world.ts";

/**
 * Brings a page to a scene, against a core of its own; the caller closes the core. `first` is done on the first screen,
 * before the way to the scene begins.
 */
export async function openScene(
  page: Page,
  scene: Scene,
  first?: (page: Page) => Promise<void>,
): Promise<FakeCore> {
  const world = usualDay();
  scene.world?.(world);
  const core = await startFakeCore(world);
  try {
    await page.goto(core.url);
    await first?.(page);
    await scene.reach(page, core);
    await expect(page.getByText(scene.words).first()).toBeVisible();
  } catch (error) {
    await core.close();
    throw error;
  }
  return core;
}

/** Waits until typefaces and pictures have come and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

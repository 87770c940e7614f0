import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { startFakeCore } from "./fake-core.ts";
import { faultsOnScreen, type Limits, limitsFor } from "./measure.ts";
import { type ShownModes, show } from "./modes.ts";
import { scenes, sizes } from "./scenes.ts";
import { usualDay } from "./world.ts";

/** On every size as usual and with the largest words; on the tall one with everything within low reach as well. */
const shown = (tall: boolean): readonly ShownModes[] => [
  {},
  { text: "1.25" },
  { text: "1.5" },
  ...(tall
    ? ([{ reach: "low" }, { text: "1.25", reach: "low" }, { text: "1.5", reach: "low" }] as const)
    : []),
];

for (const scene of scenes) {
  test(`${scene.name}: whole, large enough and within reach in every mode and size, and free of axe's findings`, async ({
    page,
  }) => {
    const world = usualDay();
    scene.world?.(world);
    const core = await startFakeCore(world);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /content security policy/i.test(message.text()))
        errors.push(message.text());
    });
    try {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(core.url);
      await scene.reach(page, core);
      await expect(page.getByText(scene.words).first()).toBeVisible();
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const modes of scene.tool ? [{}] : shown(size.height > size.width)) {
          await show(page, modes);
          const what = `${size.width} × ${size.height} ${JSON.stringify(modes)}`;
          expect(await settledFaults(page, limitsFor(size, modes)), what).toEqual([]);
        }
      }
      await show(page, {});
      expect(await findings(page)).toEqual([]);
      await show(page, { theme: "dark" });
      expect(await findings(page, "color-contrast")).toEqual([]);
      await show(page, { theme: "contrast" });
      expect(await findings(page, "color-contrast-enhanced")).toEqual([]);
      expect(errors).toEqual([]);
    } finally {
      await core.close();
    }
  });
}

/** What is wrong on the screen, and still is a moment later. */
async function settledFaults(page: Page, limits: Limits): Promise<string[]> {
  const faults = await faultsOnScreen(page, limits);
  if (faults.length === 0) return faults;
  await page.waitForTimeout(300);
  return faultsOnScreen(page, limits);
}

/** What axe finds, by all of its rules or by one. */
async function findings(page: Page, rule?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rule ? axe.withRules([rule]) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

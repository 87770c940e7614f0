import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { startFakeCore } from "./fake-core.ts";
import { faultsOnScreen, limitsFor } from "./measure.ts";
import { scenes, sizes } from "./scenes.ts";
import { usualDay } from "./world.ts";

for (const scene of scenes) {
  test(`${scene.name}: whole, large enough and within reach at every size, and free of axe's findings`, async ({
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
        await expect
          .poll(() => faultsOnScreen(page, limitsFor(size)), {
            message: `${size.width} × ${size.height}`,
            timeout: 2_000,
          })
          .toEqual([]);
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual(
        [],
      );
      expect(errors).toEqual([]);
    } finally {
      await core.close();
    }
  });
}

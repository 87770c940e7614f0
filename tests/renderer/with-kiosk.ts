import { test as base } from "@playwright/test";
import { type FakeCore, startFakeCore } from "./fake-core.ts";
import { usualDay, type World } from "./world.ts";

/** `open` starts a fake core in a world of the test's own and shows its first screen. */
export const test = base.extend<{ open: (change?: (world: World) => void) => Promise<FakeCore> }>({
  open: async ({ page }, use) => {
    const cores: FakeCore[] = [];
    await use(async (change) => {
      const world = usualDay();
      change?.(world);
      const core = await startFakeCore(world);
      cores.push(core);
      await page.goto(core.url);
      return core;
    });
    for (const core of cores) await core.close();
  },
});

export { expect } from "@playwright/test";

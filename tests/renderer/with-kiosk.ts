import { test as base } from "@playwright/test";
import { type FakeCore, startFakeCore } from "./fake-core.ts";
import { usualDay, type World } from "./world.ts";

type Kiosk = {
  /** Starts a fake core in a world of the test's own and shows its first screen. */
  readonly open: (change?: (world: World) => void) => Promise<FakeCore>;
  /** Starts a fake core at the address of one that was closed, for the page that still looks for it. */
  readonly comeBack: (gone: FakeCore) => Promise<FakeCore>;
};

export const test = base.extend<Kiosk & { readonly cores: FakeCore[] }>({
  contextOptions: { reducedMotion: "reduce" },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture needs from this pattern.
  cores: async ({}, use) => {
    const cores: FakeCore[] = [];
    await use(cores);
    for (const core of cores) await core.close();
  },
  open: async ({ page, cores }, use) => {
    await use(async (change) => {
      const world = usualDay();
      change?.(world);
      const core = await startFakeCore(world);
      cores.push(core);
      await page.goto(core.url);
      return core;
    });
  },
  comeBack: async ({ cores }, use) => {
    await use(async (gone) => {
      const core = await startFakeCore(usualDay(), Number(new URL(gone.url).port));
      cores.push(core);
      return core;
    });
  },
});

export { expect } from "@playwright/test";

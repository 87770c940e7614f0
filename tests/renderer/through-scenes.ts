import { type Browser, chromium } from "@playwright/test";
import { onlyScreens } from "#tests/support/chromium.ts";
import { runScript } from "../../scripts/run.ts";
import type { Scene } from "./scene.ts";

/** Builds the screens and works through scenes in one Chromium, two at a time. Ends the program if they can't be built. */
export async function throughScenes(
  scenes: readonly Scene[],
  work: (browser: Browser, scene: Scene) => Promise<void>,
): Promise<void> {
  if (!runScript("scripts/build.ts", ["screens"])) process.exit(1);
  const browser = await chromium.launch(onlyScreens);
  try {
    const waiting = [...scenes];
    const worker = async (): Promise<void> => {
      for (let scene = waiting.shift(); scene; scene = waiting.shift()) await work(browser, scene);
    };
    await Promise.all([worker(), worker()]);
  } finally {
    await browser.close();
  }
}

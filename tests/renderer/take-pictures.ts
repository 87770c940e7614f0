import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { startFakeCore } from "./fake-core.ts";
import { scenes, sizes } from "./scenes.ts";
import { usualDay } from "./world.ts";

// Pictures of every scene at every size, to be looked at: node tests/renderer/take-pictures.ts FOLDER [SCENE…]
const [folder = "test-results/pictures", ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const scene of scenes.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const world = usualDay();
  scene.world?.(world);
  const core = await startFakeCore(world);
  const page = await browser.newPage({ viewport: sizes[0], reducedMotion: "reduce" });
  page.on("console", (message) => message.type() === "error" && console.log(scene.name, message.text()));
  page.setDefaultTimeout(10_000);
  try {
    await page.goto(core.url);
    await scene.reach(page, core);
    await page.getByText(scene.words).first().waitFor();
  } catch (error) {
    console.log(`${scene.name}: ${error instanceof Error ? error.message.slice(0, 400) : ""}`);
  }
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.screenshot({ path: `${folder}/${scene.name}-${size.width}x${size.height}.png` });
  }
  await page.close();
  await core.close();
}
await browser.close();

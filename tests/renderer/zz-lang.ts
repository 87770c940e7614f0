import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { russianOn } from "./left-russian.ts";
import { faultsOnScreen, limitsFor } from "./measure.ts";
import { openScene, settled } from "./open-scene.ts";
import { scenes } from "./scenes.ts";
import { speak } from "./speak.ts";

const [folder = "/tmp/langpics", languages = "kk,tt", ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const scene of scenes.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  try {
    await page.emulateMedia({ reducedMotion: "reduce" });
    const core = await openScene(page, scene);
    for (const language of languages.split(",")) {
      await speak(page, language);
      for (const size of [
        { width: 1080, height: 1920 },
        { width: 1024, height: 768 },
      ]) {
        await page.setViewportSize(size);
        await settled(page);
        await page.waitForTimeout(120);
        for (const fault of await russianOn(page, language))
          console.log(`${scene.name} ${language}: RUSSIAN ${fault}`);
        for (const fault of await faultsOnScreen(page, limitsFor(size)))
          console.log(`${scene.name} ${language} ${size.width}: ${fault}`);
        await page.screenshot({ path: `${folder}/${scene.name}-${language}-${size.width}.png` });
      }
    }
    await core.close();
  } catch (error) {
    console.log(scene.name, String(error).slice(0, 300));
  }
  await page.close();
}
await browser.close();

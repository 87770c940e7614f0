import { expect, test } from "@playwright/test";
import { axeFindings } from "./axe.ts";
import { languages } from "./languages.ts";
import { russianOn } from "./left-russian.ts";
import { looksOf, nameOf, usualLooks } from "./looks.ts";
import { faultsOnScreen, limitsFor } from "./measure.ts";
import { openScene } from "./open-scene.ts";
import { scenes } from "./scenes.ts";
import { modesOf, wear } from "./wear.ts";

// One file, but nothing that one screen's test leaves to the next.
test.describe.configure({ mode: "parallel" });

// Each screen in four looks that, over all screens, pair every value of size, language, theme, text and reach with
// every other. All combinations take an hour: `npm run axe`.
for (const [place, scene] of scenes.entries()) {
  test(`${scene.name}: whole, large enough, within reach, in its language and free of axe's findings`, async ({
    page,
  }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /content security policy/i.test(message.text()))
        errors.push(message.text());
    });
    await page.emulateMedia({ reducedMotion: "reduce" });
    const core = await openScene(page, scene);
    try {
      for (const look of scene.unchosen ? usualLooks : looksOf(place, languages)) {
        await wear(page, look);
        await expect.poll(() => russianOn(page, look.language), { message: nameOf(look) }).toEqual([]);
        await expect
          .poll(() => faultsOnScreen(page, limitsFor(look.size, modesOf(look))), {
            message: nameOf(look),
          })
          .toEqual([]);
        expect(await axeFindings(page, look.theme), nameOf(look)).toEqual([]);
      }
      expect(errors).toEqual([]);
    } finally {
      await core.close();
    }
  });
}

import { test } from "@playwright/test";
import { languages } from "./languages.ts";
import { partOfLooks, usualLooks } from "./looks.ts";
import { scenes } from "./scenes.ts";
import { expectSound } from "./see-screen.ts";

// One file, but nothing that one screen's test leaves to the next.
test.describe.configure({ mode: "parallel" });

// Each screen in a look that, over all screens, pairs every value of size, language, theme, text and reach with every
// other. `npm run test:long` has the rest of its looks; all combinations take an hour: `npm run axe`.
for (const [place, scene] of scenes.entries()) {
  test(`${scene.name}: whole, large enough, within reach, in its language and free of axe's findings`, async ({
    page,
  }) => {
    await expectSound(page, scene, scene.unchosen ? usualLooks : partOfLooks(place, languages, "quick"));
  });
}

import { test } from "@playwright/test";
import { languages } from "./languages.ts";
import { partOfLooks, sizes, textSizes, usualLook } from "./looks.ts";
import { scenes } from "./scenes.ts";
import { expectMeasured, expectSound } from "./see-screen.ts";

// One file, but nothing that one screen's test leaves to the next.
test.describe.configure({ mode: "parallel" });

// The looks of each screen that `every-screen.looks.spec.ts` leaves out.
for (const [place, scene] of scenes.entries()) {
  if (scene.unchosen) continue;
  test(`${scene.name} in all its other looks`, async ({ page }) => {
    await expectSound(page, scene, partOfLooks(place, languages, "long"));
  });
}

// How lines break and cells are filled depends on size, text size and language alone.
const allTexts = sizes.flatMap((size) =>
  textSizes.flatMap((text) => languages.map((language) => ({ ...usualLook, size, text, language }))),
);
for (const scene of scenes) {
  if (scene.unchosen) continue;
  test(`${scene.name}, measured at every size, text size and language`, async ({ page }) => {
    test.slow();
    await expectMeasured(page, scene, allTexts);
  });
}

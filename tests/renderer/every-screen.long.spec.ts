import { test } from "@playwright/test";
import { languages } from "./languages.ts";
import { partOfLooks } from "./looks.ts";
import { scenes } from "./scenes.ts";
import { expectSound } from "./see-screen.ts";

// One file, but nothing that one screen's test leaves to the next.
test.describe.configure({ mode: "parallel" });

// The looks of each screen that `every-screen.spec.ts` leaves out.
for (const [place, scene] of scenes.entries()) {
  if (scene.unchosen) continue;
  test(`${scene.name} in all its other looks`, async ({ page }) => {
    await expectSound(page, scene, partOfLooks(place, languages, "long"));
  });
}

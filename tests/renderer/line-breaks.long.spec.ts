import { test } from "@playwright/test";
import { languages } from "./languages.ts";
import { allLooks } from "./looks.ts";
import { expectGoodLines, lineScenes } from "./see-lines.ts";

// One file, but nothing that one screen's test leaves to the next.
test.describe.configure({ mode: "parallel" });

// Colours don't move lines.
const looks = allLooks(languages).filter(({ theme }) => theme === "light");
for (const scene of lineScenes)
  test(`${scene.name}: lines end well in every language, size, text size and reach`, async ({ page }) => {
    await expectGoodLines(page, scene, looks);
  });

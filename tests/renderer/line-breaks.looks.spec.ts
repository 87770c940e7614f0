import { test } from "@playwright/test";
import { sizes, usualLook } from "./looks.ts";
import { expectGoodLines, lineScenes } from "./see-lines.ts";

// One file, but nothing that one screen's test leaves to the next.
test.describe.configure({ mode: "parallel" });

const looks = sizes.flatMap((size) =>
  (["normal", "largest"] as const).map((text) => ({ ...usualLook, size, text })),
);
for (const scene of lineScenes)
  test(`${scene.name}: no word, address or time is split, no line ends with «·», nothing touches an edge`, async ({
    page,
  }) => {
    await expectGoodLines(page, scene, looks);
  });

import { expect, type Page, test } from "@playwright/test";
import { type Look, sizes, usualLook } from "./looks.ts";
import { openScene, settled } from "./open-scene.ts";
import { scenes } from "./scenes.ts";
import { wear } from "./wear.ts";

const [tall, , wide, small] = sizes;

/** Shows a scene in each of these looks. */
async function through(
  page: Page,
  name: string,
  looks: readonly Partial<Look>[],
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const scene = scenes.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`no scene ${name}`);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const core = await openScene(page, scene);
  try {
    for (const one of looks) {
      await wear(page, { ...usualLook, ...one });
      await settled(page);
      await look(page);
    }
  } finally {
    await core.close();
  }
}

const boxes = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all.map((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return { left: Math.round(left), top: Math.round(top), width, height };
    }),
  );

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

test("pictures of one row stand at one height, whatever stands below them", async ({ page }) => {
  await through(page, "welcome", [{ size: tall }], async () => {
    const icons = await boxes(page, ".how-icon");
    expect(icons).toHaveLength(3);
    expect(spread(icons.map(({ top }) => top))).toBeLessThanOrEqual(1);
  });
});

test("tiles of one row have their pictures at one height", async ({ page }) => {
  await through(page, "welcome-cards", [{ size: small }, { size: wide }], async () => {
    const icons = await boxes(page, ".tile-icon");
    expect(icons).toHaveLength(3);
    expect(spread(icons.map(({ top }) => top))).toBeLessThanOrEqual(1);
  });
});

test("the number on the picture of a policy is one line", async ({ page }) => {
  await through(page, "sign-in", [{ size: tall }], async () => {
    const number = page.locator(".policy-number");
    const lines = await number.evaluate((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(lines).toBe(1);
  });
});

test("within low reach the digits of a phone stand as those of a policy", async ({ page }) => {
  await through(
    page,
    "phone",
    (["normal", "large", "largest"] as const).map((text) => ({ text, reach: "low" })),
    async () => {
      const digits = await boxes(page, ".pad .pad-key:not(.words):not(.soft)");
      expect(digits).toHaveLength(10);
      expect(new Set(digits.slice(0, 9).map(({ left }) => left)).size).toBe(3);
      expect(new Set(digits.map(({ top }) => top)).size).toBe(4);
    },
  );
});

test("numbers to call are no keys, and facts aren't numbered like steps", async ({ page }) => {
  await through(page, "help-emergency", [{}], async () => {
    const numbers = page.locator(".help-numbers b");
    await expect(numbers).toHaveText(["103", "112"]);
    for (const number of await numbers.all()) {
      await expect(number).toHaveCSS("border-top-width", "0px");
      await expect(number).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
    }
    await expect(page.locator(".help-point b").first()).toHaveText("");
  });
});

test("a page of the agreement ends with a paragraph", async ({ page }) => {
  await through(page, "consent-child", [{}], async () => {
    const cut = await page.locator(".paged-text").evaluate((pages) => {
      const room = pages.getBoundingClientRect();
      return [...pages.querySelectorAll("p")].filter((paragraph) => {
        const columns = new Set([...paragraph.getClientRects()].map(({ left }) => Math.round(left)));
        const height = [...paragraph.getClientRects()].reduce((sum, box) => sum + box.height, 0);
        return columns.size > 1 && height < room.height;
      }).length;
    });
    expect(cut).toBe(0);
  });
});

test("the agreement is said in three lines, and its paragraphs show their heads", async ({ page }) => {
  await through(page, "consent", [{}], async () => {
    await expect(page.locator(".consent-short li")).toHaveCount(3);
    await expect(page.locator(".paged-text p b").first()).toHaveText("Кто получает данные.");
  });
});

test("a sheet is as high as its words", async ({ page }) => {
  await through(page, "message", [{}], async () => {
    const [sheet] = await boxes(page, ".text-pages");
    expect(sheet?.height).toBeLessThan(400);
  });
  await expect(page.getByRole("button", { name: "Все сообщения" })).toHaveCount(0);
});

for (const name of ["refused", "visit-cancelled", "done-printed"])
  test(`${name}: the last screen has the bar of every other, and one key that leads`, async ({ page }) => {
    await through(page, name, [{ size: tall }, { size: small }], async () => {
      const keys = page.locator(".nav .key:not(.absent)");
      await expect(keys).toHaveText(["Помощь", /Настроить экран/, "В начало", "Готово"]);
      expect(spread((await boxes(page, ".nav .key")).map(({ height }) => height))).toBeLessThanOrEqual(1);
    });
  });

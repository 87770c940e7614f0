import { join } from "node:path";
import { expect, test } from "@playwright/test";
import english from "#assets/locales/en.json" with { type: "json" };
import russian from "#assets/locales/ru.json" with { type: "json" };
import { openCounter, tokenFile } from "#tests/reception/counter.ts";
import { fakeKiosk, saying, works } from "#tests/reception/fake-kiosk.ts";
import { receptionist } from "#tests/support/staff.ts";
import { axeFindings } from "./axe.ts";

const closers: (() => unknown)[] = [];
const later = (close: () => unknown) => closers.push(close);
let origin: string;
let said: object = works;
test.beforeAll(async () => {
  const kiosk = await fakeKiosk(
    later,
    saying(() => said),
  );
  ({ origin } = await openCounter(
    later,
    { kiosks: [{ name: "У входа", url: kiosk.url, tokenFile: tokenFile(later) }], every: 1 },
    { pageDir: join(import.meta.dirname, "../../dist/reception") },
  ));
});
test.afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

for (const [locale, { reception: words }] of [
  ["ru-RU", russian],
  ["en-GB", english],
] as const)
  test(`a page that nobody has touched says that it makes no sound, and counts; a touch opens it: ${locale}`, async ({
    browser,
  }) => {
    said = works;
    const page = await browser.newPage({
      viewport: { width: 1366, height: 768 },
      locale,
      reducedMotion: "reduce",
    });
    await page.goto(origin);
    // Signed in without a touch, as a page that was opened anew by itself.
    await page.evaluate(
      (pin) =>
        fetch("/rpc/session/signIn", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ json: { pin } }),
        }),
      receptionist.pin,
    );
    await page.goto(origin);
    const tile = page.locator(".kiosk-tile");
    await expect(tile).toContainText(words.tile.works);
    const blocked = page.getByRole("button", { name: words.sound.blocked });
    await expect(blocked).toBeVisible();
    said = { ...works, printer: "paperOut" };
    await expect(page).toHaveTitle(`(1) ${words.title}`);
    const html = page.locator("html");
    await expect(html).not.toHaveAttribute("data-rung");
    if (process.env.COUNTER_PICTURES)
      await page.screenshot({ path: join(process.env.COUNTER_PICTURES, `sound-${locale}.png`) });

    for (const width of [1024, 683]) {
      await page.setViewportSize({ width, height: 768 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await expect(blocked).toBeInViewport({ ratio: 1 });
    }
    expect(await axeFindings(page, "light")).toEqual([]);
    await blocked.click();
    await expect(blocked).toHaveCount(0);
    await expect(page.getByRole("button", { name: words.sound.on })).toBeVisible();
    said = { ...works, printer: "paperOut", missing: ["CENTRAL_UNAVAILABLE"] };
    await expect(page).toHaveTitle(`(2) ${words.title}`);
    await expect(html).toHaveAttribute("data-rung", "1");
    await page.close();
  });

import type { Page } from "@playwright/test";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

const { press } = walk;
const shownModes = (page: Page) => page.evaluate(() => ({ ...document.documentElement.dataset }));

async function chooseAll(page: Page): Promise<void> {
  await press(page, "Настроить экран");
  await press(page, "очень крупный");
  await press(page, "контрастные");
  await press(page, "только внизу");
  await press(page, "Готово");
}
/** The first of each list: the others may be on further pages with words this large. */
async function toDone(page: Page): Promise<void> {
  await walk.toService(page);
  await page.locator("button.row").first().click();
  await page.getByRole("heading", { name: "Выберите врача" }).waitFor();
  await press(page, /^Ближайшее время/);
  await press(page, "Даю согласие, другой номер");
  await press(page, "Я не хочу указывать телефон");
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
}
const all = { text: "1.5", theme: "contrast", reach: "low" };

test("modes chosen on the first screen hold through all steps, together", async ({ page, open }) => {
  const core = await open();
  await chooseAll(page);
  expect(await shownModes(page)).toEqual(all);
  await expect.poll(() => core.calls.map(({ path }) => path)).toContain("session.start");
  await toDone(page);
  expect(await shownModes(page)).toEqual(all);
});

test("modes chosen in the middle lose nothing of the step", async ({ page, open }) => {
  await open();
  await walk.toPhone(page);
  await walk.typeKeys(page, "910");
  await press(page, "Настроить экран");
  await press(page, "тёмные");
  await expect(page.getByRole("button", { name: "тёмные", pressed: true })).toBeVisible();
  await press(page, "Готово");
  await expect(page.getByRole("textbox")).toContainText("910");
  expect(await shownModes(page)).toEqual({ theme: "dark" });
});

test("«Как обычно» takes all back at once", async ({ page, open }) => {
  await open();
  await chooseAll(page);
  await press(page, "Настроить экран");
  await press(page, "Как обычно");
  expect(await shownModes(page)).toEqual({});
});

test.describe("the next person finds the kiosk as usual", () => {
  test("after the visit was booked and «Готово» pressed", async ({ page, open }) => {
    await open();
    await chooseAll(page);
    await toDone(page);
    await press(page, "Готово");
    await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
    expect(await shownModes(page)).toEqual({});
  });

  test("after someone left in the middle", async ({ page, open }) => {
    await open();
    await chooseAll(page);
    await walk.toService(page);
    await press(page, "В начало");
    await press(page, "Выйти");
    await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
    expect(await shownModes(page)).toEqual({});
  });

  test("after someone walked away, also with the sheet of modes open", async ({ page, open }) => {
    const core = await open();
    await chooseAll(page);
    await press(page, "Настроить экран");
    core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await shownModes(page)).toEqual({});
  });
});

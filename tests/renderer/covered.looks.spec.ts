import type { Page } from "@playwright/test";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

const number = (page: Page) => page.getByRole("textbox", { name: "Номер полиса" });
const birthDate = (page: Page) => page.getByRole("textbox", { name: "Дата рождения" });
const show = (page: Page) => page.getByRole("button", { name: "Показать" });

test("a policy's number and a birth date cover themselves once they are right", async ({ page, open }) => {
  await page.clock.install();
  await open();
  await walk.start(page);
  await walk.typeKeys(page, walk.policy.slice(0, 15));
  await page.clock.runFor(60_000);
  await expect(number(page)).toContainText("4056 4108 4200 123");
  await walk.typeKeys(page, walk.policy.slice(15) + walk.birthDate);
  await expect(number(page)).toContainText("4056 4108 4200 1238");
  await expect(birthDate(page)).toContainText("07 03 1985");
  await page.clock.runFor(3_500);
  await expect(number(page)).toContainText("4056 •••• •••• 1238");
  await expect(birthDate(page)).toContainText("•• •• 1985");
});

test("«Показать» shows one of them for five seconds", async ({ page, open }) => {
  await page.clock.install();
  await open();
  await walk.start(page);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await page.clock.runFor(3_500);
  await show(page).first().click();
  await page.clock.runFor(4_000);
  await expect(number(page)).toContainText("4056 4108 4200 1238");
  await expect(birthDate(page)).toContainText("•• •• 1985");
  await page.clock.runFor(1_500);
  await expect(number(page)).toContainText("4056 •••• •••• 1238");
});

test("what is erased is open again, and what is wrong is never covered", async ({ page, open }) => {
  await page.clock.install();
  await open();
  await walk.start(page);
  await walk.typeKeys(page, `${walk.policy}31021985`);
  await page.clock.runFor(10_000);
  await expect(birthDate(page)).toContainText("31 02 1985");
  await number(page).click();
  await page.getByRole("button", { name: "Стереть последний знак" }).click();
  await expect(number(page)).toContainText("4056 4108 4200 123");
});

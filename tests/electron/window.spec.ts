import { expect, type Page, test } from "@playwright/test";
import { chooseTime, hand, screen, signIn, texts } from "#tests/e2e/patient.ts";
import { type ElectronKiosk, openElectron } from "./at-display.ts";

let kiosk: ElectronKiosk;
let page: Page;

test.beforeAll(async () => {
  kiosk = await openElectron();
  page = kiosk.page;
});
test.afterAll(() => kiosk.close());

test("the screens come from the core, in one kiosk window that fills the monitor", async () => {
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const windows = await kiosk.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isKiosk()),
  );
  expect(windows).toEqual([true]);
  await page.getByRole("button", { name: new RegExp(texts.welcome.book) }).waitFor();
  // The bars at the top and at the bottom are white from edge to edge of the monitor itself.
  const { display } = kiosk;
  await expect.poll(() => display.colours([0, 0], [1079, 0])).toEqual(["#ffffff"]);
  expect(display.colours([0, 1919], [1079, 1919])).toEqual(["#ffffff"]);
  expect(display.colours([0, 200], [0, 1600])).toEqual(display.colours([1079, 200], [1079, 1600]));
});

test("a patient signs in, books a doctor and takes the ticket", async () => {
  const touch = hand(page);
  await signIn(page, touch);
  await chooseTime(page, touch);
  await touch.tap(texts.consent.otherPhone);
  await screen(page, texts.phone.title);
  await touch.tap(texts.phone.none);
  await screen(page, texts.done.title);
  await touch.tap(texts.done.print);
  await expect(page.getByText(texts.printing.printed)).toBeVisible();
  await touch.tap(texts.done.finish);
  await page.getByRole("button", { name: new RegExp(texts.welcome.book) }).waitFor();
});

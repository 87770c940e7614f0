import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { begin, hand, screen, texts } from "./patient.ts";
import { type RunningKiosk, startKiosk } from "./running-kiosk.ts";

let kiosk: RunningKiosk;
test.beforeAll(async () => {
  kiosk = await startKiosk();
});
test.afterAll(() => kiosk.stop());

const shortcuts = [
  ...["KeyT", "KeyN", "KeyW", "KeyL", "KeyO", "KeyP", "KeyS", "KeyU", "KeyH", "KeyJ", "KeyR", "KeyF"].map(
    (key) => `Control+${key}`,
  ),
  "Control+Shift+KeyI",
  "Control+Shift+KeyN",
  "Control+Tab",
  "Control+Equal",
  "Alt+ArrowLeft",
  "Alt+Home",
  "F1",
  "F5",
  "F11",
  "F12",
  "Escape",
];

test("no shortcut of the browser gets through, from the first moment of the page", async ({
  page,
  context,
}) => {
  await page.addInitScript(() => {
    const seen: Record<string, boolean> = {};
    Object.assign(window, { seen });
    // Asked after all other listeners have had the event: the guard stands behind this one.
    addEventListener("keydown", (event) => setTimeout(() => (seen[event.code] = event.defaultPrevented)), {
      capture: true,
    });
  });
  await page.goto(kiosk.url, { waitUntil: "commit" });
  await page.waitForFunction(() => document.readyState !== "loading");
  for (const shortcut of shortcuts) await page.keyboard.press(shortcut);
  const codes = [...new Set(shortcuts.map((shortcut) => shortcut.split("+").at(-1) ?? ""))];
  const expected = Object.fromEntries(codes.map((code) => [code, true]));
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { seen: object }).seen))
    .toMatchObject(expected);
  expect(context.pages()).toHaveLength(1);
});

test("who tries a shortcut is told of in the log, by the keys' places", async ({ page }) => {
  await page.goto(kiosk.url);
  await begin(page, hand(page));
  await page.keyboard.press("Control+Shift+KeyI");
  await expect
    .poll(() => readFileSync(join(kiosk.dataDir, "infomat.log"), "utf8"))
    .toContain('"event":"page.escape-tried","keys":"Ctrl+KeyI"');
});

test("there is no menu, nothing to drop or select, and no way back to the page before", async ({ page }) => {
  await page.goto(kiosk.url);
  const prevented = await page.evaluate(() =>
    ["contextmenu", "dragover", "drop", "selectstart", "copy"].map(
      (name) => !document.body.dispatchEvent(new Event(name, { bubbles: true, cancelable: true })),
    ),
  );
  expect(prevented).toEqual([true, true, true, true, true]);
});

test("digits, Backspace and Enter of a keyboard still work", async ({ page }) => {
  await page.goto(kiosk.url);
  const touch = hand(page);
  await begin(page, touch);
  await screen(page, texts.signIn.title);
  await page.keyboard.type("40569", { delay: 120 });
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("textbox", { name: texts.signIn.number.unified })).toContainText("4056");
});

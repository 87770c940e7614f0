import type { CDPSession, Page } from "@playwright/test";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";
import { offer, today } from "./world-lists.ts";

test.use({ hasTouch: true });

type Finger = { readonly id: number; readonly x: number; readonly y: number };

const touches = async (page: Page): Promise<(type: string, fingers: readonly Finger[]) => Promise<void>> => {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  return async (type, fingers) => {
    await devtools.send("Input.dispatchTouchEvent", {
      type: type as "touchStart",
      touchPoints: [...fingers],
    });
  };
};

async function middleOf(page: Page, name: RegExp): Promise<{ x: number; y: number }> {
  const box = await page.getByRole("button", { name }).boundingBox();
  if (box === null) throw new Error(`no key ${name}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test.describe("the touch that wakes the idle screen presses nothing", () => {
  test.beforeEach(({ page }) => page.clock.install());

  const book = /Записаться к врачу/;
  const gestures: Readonly<Record<string, (page: Page, x: number, y: number) => Promise<void>>> = {
    "a tap": (page, x, y) => page.touchscreen.tap(x, y),
    "a double tap": async (page, x, y) => {
      await page.touchscreen.tap(x, y);
      await page.touchscreen.tap(x + 2, y);
    },
    "taps with two hands": async (page, x, y) => {
      await page.touchscreen.tap(x - 300, y + 600);
      await page.touchscreen.tap(x, y);
    },
    "a second finger while the first one lies there": async (page, x, y) => {
      const touch = await touches(page);
      await touch("touchStart", [{ id: 1, x: x - 300, y: y + 600 }]);
      await expect(page.getByRole("button", { name: book })).toBeVisible();
      await touch("touchStart", [
        { id: 1, x: x - 300, y: y + 600 },
        { id: 2, x, y },
      ]);
      await touch("touchEnd", [{ id: 1, x: x - 300, y: y + 600 }]);
      await touch("touchEnd", []);
    },
    "a mouse": (page, x, y) => page.mouse.click(x, y),
    "a double click": (page, x, y) => page.mouse.dblclick(x, y),
    "Enter that is held down": async (page) => {
      for (let count = 0; count < 5; count++) await page.keyboard.down("Enter");
      await page.keyboard.up("Enter");
    },
    Space: (page) => page.keyboard.press("Space"),
  };
  for (const [name, wake] of Object.entries(gestures)) {
    test(name, async ({ page, open }) => {
      const core = await open();
      const { x, y } = await middleOf(page, book);
      await page.clock.runFor(60_000);
      await expect(page.locator("main.idle")).toBeVisible();
      await wake(page, x, y);
      await expect(page.getByRole("button", { name: book })).toBeVisible();
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(core.calls.filter(({ path }) => path === "session.start")).toEqual([]);
      await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toHaveCount(0);
    });
  }
});

test("a touch that began on one screen does not press what replaced it under the finger", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toBranch(page);
  const { x, y } = await middleOf(page, /Терапевтическое/);
  const touch = await touches(page);
  await touch("touchStart", [{ id: 1, x, y }]);
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
  await touch("touchEnd", []);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "session.start")).toHaveLength(1);
});

test("a time that becomes another one under the finger is not taken", async ({ page, open }) => {
  const core = await open();
  await walk.toDoctor(page);
  const row = await middleOf(page, /^Ближайшее время.*12:30/);
  const touch = await touches(page);
  await touch("touchStart", [{ id: 1, ...row }]);
  core.world.offers = [offer(1, today, "17:45", "Захарова С. С."), ...core.world.offers.slice(1)];
  core.world.doctors = core.world.doctors.map((doctor) =>
    doctor.nearest?.time === "12:30" ? { ...doctor, nearest: { date: today, time: "17:45" } } : doctor,
  );
  core.push({ type: "schedule", scheduleId: "schedule-1" });
  core.push({ type: "catalog" });
  await expect(page.getByRole("button", { name: /17:45/ }).first()).toBeVisible();
  await touch("touchEnd", []);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.getByRole("heading", { name: "Выберите врача" })).toBeVisible();
});

test("of a double tap the second one presses nothing on the screen that the first one opened", async ({
  page,
  open,
}) => {
  await open();
  await walk.signIn(page);
  const { x, y } = await middleOf(page, /Калужская областная/);
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await expect(page.getByRole("heading", { name: "Выберите отделение" })).toBeVisible();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.getByRole("heading", { name: "Выберите отделение" })).toBeVisible();
});

test("quick taps on the keypad all count", async ({ page, open }) => {
  await open();
  await walk.start(page);
  const { x, y } = await middleOf(page, /^5$/);
  for (let count = 0; count < 4; count++) await page.touchscreen.tap(x, y);
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText("5555");
});

import type { Page } from "@playwright/test";
import { expect, test } from "./with-kiosk.ts";

const attracting = (page: Page) => page.locator("main.idle");
const welcome = (page: Page) => page.getByRole("button", { name: /Записаться к врачу/ });

/** The first screen, and then nobody for a minute. */
async function waitForNobody(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(attracting(page)).toBeVisible();
}

test.beforeEach(({ page }) => page.clock.install());

test("a first screen that nobody touches attracts, in one language after the other", async ({
  page,
  open,
}) => {
  await open((world) => {
    world.info.languages = ["ru", "en"];
  });
  await expect(welcome(page)).toBeVisible();
  await page.clock.runFor(44_000);
  await expect(welcome(page)).toBeVisible();
  await page.clock.runFor(2_000);
  await expect(attracting(page).getByText("Коснитесь экрана")).toBeVisible();
  await page.clock.runFor(8_000);
  await expect(attracting(page).getByText("Touch the screen")).toBeVisible();
});

test("the next language stands there at once: nobody looks at an invitation that can't be read", async ({
  page,
  open,
}) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await open();
  await waitForNobody(page);
  const seconds = await page
    .locator(".idle-says")
    .evaluate((says) => Number.parseFloat(getComputedStyle(says).animationDuration));
  expect(seconds).toBeLessThanOrEqual(0.2);
});

test("nothing stays where it is, and light and dark change sides", async ({ page, open }) => {
  await open();
  await waitForNobody(page);
  const seen = new Set<string>();
  const sides = new Set<string>();
  for (let turn = 0; turn < 12; turn++) {
    seen.add((await page.locator(".idle-block").getAttribute("style")) ?? "");
    sides.add((await attracting(page).getAttribute("class")) ?? "");
    await page.clock.runFor(8_000);
  }
  expect(seen.size).toBeGreaterThanOrEqual(6);
  expect([...sides].toSorted()).toEqual(["idle", "idle turned"]);
});

test.describe("it goes at once, and presses nothing", () => {
  test("at a touch, wherever that is", async ({ page, open }) => {
    const core = await open();
    const tile = await welcome(page).boundingBox();
    await waitForNobody(page);
    await page.mouse.click((tile?.x ?? 0) + 50, (tile?.y ?? 0) + 50);
    await expect(welcome(page)).toBeVisible();
    expect(core.calls.some(({ path }) => path === "session.start")).toBe(false);
  });

  test("at a key", async ({ page, open }) => {
    await open();
    await waitForNobody(page);
    await page.keyboard.press("Enter");
    await expect(welcome(page)).toBeVisible();
  });

  test("at something that was held to the scanner", async ({ page, open }) => {
    const core = await open();
    await waitForNobody(page);
    core.push({ type: "scanner", scan: { kind: "fault", fault: "SCAN_FOREIGN" } });
    await expect(page.getByRole("status").filter({ hasText: "Это не код полиса" })).toBeVisible();
    await expect(welcome(page)).toBeVisible();
  });
});

test("it doesn't come while somebody's session is open", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Book a doctor" })).toBeVisible();
  await page.clock.runFor(120_000);
  await expect(page.getByRole("button", { name: "Book a doctor" })).toBeVisible();
});

test("after someone who only looked around the kiosk is as usual again", async ({ page, open }) => {
  await open((world) => {
    world.faults["session.start"] = [{ code: "KIOSK_CLOSED", data: {} }];
  });
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Book a doctor" })).toBeVisible();
  await waitForNobody(page);
  await page.keyboard.press("ArrowDown");
  await expect(welcome(page)).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
});

test("what keeps the kiosk from booking is told there, too", async ({ page, open }) => {
  await open((world) => {
    world.info.languages = ["ru"];
    world.info.central = { state: "never", reachable: false, progress: null };
  });
  await waitForNobody(page);
  await expect(attracting(page).getByRole("heading", { name: /Нет связи с центром записи/ })).toBeVisible();
});

import type { Page } from "@playwright/test";
import type { FakeCore } from "./fake-core.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import { expect, test } from "./with-kiosk.ts";
import { now } from "./world-lists.ts";

const keys = ["Назад", "Помощь", "Настроить экран", "В начало"] as const;

/** Where the bar's keys stand, from the left, and what stands at its right end. */
async function bar(
  page: Page,
): Promise<{ places: readonly number[]; heights: readonly number[]; next: string }> {
  const nav = page.getByRole("navigation", { name: "Шаги записи" });
  const boxes = await Promise.all(
    keys.map((name) => nav.getByRole("button", { name, exact: true }).boundingBox()),
  );
  const next = nav.locator(".nav-end .key");
  return {
    places: boxes.map((box) => Math.round(box?.x ?? -1)),
    heights: boxes.map((box) => Math.round(box?.height ?? -1)),
    next: (await next.count()) > 0 ? await next.innerText() : "",
  };
}

for (const size of [
  { width: 1080, height: 1920 },
  { width: 1024, height: 768 },
]) {
  test(`the bar's keys stand at the same places on every step at ${size.width} px, and what leads on at the right alone`, async ({
    page,
    open,
  }) => {
    await page.setViewportSize(size);
    await open();
    await walk.start(page);
    const signIn = await bar(page);
    expect(signIn.places).toEqual([...signIn.places].sort((one, other) => one - other));
    expect(signIn.next).toBe("Войти");
    await walk.typeKeys(page, walk.policy + walk.birthDate);
    await walk.press(page, "Войти");
    await page.getByRole("heading", { name: "Выберите клинику" }).waitFor();
    expect(await bar(page)).toEqual({ ...signIn, next: "" });
    await walk.chooseClinic(page);
    await page.getByRole("heading", { name: "Выберите отделение" }).waitFor();
    expect(await bar(page)).toEqual({ ...signIn, next: "" });
  });
}

test("the place on the way is told in words above the title", async ({ page, open }) => {
  await open();
  await walk.toService(page);
  await expect(page.locator(".step-place")).toHaveText(/^Шаг \d из \d$/);
  await page.getByRole("button", { name: "Помощь" }).click();
  await expect(page.locator(".step-place:visible")).toHaveCount(0);
});

test("help opens at the page of the step with the reception's phone, and gives the step back as it was", async ({
  page,
  open,
}) => {
  await open();
  await walk.start(page);
  await walk.typeKeys(page, walk.policy.slice(0, 7));
  await page.getByRole("button", { name: "Помощь" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Где найти номер полиса" })).toBeFocused();
  await expect(page.locator(".help-reception b")).toHaveText("8-800-200-56-03");
  await page.getByRole("button", { name: "Все вопросы" }).click();
  await page.getByRole("button", { name: /Как записать ребёнка/ }).click();
  await page.getByRole("button", { name: "Понятно" }).click();
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText(/4056\s*410/);
});

const away = (core: FakeCore): void =>
  core.push({ type: "central", central: { state: "stale", since: now } });

test("while the connection is away the first screen says so, and nothing is asked before it is back", async ({
  page,
  open,
}) => {
  const core = await open(
    flows.flowOf("registratura56", (world) => {
      world.info.central = { state: "stale", since: now };
    }),
  );
  await page.getByRole("button", { name: /Посмотреть расписание.*Запись пока не работает/s }).click();
  await flows.stepFirst(page, /Ленинский/);
  await walk.fromClinicToTime(page);
  await expect(page.getByRole("heading", { name: "Связь ещё не вернулась" })).toBeVisible();
  core.push({ type: "central", central: { state: "online", freshAt: now } });
  await expect(page.getByRole("heading", { name: "Нужно ваше согласие" })).toBeVisible();
  away(core);
  await expect(page.getByRole("status").filter({ hasText: /Записаться пока нельзя/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Нужно ваше согласие" })).toBeVisible();
});

test("a last sign-in without a connection says that nothing is booked, and is sent again by a touch", async ({
  page,
  open,
}) => {
  const core = await open(
    flows.flowOf("registratura56", (world) => {
      world.faults["session.signIn"] = [{ code: "CENTRAL_AWAY", data: {} }];
    }),
  );
  await flows.toLastSignIn(page);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await flows.stepFirst(page, "Записаться");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Вы не записаны, выбор сохранён");
  await dialog.getByRole("button", { name: "Попробовать ещё раз" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "session.signIn")).toHaveLength(2);
});

test("the pointer of a mouse is shown only once a mouse is moved", async ({ page, open }) => {
  await open();
  const cursor = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).cursor);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await cursor()).toBe("none");
  for (let x = 0; x < 8; x++) await page.mouse.move(300 + 10 * x, 400);
  expect(await cursor()).toBe("auto");
});

import type { Page } from "@playwright/test";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";
import { offer } from "./world-lists.ts";

const key = (page: Page, name: string): Promise<void> => page.keyboard.press(name);
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? "");

/** Presses one arrow until the thing that is meant has the focus, as a person does who sees the ring move. */
async function goTo(
  page: Page,
  name: string | RegExp,
  arrow: "ArrowDown" | "ArrowRight" = "ArrowDown",
): Promise<void> {
  const meant = page.getByRole("button", { name }).first();
  await meant.waitFor();
  for (let presses = 0; presses < 12; presses++) {
    if (await meant.evaluate((element) => element === document.activeElement)) return;
    await key(page, arrow);
  }
  throw new Error(`${name} is out of the arrows' way; the focus is on «${await focusedText(page)}»`);
}

test("from the first screen to the ticket by arrows, digits and Enter alone", async ({ page, open }) => {
  const core = await open();
  await expect(heading(page, /Здравствуйте/)).toBeFocused();
  await goTo(page, /^Записаться к врачу/);
  await key(page, "Enter");
  await expect(heading(page, "Введите номер полиса ОМС")).toBeFocused();
  await page.keyboard.type(walk.policy + walk.birthDate, { delay: 60 });
  await key(page, "Enter");
  await expect(heading(page, "Выберите клинику")).toBeFocused();
  await goTo(page, /Калужская областная/);
  await key(page, "Enter");
  await goTo(page, /Терапевтическое/);
  await key(page, "Enter");
  await goTo(page, /Стоматолог первый раз/);
  await key(page, "Enter");
  await goTo(page, /Морозова Елена/);
  await key(page, "Enter");
  await expect(heading(page, "Выберите дату")).toBeFocused();
  await goTo(page, /^понедельник, 23 ноября(?!,)/);
  await key(page, "Enter");
  await expect(heading(page, "Выберите время")).toBeFocused();
  await goTo(page, /08:45/);
  await goTo(page, /09:45/);
  await key(page, "Enter");
  await expect(heading(page, "Нужно ваше согласие")).toBeFocused();
  await expect(page.getByText(/^1 из/)).toBeVisible();
  await key(page, "PageDown");
  await expect(page.getByText(/^2 из/)).toBeVisible();
  await goTo(page, "Даю согласие, другой номер");
  await key(page, "Enter");
  await expect(heading(page, "Телефон для связи")).toBeFocused();
  await page.keyboard.type("9105551234", { delay: 60 });
  await key(page, "Enter");
  await expect(heading(page, "Вы записаны на приём!")).toBeFocused();
  await goTo(page, "Печать талона");
  await key(page, "Enter");
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
  await goTo(page, "Записаться ещё");
  await goTo(page, "Готово");
  await key(page, "Enter");
  await expect(heading(page, /Здравствуйте/)).toBeFocused();
  await expect.poll(() => core.calls.filter(({ path }) => path === "booking.book")).toHaveLength(1);
  await expect.poll(() => core.calls.filter(({ path }) => path === "ticket.print")).toHaveLength(1);
});

test("the ring is seen around what has the focus", async ({ page, open }) => {
  await open();
  await expect(heading(page, /Здравствуйте/)).toBeFocused();
  await key(page, "ArrowDown");
  const outline = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
    return { outlineStyle, wide: Number.parseFloat(outlineWidth) >= 4 };
  });
  expect(outline).toEqual({ outlineStyle: "solid", wide: true });
});

test("Escape and Backspace go back, Home goes home and asks first", async ({ page, open }) => {
  await open();
  await walk.toTime(page);
  await key(page, "Escape");
  await expect(heading(page, "Выберите дату")).toBeFocused();
  await key(page, "Backspace");
  await expect(heading(page, "Выберите врача")).toBeFocused();
  await key(page, "Home");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Продолжить запись" })).toBeFocused();
  await key(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(heading(page, "Выберите врача")).toBeVisible();
});

test("where something is typed, Backspace takes back a digit and nothing else", async ({ page, open }) => {
  await open();
  await walk.start(page);
  await page.keyboard.type("405", { delay: 60 });
  await key(page, "Backspace");
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText("40");
  await expect(heading(page, "Введите номер полиса ОМС")).toBeVisible();
});

test("a kind of policy is chosen by Enter", async ({ page, open }) => {
  await open();
  await walk.start(page);
  await key(page, "ArrowDown");
  await key(page, "ArrowRight");
  await key(page, "Enter");
  await expect(page.getByRole("radio", { name: "Старый полис с серией" })).toBeChecked();
});

test("a question keeps the focus, what is typed meanwhile reaches no field, and the focus comes back", async ({
  page,
  open,
}) => {
  await open();
  await walk.start(page);
  await page.keyboard.type("40", { delay: 60 });
  await page.getByRole("button", { name: "Настроить экран" }).focus();
  await key(page, "Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  for (let presses = 0; presses < 9; presses++) {
    await key(page, presses % 2 ? "ArrowUp" : "Tab");
    expect(await sheet.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.type("77", { delay: 60 });
  await key(page, "Escape");
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Настроить экран" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).not.toContainText("77");
});

test("a time that goes while it has the focus gives it to the nearest one that is free", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toTime(page);
  await goTo(page, /08:45/);
  core.world.times = core.world.times.map((time) =>
    time.time === "08:45" ? { ...time, state: "taken" } : time,
  );
  core.push({ type: "schedule", scheduleId: "schedule-3" });
  await expect(page.getByRole("button", { name: /08:45/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /09:45/ })).toBeFocused();
});

test("a list that is read anew leaves the focus on the same entry, wherever that stands now", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.doctors = world.doctors.slice(0, 3);
  });
  await walk.toDoctor(page);
  await goTo(page, /Кузнецов Андрей/);
  core.world.doctors = core.world.doctors.toReversed();
  core.push({ type: "catalog" });
  await expect(page.getByRole("list").getByRole("button").last()).toContainText("Захарова");
  await expect(page.getByRole("button", { name: /Кузнецов Андрей/ })).toBeFocused();
});

test("a key that is held down presses once", async ({ page, open }) => {
  await open((world) => {
    world.faults["booking.book"] = [
      { code: "SLOT_TAKEN", data: { nearest: [offer(3, "2026-11-23", "09:15", "Морозова Е. В.")] } },
    ];
  });
  await goTo(page, /^Записаться к врачу/);
  await page.keyboard.down("Enter");
  await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await expect(heading(page, "Введите номер полиса ОМС")).toBeVisible();
});

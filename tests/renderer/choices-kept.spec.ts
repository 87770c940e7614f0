import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

test("back from the phone leads through every step, and what was chosen stays marked", async ({
  page,
  open,
}) => {
  await open();
  await walk.toPhone(page);
  const back = page.getByRole("navigation", { name: "Шаги записи" }).getByRole("button", { name: "Назад" });
  for (const title of [
    "Нужно ваше согласие",
    "Выберите время",
    "Выберите дату",
    "Выберите врача",
    "К какому врачу записать?",
  ]) {
    await back.click();
    await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
  }
  await expect(page.getByText("И. И. Петров")).toBeVisible();
});

test("a time chosen anew after going back does not ask for the agreement again", async ({ page, open }) => {
  const core = await open();
  await walk.toPhone(page);
  const back = page.getByRole("navigation", { name: "Шаги записи" }).getByRole("button", { name: "Назад" });
  await back.click();
  await back.click();
  await page.getByRole("button", { name: /09:15/ }).click();
  await page.getByRole("button", { name: "Я не хочу указывать телефон" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  const booked = core.calls.filter(({ path }) => path === "booking.book");
  expect(booked).toEqual([{ path: "booking.book", input: expect.objectContaining({ slotId: "slot-0915" }) }]);
});

test("home asks before anything is lost; staying keeps the step", async ({ page, open }) => {
  const core = await open();
  await walk.toTime(page);
  await page.getByRole("button", { name: "В начало" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Продолжить запись" }).click();
  await expect(page.getByRole("heading", { name: "Выберите время" })).toBeVisible();
  expect(core.calls.some(({ path }) => path === "session.end")).toBe(false);
});

test("leaving ends the session and shows nothing of the patient", async ({ page, open }) => {
  const core = await open();
  await walk.toTime(page);
  await page.getByRole("button", { name: "В начало" }).click();
  await page.getByRole("button", { name: "Выйти" }).click();
  await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
  await expect(page.getByText("И. И. Петров")).toHaveCount(0);
  await expect.poll(() => core.session().state).toBe("none");
});

test("a clinic with one branch, one service and one doctor goes straight to the dates, and back over them", async ({
  page,
  open,
}) => {
  await open((world) => {
    world.branches = world.branches.slice(0, 1);
    world.services = world.services.slice(0, 1);
    world.doctors = world.doctors.slice(0, 1);
  });
  await walk.signIn(page);
  await page.getByRole("button", { name: /Калужская областная стоматологическая/ }).click();
  await expect(page.getByRole("heading", { name: "Выберите дату" })).toBeVisible();
  await page.getByRole("button", { name: "Назад" }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
});

test("the nearest time leads straight to the agreement", async ({ page, open }) => {
  await open();
  await walk.toDoctor(page);
  await page
    .getByRole("button", { name: /Ближайшее время/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Нужно ваше согласие" })).toBeVisible();
  await expect(page.getByText("12:30")).toBeVisible();
});

test("«Записаться ещё» keeps the patient and asks for the agreement anew", async ({ page, open }) => {
  await open();
  await walk.toDone(page);
  await page.getByRole("button", { name: "Записаться ещё" }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  await expect(page.getByText("И. И. Петров")).toBeVisible();
  await page.getByRole("button", { name: /Калужская областная стоматологическая/ }).click();
  await page.getByRole("button", { name: /Терапевтическое отделение/ }).click();
  await page.getByRole("button", { name: /^Стоматолог\s*первый раз/ }).click();
  await page
    .getByRole("button", { name: /Ближайшее время/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: "Даю согласие, другой номер" })).toBeVisible();
});

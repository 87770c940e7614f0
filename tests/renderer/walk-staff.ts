import { expect, type Page } from "@playwright/test";
import { step, typeKeys } from "./walk.ts";

/** A finger on the clinic's name, down to stay. */
export async function holdName(page: Page): Promise<void> {
  const name = page.locator("[data-staff-hold]");
  await expect(name).toBeVisible();
  const box = await name.boundingBox();
  if (box === null) throw new Error("the clinic's name has no place");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
}

/** Each function below does what somebody of the clinic does on one screen and ends on the next. */
export async function toPad(page: Page): Promise<void> {
  await holdName(page);
  await page.getByRole("heading", { name: "Вход для сотрудников" }).waitFor();
  await page.mouse.up();
}

export async function enterPin(page: Page, pin = "4829"): Promise<void> {
  await typeKeys(page, pin);
  await step(page, "Войти");
}

export async function toStaffHome(page: Page): Promise<void> {
  await toPad(page);
  await enterPin(page);
  await page.getByRole("heading", { name: /^Здравствуйте, Анна/ }).waitFor();
}

export async function toTickets(page: Page): Promise<void> {
  await toStaffHome(page);
  await step(page, /^Талоны/);
  await page.getByRole("heading", { name: "Талоны" }).waitFor();
}

export async function toKiosk(page: Page): Promise<void> {
  await toStaffHome(page);
  await step(page, /^Инфомат/);
  await page.getByRole("heading", { name: "Инфомат" }).waitFor();
  await page.getByText("свободно").waitFor();
}

export async function toWork(page: Page): Promise<void> {
  await toKiosk(page);
  await step(page, "Обслуживание");
  await page.getByRole("heading", { name: "Обслуживание" }).waitFor();
}

export async function toCards(page: Page): Promise<void> {
  await toWork(page);
  await step(page, "Карты сотрудников");
  await page.getByRole("heading", { name: "Карты сотрудников" }).waitFor();
}

export async function toHelp(page: Page): Promise<void> {
  await toStaffHome(page);
  await step(page, /^Помочь пациенту/);
  await page.getByRole("heading", { name: "Почему нужна ваша помощь?" }).waitFor();
}

/** Staff help: the patients' first screen says so. */
export async function toHelped(page: Page): Promise<void> {
  await toHelp(page);
  await step(page, "Просил врач");
  await page.getByText(/Помогает: Анна/).waitFor();
}

export async function toReview(page: Page): Promise<void> {
  await toStaffHome(page);
  await step(page, /^Разобрать/);
  await page.getByRole("heading", { name: "Разобрать" }).waitFor();
}

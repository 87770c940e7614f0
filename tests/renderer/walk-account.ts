import type { Page } from "@playwright/test";
import { presets } from "#contract/flow/presets.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";

const { choose, step } = walk;

/** A kiosk with cards. */
export function withCards(world: World): void {
  world.info.cards = true;
  world.info.flow = [...presets.doctor73];
}

/** Each function below does what a patient does and ends where the cards, or one of their screens, are seen. */
export async function toCards(page: Page): Promise<void> {
  await step(page, /Картотека/);
  await page.getByRole("heading", { name: "Введите номер полиса ОМС" }).waitFor();
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await step(page, "Войти");
  await page.getByRole("heading", { name: "Картотека" }).waitFor();
}

export async function toMessages(page: Page): Promise<void> {
  await toCards(page);
  await choose(page.getByRole("tab", { name: "Сообщения" }));
  await page.getByRole("heading", { name: "Сообщения" }).waitFor();
}

export async function toWhom(page: Page): Promise<void> {
  await toCards(page);
  await step(page, /Добавить ребёнка или близкого/);
  await page.getByRole("heading", { name: "На кого карточка?" }).waitFor();
}

export async function toForm(page: Page): Promise<void> {
  await toWhom(page);
  await step(page, /На ребёнка/);
  await page.getByRole("heading", { name: "Как зовут ребёнка?" }).waitFor();
}

export async function typeNames(page: Page): Promise<void> {
  await toForm(page);
  await walk.typeKeys(page, "Петрова");
  await choose(page.getByRole("textbox", { name: "Имя" }));
  await walk.typeKeys(page, "Анна-Мария");
  await choose(page.getByRole("textbox", { name: "Отчество" }));
  await walk.typeKeys(page, "Ивановна");
}

export async function toBirth(page: Page): Promise<void> {
  await typeNames(page);
  await step(page, "Дальше");
  await page.getByRole("heading", { name: "Дата рождения и пол" }).waitFor();
}

export async function toNumbers(page: Page): Promise<void> {
  await toBirth(page);
  await walk.typeKeys(page, "12042016");
  await choose(page.getByRole("radio", { name: "женский" }));
  await step(page, "Дальше");
  await page.getByRole("heading", { name: "Полис ОМС или СНИЛС" }).waitFor();
}

export async function toPhone(page: Page): Promise<void> {
  await toNumbers(page);
  await walk.typeKeys(page, "5388789769000455");
  await step(page, "Дальше");
  await page.getByRole("heading", { name: "Телефон для связи" }).waitFor();
}

export async function toCheck(page: Page): Promise<void> {
  await toPhone(page);
  await step(page, "Телефона нет");
  await page.getByRole("heading", { name: "Всё верно?" }).waitFor();
}

export async function toAgreement(page: Page): Promise<void> {
  await toCheck(page);
  await step(page, "Дальше");
  await page.getByRole("heading", { name: "Нужно ваше согласие" }).waitFor();
}

export async function add(page: Page): Promise<void> {
  await toAgreement(page);
  await step(page, "Да, я даю согласие");
}

export async function toCard(page: Page, who: string): Promise<void> {
  await toCards(page);
  await step(page, new RegExp(`^Карточка: ${who}`));
  await choose(page.getByRole("tab", { name: "Прикрепления" }));
}

export async function toChange(page: Page): Promise<void> {
  await toCard(page, "Петрова Анна");
  await step(page, "Изменить");
  await page.getByRole("heading", { name: "Изменить карточку" }).waitFor();
}

/** To the card step of the flow. */
export async function toForWhom(page: Page): Promise<void> {
  await step(page, "Записаться к врачу");
  await page.getByRole("heading", { name: "Введите номер полиса ОМС" }).waitFor();
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await step(page, "Войти");
  await page.getByRole("heading", { name: "Кого записать?" }).waitFor();
}

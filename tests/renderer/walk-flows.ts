import type { Page } from "@playwright/test";
import { type PresetName, presets } from "#contract/flow.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";

/** A kiosk with the order of this portal. */
export const flowOf =
  (preset: PresetName, change: (world: World) => void = () => undefined) =>
  (world: World): void => {
    world.info.flow = [...presets[preset]];
    change(world);
  };

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

const shown = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("heading", { name }).first().waitFor();

export async function begin(page: Page): Promise<void> {
  await press(page, "Записаться к врачу");
}

/** From the list of clinics to a chosen time. */
export async function throughTimes(page: Page): Promise<void> {
  await press(page, /Калужская областная стоматологическая/);
  await press(page, /Терапевтическое отделение/);
  await press(page, /Приём врача-стоматолога первичный/);
  await press(page, /Морозова Елена Викторовна/);
  await press(page, /понедельник, 23 ноября/);
  await shown(page, "Выберите время");
  await press(page, /08:45/);
}

export async function typePerson(page: Page, birthDate = walk.birthDate): Promise<void> {
  await walk.typeKeys(page, "ПЕТРОВ");
  await press(page, "Дальше");
  await walk.typeKeys(page, "ИВАН");
  await press(page, "Дальше");
  await walk.typeKeys(page, "ИЛЬИЧ");
  await press(page, "Дальше");
  await walk.typeKeys(page, birthDate);
}

export async function toWay(page: Page): Promise<void> {
  await begin(page);
  await press(page, /^Себя/);
  await shown(page, "Как найти поликлинику?");
}

export async function toOwnClinics(page: Page): Promise<void> {
  await toWay(page);
  await press(page, /^По полису ОМС/);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await press(page, "Войти");
  await shown(page, "Ваши поликлиники");
}

export async function toOtherDistrict(page: Page): Promise<void> {
  await begin(page);
  await press(page, /^Другого человека/);
  await shown(page, "Выберите район");
}

export async function toOtherPerson(page: Page): Promise<void> {
  await toOtherDistrict(page);
  await press(page, /Ленинский/);
  await throughTimes(page);
  await shown(page, "Кого записать?");
}

export async function toEmail(page: Page, birthDate = walk.birthDate): Promise<void> {
  await toOtherPerson(page);
  await typePerson(page, birthDate);
  await press(page, "Дальше");
  await shown(page, "Копия талона на почту");
}

export async function toPhone(page: Page): Promise<void> {
  await toEmail(page);
  await press(page, "Не нужно");
  await shown(page, "Телефон для связи");
}

export async function toConsent(page: Page): Promise<void> {
  await toPhone(page);
  await press(page, "Я не хочу указывать телефон");
  await shown(page, "Нужно ваше согласие");
}

export async function toPromise(page: Page): Promise<void> {
  await toConsent(page);
  await press(page, "Да, я даю согласие");
  await shown(page, "Если планы изменятся");
}

export async function toLastSignIn(page: Page): Promise<void> {
  await begin(page);
  await press(page, /Ленинский/);
  await throughTimes(page);
  await press(page, "Да, я даю согласие");
  await shown(page, "Остался полис ОМС");
}

import type { Page } from "@playwright/test";
import { type PresetName, presets } from "#contract/flow/presets.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";

/** A kiosk with the order of this portal. */
export const flowOf =
  (preset: PresetName, change: (world: World) => void = () => undefined) =>
  (world: World): void => {
    world.info.flow = [...presets[preset]];
    change(world);
  };

/** Goes on by the first button of this name. */
export const stepFirst = (page: Page, name: string | RegExp): Promise<void> =>
  walk.choose(page.getByRole("button", { name }).first());

const shown = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("heading", { name }).first().waitFor();

export async function begin(page: Page): Promise<void> {
  await stepFirst(page, "Записаться к врачу");
}

export async function typeName(page: Page): Promise<void> {
  await walk.typeKeys(page, "ПЕТРОВ");
  await stepFirst(page, "Дальше");
  await walk.typeKeys(page, "ИВАН");
  await stepFirst(page, "Дальше");
  await walk.typeKeys(page, "ИЛЬИЧ");
}

/** The last digit of the birth date leads on. */
export async function typePerson(page: Page, birthDate = walk.birthDate): Promise<void> {
  await typeName(page);
  await stepFirst(page, "Дальше");
  await walk.typeKeys(page, birthDate);
}

async function signInByPolicy(page: Page): Promise<void> {
  await begin(page);
  await stepFirst(page, /^Себя, по полису ОМС/);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await stepFirst(page, "Войти");
}

export async function toOwnPlace(page: Page): Promise<void> {
  await signInByPolicy(page);
  await shown(page, "Куда прийти?");
}

export async function toOwnClinics(page: Page): Promise<void> {
  await signInByPolicy(page);
  await shown(page, "Ваши поликлиники");
}

async function toOtherDistrict(page: Page): Promise<void> {
  await begin(page);
  await stepFirst(page, /^Другого человека/);
  await shown(page, "Выберите район");
}

export async function toOtherPerson(page: Page): Promise<void> {
  await toOtherDistrict(page);
  await stepFirst(page, /Ленинский/);
  await walk.fromClinicToTime(page);
  await shown(page, "Кого записать?");
}

/** An order of a clinic's own, which asks for an address before the booking as the portals do. */
export const withEmail = (world: World): void => {
  const steps = presets.gorzdrav.filter((step) => step !== "phone");
  world.info.flow = steps.flatMap((step) => (step === "person" ? [step, "email", "phone"] : [step]));
};

/** In that order. */
export async function toEmail(page: Page): Promise<void> {
  await toOtherPerson(page);
  await typePerson(page);
  await shown(page, "Копия талона на почту");
}

export async function toPhone(page: Page, birthDate = walk.birthDate): Promise<void> {
  await toOtherPerson(page);
  await typePerson(page, birthDate);
  await shown(page, "Телефон для связи");
}

async function toConsent(page: Page): Promise<void> {
  await toPhone(page);
  await stepFirst(page, "Я не хочу указывать телефон");
  await shown(page, "Нужно ваше согласие");
}

export async function toPromise(page: Page): Promise<void> {
  await toConsent(page);
  await stepFirst(page, "Да, я даю согласие");
  await shown(page, "Если планы изменятся");
}

export async function toLastSignIn(page: Page, title = "Последний шаг: ваш полис"): Promise<void> {
  await begin(page);
  await stepFirst(page, /Ленинский/);
  await walk.fromClinicToTime(page);
  await stepFirst(page, "Да, я даю согласие");
  await shown(page, title);
}

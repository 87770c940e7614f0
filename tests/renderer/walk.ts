import type { Locator, Page } from "@playwright/test";
import type { FakeCore } from "./fake-core.ts";

export const policy = "4056410842001238";
export const birthDate = "07031985";

const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });

/** Presses the one button of this name as a finger does: once it stands still and nothing lies over it. */
export const press = (page: Page, name: string | RegExp): Promise<void> => button(page, name).click();

/** Chooses as soon as it can be chosen. It is for the way to a screen: hundreds of them lie behind such steps. */
export const choose = (target: Locator): Promise<void> =>
  target
    .and(target.page().locator(":not(:disabled):not([aria-disabled=true])"))
    .evaluate((element: HTMLElement) => {
      element.focus();
      element.click();
    });

/** Goes on by the one button of this name. */
export const step = (page: Page, name: string | RegExp): Promise<void> => choose(button(page, name));

/** Each function below does what a patient does on one screen and ends on the next. */
export async function start(page: Page): Promise<void> {
  await step(page, "Записаться к врачу");
  await page.getByRole("heading", { name: "Введите номер полиса ОМС" }).waitFor();
}

/** Presses the screen's own keys, all in one go: many hundred screens lie behind them. */
export async function typeKeys(page: Page, text: string): Promise<void> {
  const names = [...text].map((character) => (character === " " ? "Пробел" : character));
  await button(page, new RegExp(`^${names[0]}$`, "i")).waitFor();
  await page.evaluate(async (names) => {
    for (const name of names) {
      const key = [...document.querySelectorAll("button")].find(
        ({ ariaLabel, textContent }) => (ariaLabel ?? textContent).toLowerCase() === name.toLowerCase(),
      );
      if (!key) throw new Error(`no key ${name} on this screen`);
      key.click();
      await Promise.resolve();
    }
  }, names);
}

async function enter(page: Page): Promise<void> {
  await start(page);
  await typeKeys(page, policy + birthDate);
  await step(page, "Войти");
}

/** Where the kiosk's own address is known. */
export async function toHere(page: Page): Promise<void> {
  await enter(page);
  await page.getByRole("heading", { name: "Куда прийти?" }).waitFor();
}

export async function signIn(page: Page): Promise<void> {
  await enter(page);
  await page.getByRole("heading", { name: "Выберите клинику" }).waitFor();
}

export const chooseClinic = (page: Page): Promise<void> =>
  step(page, /Калужская областная стоматологическая/);

export async function toBranch(page: Page): Promise<void> {
  await signIn(page);
  await chooseClinic(page);
  await page.getByRole("heading", { name: "Выберите отделение" }).waitFor();
}

export async function toService(page: Page): Promise<void> {
  await toBranch(page);
  await step(page, /Терапевтическое отделение/);
  await page.getByRole("heading", { name: "К какому врачу записать?" }).waitFor();
}

/** Turns the list's pages until this is on one: with large rows or long names it isn't on the first. */
export async function turnTo(page: Page, wanted: Locator): Promise<void> {
  const more = page.getByRole("button", { name: "Ещё", exact: true, disabled: false });
  await wanted.or(more).first().waitFor();
  while (!(await wanted.first().isVisible()) && (await more.isVisible())) await choose(more);
}

export async function chooseService(page: Page): Promise<void> {
  await page.locator(".row").first().waitFor();
  const wanted = button(page, /^Стоматолог\s*первый раз/);
  await turnTo(page, wanted);
  await choose(wanted);
}

export const chooseDoctor = (page: Page): Promise<void> => step(page, /Морозова Елена Викторовна/);

export async function toDoctor(page: Page): Promise<void> {
  await toService(page);
  await chooseService(page);
}

/** Opens the row behind which stands what can't be chosen. */
export async function unfold(page: Page): Promise<void> {
  const fold = button(page, /сейчас не записаться/);
  await turnTo(page, fold);
  await choose(fold);
}

export async function toDate(page: Page): Promise<void> {
  await toDoctor(page);
  await chooseDoctor(page);
}

export async function toTime(page: Page): Promise<void> {
  await toDate(page);
  await step(page, /^понедельник, 23 ноября(?!,)/);
  await page.getByRole("heading", { name: "Выберите время" }).waitFor();
}

/** From the list of clinics to a time, as the flow of any portal asks for them one after the other. */
export async function fromClinicToTime(page: Page): Promise<void> {
  await chooseClinic(page);
  await step(page, /Терапевтическое отделение/);
  await chooseService(page);
  await chooseDoctor(page);
  for (const name of [/^понедельник, 23 ноября(?!,)/, /08:45/]) await step(page, name);
}

export async function toConsent(page: Page): Promise<void> {
  await toTime(page);
  await step(page, /08:45/);
  await page.getByRole("heading", { name: "Нужно ваше согласие" }).waitFor();
}

export async function toPhone(page: Page): Promise<void> {
  await toConsent(page);
  await step(page, "Даю согласие, другой номер");
  await page.getByRole("heading", { name: "Телефон для связи" }).waitFor();
}

export async function book(page: Page): Promise<void> {
  await toPhone(page);
  await step(page, "Я не хочу указывать телефон");
}

export async function toDone(page: Page): Promise<void> {
  await book(page);
  await page.getByRole("heading", { name: "Вы записаны на приём!" }).waitFor();
}

export async function signInForVisits(page: Page): Promise<void> {
  await step(page, "Мои записи");
  await page.getByRole("heading", { name: "Введите номер полиса ОМС" }).waitFor();
  await typeKeys(page, policy + birthDate);
  await step(page, "Войти");
}

export async function toVisits(page: Page): Promise<void> {
  await signInForVisits(page);
  await page.getByRole("heading", { name: "Мои записи" }).waitFor();
}

/** The row of a visit in the list, not the key beside it that prints its ticket. */
export const visitAt = (page: Page, time: string): Locator =>
  page.locator("button.row").filter({ hasText: new RegExp(`${time}$`) });

export async function toVisit(page: Page): Promise<void> {
  await toVisits(page);
  await choose(visitAt(page, "09:15"));
  await page.getByRole("heading", { name: /понедельник, 23 ноября, 09:15/ }).waitFor();
}

export async function cancel(page: Page): Promise<void> {
  await toVisit(page);
  await step(page, "Отменить запись");
  await choose(page.getByRole("dialog").getByRole("button", { name: "Отменить запись" }));
}

export async function toMove(page: Page): Promise<void> {
  await toVisit(page);
  await step(page, "Другой день");
  await step(page, /^понедельник, 23 ноября(?!,)/);
  await step(page, /08:45/);
  await page.getByRole("heading", { name: "Перенести запись?" }).waitFor();
}

export async function move(page: Page): Promise<void> {
  await toMove(page);
  await step(page, "Перенести");
}

/** Prints the ticket of a visit that was just booked. */
export async function print(page: Page): Promise<void> {
  await toDone(page);
  await step(page, "Печать талона");
}

/** The core asks whether anybody is still there. */
export const expire = (core: FakeCore, seconds = 20): void =>
  core.push({
    type: "session",
    session: { state: "expiring", id: "session-1", patient: core.world.patient, seconds, reason: "idle" },
  });

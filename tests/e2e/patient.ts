import { expect, type Locator, type Page } from "@playwright/test";
import russian from "#assets/locales/ru.json" with { type: "json" };

export const texts = russian.screens;

/** The demo central API's first patient (assets/demo/patients.json). */
export const patient = {
  name: "И. И. Петров",
  onTicket: "Петров И. И.",
  number: "4056410842001238",
  birthDate: "07031985",
};
export const secondPatient = { family: "Лебедев", number: "0173150844000079", birthDate: "05061948" };
/** The first patient's daughter. */
export const daughter = {
  family: "Петрова",
  onTicket: /Петрова А\.\s*И\./,
  number: "4095389781207167",
  birthDate: "18042016",
};
export const thirdPatient = { number: "4057840888455188", birthDate: "11021951" };
export const fourthPatient = { number: "4058920834100218", birthDate: "15011970" };

/** A hand at the screen: counts what it touches. */
export function hand(page: Page) {
  let taps = 0;
  const tap = async (name: string | RegExp): Promise<void> => {
    await page
      .getByRole("button", { name, exact: typeof name === "string" })
      .first()
      .click();
    taps++;
  };
  const chooseIn = async (part: Locator, text: RegExp): Promise<void> => {
    await part.getByRole("button").filter({ hasText: text }).first().click();
    taps++;
  };
  return {
    taps: () => taps,
    tap,
    async type(digits: string): Promise<void> {
      for (const digit of digits) await tap(digit);
    },
    /** The first control of this part of the screen that fits. */
    chooseIn,
    /** The first control of the screen's content that fits. */
    choose: (text: RegExp): Promise<void> => chooseIn(page.getByRole("main"), text),
  };
}
export type Hand = ReturnType<typeof hand>;

/** Waits for the screen with this heading. */
export const screen = (page: Page, title: string | RegExp): Promise<void> =>
  expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

/** The first touch, as soon as booking is open. */
export async function begin(page: Page, touch: Hand): Promise<void> {
  const book = new RegExp(texts.welcome.book);
  await page.getByRole("button", { name: book, disabled: false }).waitFor();
  await touch.tap(book);
}

export async function signIn(
  page: Page,
  touch: Hand,
  who: { number: string; birthDate: string } = patient,
): Promise<void> {
  await begin(page, touch);
  await screen(page, texts.signIn.title);
  await touch.type(who.number);
  await touch.type(who.birthDate);
  await touch.tap(texts.signIn.enter);
}

/** From a signed-in start to the chosen time's agreement, taking the first free day and time of a doctor. */
export async function chooseTime(
  page: Page,
  touch: Hand,
  /** Called at each screen on the way, before its choice is made. */
  onScreen: () => Promise<void> = async () => undefined,
): Promise<string> {
  await screen(page, texts.service.title);
  await touch.choose(new RegExp(texts.nearest));
  const next = page.getByRole("heading", {
    level: 1,
    name: new RegExp(`${texts.doctor.title}|${texts.date.title}`),
  });
  await expect(next).toBeVisible();
  // A service that one doctor gives chooses the doctor by itself.
  if ((await next.innerText()) === texts.doctor.title) {
    await onScreen();
    await touch.choose(/каб\./);
  }
  await screen(page, texts.date.title);
  await onScreen();
  await touch.choose(/мест/);
  await screen(page, texts.time.title);
  await onScreen();
  const free = page
    .getByRole("main")
    .getByRole("button")
    .filter({ hasText: /\d\d:\d\d\s*свободно/ })
    .first();
  const time = (await free.innerText()).match(/\d\d:\d\d/)?.[0] ?? "";
  await free.click();
  await screen(page, texts.consent.title);
  return time;
}

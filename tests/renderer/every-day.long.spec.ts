import { type Page, test } from "@playwright/test";
import { languages } from "./languages.ts";
import { sizes, textSizes, usualLook } from "./looks.ts";
import type { Scene } from "./scene.ts";
import { expectMeasured } from "./see-screen.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";
import { offer, ticket } from "./world-lists.ts";

test.describe.configure({ mode: "parallel" });

const year = 2027;
const dateOf = (month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** On the first of a month: free times, offers and visits on each weekday of its second week. */
const inMonth =
  (month: number) =>
  (world: World): void => {
    const week = Array.from({ length: 7 }, (_, place) => dateOf(month, 8 + place));
    const opening = (date: string, place: number) => ({ slotId: `day-${place}`, date, time: "12:30" });
    const openings = week.map(opening);
    world.now = Date.parse(`${dateOf(month, 1)}T10:24:00+03:00`);
    world.doctors = world.doctors.slice(0, 3).map((doctor, place) => ({
      ...doctor,
      nearest: openings[place] ?? null,
      openings: [place, place + 3, 6].flatMap((at) => openings[at] ?? []),
    }));
    world.offers = week.map((date, place) => offer(1 + (place % 3), date, "12:30", "Захарова С. С."));
    world.booked = { date: week[month % 7] ?? "" };
    const [visit] = world.visits;
    if (visit) world.visits = week.map((date, place) => ({ ...visit, visitId: `visit-${place}`, date }));
  };

const toConsent = async (page: Page): Promise<void> => {
  await walk.toDoctor(page);
  await walk.choose(page.locator(".time-key:not(.other)").first());
  await page.getByRole("heading", { name: "Нужно ваше согласие" }).waitFor();
};

const screens: readonly Scene[] = [
  { name: "doctor", words: "Выберите врача", reach: walk.toDoctor },
  {
    name: "nearest-list",
    words: "Захарова С. С.",
    reach: async (page) => {
      await walk.toDoctor(page);
      await walk.step(page, "Все ближайшие");
    },
  },
  { name: "consent", words: "Да, я даю согласие", reach: toConsent },
  {
    name: "done",
    words: "Вы записаны на приём!",
    reach: async (page) => {
      await toConsent(page);
      await walk.step(page, "Да, я даю согласие");
      await walk.step(page, "Я не хочу указывать телефон");
    },
  },
  { name: "visits", words: ticket("09:15").service.name, reach: walk.toVisits },
];

const allTexts = sizes.flatMap((size) =>
  textSizes.flatMap((text) => languages.map((language) => ({ ...usualLook, size, text, language }))),
);
for (let month = 0; month < 12; month++) {
  for (const screen of screens) {
    test(`${screen.name} in month ${month + 1}, on each weekday`, async ({ page }) => {
      test.slow();
      await expectMeasured(page, { ...screen, world: inMonth(month) }, allTexts);
    });
  }
}

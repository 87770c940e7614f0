import type { Page } from "@playwright/test";
import { languages, nameOf, textsIn } from "./languages.ts";
import { faultsOnScreen, limitsFor } from "./measure.ts";
import { speak } from "./speak.ts";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

const text = (language: string, key: string): string => textsIn(language).get(key) ?? "";

/** Touches the language's key on the sheet of modes, as a patient can on every step. */
async function choose(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole("button", { name: text(from, "modes.key") }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: nameOf(to) }).click();
  await sheet.getByRole("button", { name: text(to, "modes.done") }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", to);
}

/** What must outlive a change of language: what was typed, and what was chosen on the way. */
const kept = async (page: Page): Promise<unknown> => ({
  typed: await page.getByRole("textbox").allInnerTexts(),
  chosen: await page.locator(".chosen-so-far").allInnerTexts(),
});

type Step = {
  /** Its heading, by its key. */
  readonly title: string;
  /** What a patient does there, in Russian, to come to the next one. */
  readonly go: (page: Page) => Promise<void>;
};

const { press } = walk;

const steps: readonly Step[] = [
  {
    title: "signIn.title",
    go: async (page) => {
      await walk.typeKeys(page, walk.policy.slice(5) + walk.birthDate);
      await press(page, "Войти");
    },
  },
  { title: "organization.title", go: (page) => press(page, /Калужская областная стоматологическая/) },
  { title: "branch.title", go: (page) => press(page, /Терапевтическое отделение/) },
  { title: "service.title", go: (page) => press(page, /^Стоматолог\s*первый раз/) },
  { title: "doctor.title", go: (page) => press(page, /Морозова Елена Викторовна/) },
  { title: "date.title", go: (page) => press(page, /^понедельник, 23 ноября(?!,)/) },
  { title: "time.title", go: (page) => press(page, /08:45/) },
  { title: "consent.title", go: (page) => press(page, "Даю согласие, другой номер") },
  { title: "phone.title", go: (page) => press(page, "Я не хочу указывать телефон") },
];

for (const language of languages.filter((one) => one !== "ru")) {
  test(`to ${language} and back on every step: the step stays, and all that was typed and chosen`, async ({
    page,
    open,
  }) => {
    const core = await open((world) => {
      world.info.languages = [...languages];
    });
    await walk.start(page);
    await walk.typeKeys(page, walk.policy.slice(0, 5));
    for (const step of steps) {
      const heading = (spoken: string) =>
        page.getByRole("heading", { level: 1, name: text(spoken, step.title), exact: true });
      await expect(heading("ru")).toBeVisible();
      const before = await kept(page);
      await choose(page, "ru", language);
      await expect(heading(language)).toBeVisible();
      await choose(page, language, "ru");
      await expect(heading("ru")).toBeVisible();
      expect(await kept(page), step.title).toEqual(before);
      await step.go(page);
    }
    await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
    expect(core.calls.filter(({ path }) => path === "session.signIn")).toHaveLength(1);
    expect(core.calls.filter(({ path }) => path === "booking.book")).toEqual([
      { path: "booking.book", input: expect.objectContaining({ slotId: "slot-0845" }) },
    ]);
  });
}

test("the agreement is shown in the language that is chosen, and the one that was read is what is agreed to", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.info.languages = [...languages];
  });
  await walk.toConsent(page);
  await choose(page, "ru", "tt");
  await expect(page.getByRole("heading", { name: "Шәхси мәгълүматларны эшкәртүгә ризалык" })).toBeVisible();
  await press(page, text("tt", "consent.otherPhone"));
  await choose(page, "tt", "kk");
  await press(page, text("kk", "phone.none"));
  await expect(page.getByRole("heading", { name: text("kk", "done.title") })).toBeVisible();
  const booked = core.calls.find(({ path }) => path === "booking.book");
  expect(booked?.input).toMatchObject({ consent: { language: "tt" } });
});

test("a list is paged anew for every language, and as before when its language comes back", async ({
  page,
  open,
}) => {
  await open();
  const size = { width: 1024, height: 768 };
  await page.setViewportSize(size);
  await walk.toService(page);
  const whole = (language: string) =>
    expect.poll(() => faultsOnScreen(page, limitsFor(size)), { message: language }).toEqual([]);
  const listed = page.getByRole("main").getByRole("listitem");
  await expect(listed.first()).toBeVisible();
  await whole("ru");
  const entries = await listed.count();
  for (const language of [...languages, "ru"]) {
    await speak(page, language);
    await whole(language);
  }
  await expect(listed).toHaveCount(entries);
});

test("the language ends with the session", async ({ page, open }) => {
  const core = await open((world) => {
    world.info.languages = ["tt", "ru"];
  });
  await expect(page.locator("html")).toHaveAttribute("lang", "tt");
  const started = page.waitForResponse(/session\/start/);
  await page.getByRole("button", { name: nameOf("ru"), exact: true }).click();
  await started;
  await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  await expect(page.getByRole("button", { name: text("tt", "welcome.book") })).toBeVisible();
});

for (const locale of ["ru-RU", "en-US"]) {
  test.describe(`in a browser that counts as ${locale} does`, () => {
    test.use({ locale });

    test("numbers stand with words of the language that is chosen", async ({ page, open }) => {
      const core = await open();
      await walk.toTime(page);
      const seconds = async (count: number): Promise<string> => {
        walk.expire(core, count);
        return page.getByRole("dialog").locator(".dialog-text").innerText();
      };
      for (const language of languages) {
        for (const count of [1, 2, 5, 21]) {
          await seconds(count);
          await speak(page, language);
          const shown = await seconds(count);
          // It may have counted on meanwhile.
          const number = /\d+/.exec(shown)?.[0] ?? "";
          const known = Intl.PluralRules.supportedLocalesOf([language]).length > 0;
          const form = known ? new Intl.PluralRules(language).select(Number(number)) : "other";
          expect(shown).toBe(text(language, `expiring.text_${form}`).replace("{{count}}", number));
        }
      }
    });
  });
}

import type { Page } from "@playwright/test";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

type Said = { readonly text: string; readonly voice: string; readonly volume: number };
type Ear = { readonly said: Said[]; cancelled: number };

/** A browser with a Russian voice of its own, and an English one that would ask a server; all that is said is kept. */
async function giveVoices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ear: Ear = { said: [], cancelled: 0 };
    const voices = [
      { name: "Irina", lang: "ru-RU", localService: true, default: true },
      { name: "Elsewhere", lang: "en-GB", localService: false, default: false },
    ];
    class Utterance {
      readonly text: string;
      voice = { name: "" };
      volume = 1;
      onend: () => void = () => undefined;
      constructor(text: string) {
        this.text = text;
      }
    }
    const synthesis = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      speak: (utterance: Utterance) => {
        const { text, voice, volume } = utterance;
        ear.said.push({ text, voice: voice.name, volume });
        setTimeout(() => utterance.onend(), 20);
      },
      cancel: () => {
        ear.cancelled++;
      },
    });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, ear });
  });
}
const said = (page: Page): Promise<readonly Said[]> =>
  page.evaluate(() => (window as unknown as { ear: Ear }).ear.said);
const all = async (page: Page): Promise<string> => (await said(page)).map(({ text }) => text).join(" | ");
const last = async (page: Page): Promise<string> => (await said(page)).at(-1)?.text ?? "";
const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();

async function switchOn(page: Page): Promise<void> {
  await press(page, "Настроить экран");
  await press(page, "включён");
  await press(page, "Готово");
}

test.describe("with a voice of the browser's own", () => {
  test.beforeEach(({ page }) => giveVoices(page));

  test("nothing is said until it is asked for", async ({ page, open }) => {
    await open();
    await walk.start(page);
    expect(await said(page)).toEqual([]);
  });

  test("each screen says its title and what to do, from the moment it is switched on", async ({
    page,
    open,
  }) => {
    await open();
    await switchOn(page);
    await expect.poll(() => all(page)).toContain("Голос включён.");
    await expect.poll(() => last(page)).toContain("Здравствуйте!");
    await walk.start(page);
    await expect.poll(() => last(page)).toMatch(/^Введите номер полиса ОМС\. 16 цифр/);
    expect((await said(page)).every(({ voice }) => voice === "Irina")).toBe(true);
  });

  test("the sign-in on a phone says what to do, the number to compare, and what to type", async ({
    page,
    open,
  }) => {
    await open((world) => {
      world.info.signInMethods = ["gosuslugi", "policy"];
    });
    await switchOn(page);
    await walk.step(page, "Записаться к врачу");
    await expect.poll(() => all(page)).toMatch(/Войдите через Госуслуги\..*Наведите камеру телефона/);
    await expect.poll(() => all(page)).toContain("На телефоне должно быть то же число: 47");
    await expect.poll(() => all(page)).toMatch(/sso\.region\.example\/device, и введите код, WDJB-MJHT/);
    // The time left counts on, and isn't said each second.
    expect((await all(page)).match(/Код действует ещё/g)).toHaveLength(1);
  });

  test("what is typed is counted, and never said", async ({ page, open }) => {
    await open();
    await switchOn(page);
    await walk.start(page);
    await page.keyboard.type("405641", { delay: 60 });
    await expect.poll(() => last(page)).toContain("Введено 6 знаков");
    expect(await all(page)).not.toContain("4056");
  });

  test("what the arrows go to says its name and how it stands", async ({ page, open }) => {
    await open();
    await switchOn(page);
    await walk.start(page);
    await expect.poll(() => last(page)).toContain("Введите номер полиса ОМС.");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => last(page)).toBe("Полис: 16 цифр, выбрано.");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => last(page)).toBe("Номер полиса, поле для ввода.");
  });

  test("an error at a field, and a question with its answers, are said at once; a countdown only once", async ({
    page,
    open,
  }) => {
    const core = await open();
    await switchOn(page);
    await walk.toTime(page);
    walk.expire(core);
    await expect.poll(() => last(page)).toMatch(/^Вы ещё здесь\? Через 20 секунд .*Выйти\. Да, я здесь\.$/);
    const before = (await said(page)).length;
    await expect(page.getByText(/Через 17 секунд/)).toBeVisible();
    expect((await said(page)).slice(before)).toEqual([]);
  });

  test("a wrong number is said where it is told", async ({ page, open }) => {
    await open();
    await switchOn(page);
    await walk.start(page);
    await walk.typeKeys(page, "4056410842001237");
    await expect.poll(() => last(page)).toContain("В номере ошибка. Сверьте его с полисом");
  });

  test("an agreement is read whole, in pieces, and a touch ends it", async ({ page, open }) => {
    await open();
    await switchOn(page);
    await walk.toConsent(page);
    await expect.poll(() => all(page)).toContain("Нужно ваше согласие.");
    const text = page.locator(".paged-text");
    await text.waitFor();
    const sentences = ((await text.textContent()) ?? "").match(/[^.]+\./g) ?? [];
    expect(sentences.length).toBeGreaterThan(8);
    for (const sentence of sentences.slice(-3)) await expect.poll(() => all(page)).toContain(sentence.trim());
    expect(Math.max(...(await said(page)).map(({ text }) => text.length))).toBeLessThanOrEqual(450);
    await press(page, "Даю согласие, другой номер");
    await expect.poll(() => last(page)).toContain("Телефон для связи");
  });

  test("who listens is left three times as long on the last screen", async ({ page, open }) => {
    await open();
    await switchOn(page);
    await walk.toDone(page);
    await expect(page.getByText(/через (180|179|178) секунд/i)).toBeVisible();
  });

  test("«Повторить» says the screen below once more; the volume is heard, and both go with the session", async ({
    page,
    open,
  }) => {
    await open();
    await switchOn(page);
    await walk.start(page);
    await press(page, "Настроить экран");
    await press(page, "Громче");
    await press(page, "Громче");
    await expect.poll(() => last(page)).toContain("Громкость: 5 из 5");
    await expect.poll(async () => (await said(page)).at(-1)?.volume).toBe(1);
    await press(page, "Повторить");
    await expect.poll(() => last(page)).toMatch(/^Введите номер полиса ОМС/);
    await press(page, "Готово");
    await press(page, "В начало");
    await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
    const silent = (await said(page)).length;
    await walk.start(page);
    expect((await said(page)).length).toBe(silent);
    await press(page, "Настроить экран");
    await expect(page.getByText("Громкость: 3 из 5")).toBeVisible();
  });

  test("a voice that would send the text away is not used: the core speaks English", async ({
    page,
    open,
  }) => {
    const core = await open();
    await press(page, "English");
    await press(page, "Screen settings");
    await press(page, /^on$/);
    await expect
      .poll(() => core.calls.filter(({ path }) => path === "speech.say").map(({ input }) => input))
      .toContainEqual({ text: expect.stringContaining("The voice is on."), language: "en" });
    expect(await said(page)).toEqual([]);
  });
});

test("without any voice the sheet of modes doesn't speak of one", async ({ page, open }) => {
  await open((world) => {
    world.info.speech = false;
  });
  await press(page, "Настроить экран");
  await expect(page.getByRole("button", { name: "контрастные" })).toBeVisible();
  await expect(page.getByText("Голос")).toHaveCount(0);
});

test("a core that falls silent leaves the screens as they are", async ({ page, open }) => {
  const core = await open((world) => {
    world.faults["speech.say"] = Array.from({ length: 9 }, () => ({
      code: "SPEECH_UNAVAILABLE" as const,
      data: {},
    }));
  });
  await switchOn(page);
  await walk.start(page);
  await expect.poll(() => core.calls.filter(({ path }) => path === "speech.say").length).toBeGreaterThan(0);
  await expect(page.getByRole("heading", { name: "Введите номер полиса ОМС" })).toBeVisible();
});

import type { Page } from "@playwright/test";
import type { FakeCore } from "./fake-core.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import { expect, test } from "./with-kiosk.ts";

test("a mistyped number is told at its field, and nothing is sent", async ({ page, open }) => {
  const core = await open();
  await walk.start(page);
  await walk.typeKeys(page, "4056410842001237");
  await expect(page.getByRole("alert").filter({ hasText: "В номере ошибка" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Введите день, месяц и год рождения" }),
  ).toBeVisible();
  expect(core.calls.some(({ path }) => path === "session.signIn")).toBe(false);
});

test.describe("birth dates that can't be", () => {
  for (const [digits, words] of [
    ["31021985", "Такого дня нет в календаре"],
    ["21112026", "Этот день ещё не наступил"],
    ["01011890", "Проверьте год рождения"],
  ] as const) {
    test(digits, async ({ page, open }) => {
      await open();
      await walk.start(page);
      await walk.typeKeys(page, walk.policy + digits);
      await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    });
  }
});

test("an unknown patient gets both reasons and what to do, and keeps what was typed", async ({
  page,
  open,
}) => {
  await open((world) => {
    world.faults["session.signIn"] = [{ code: "PATIENT_NOT_FOUND", data: {} }];
  });
  await walk.start(page);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await page.getByRole("button", { name: "Войти" }).click();
  const dialog = page.getByRole("dialog", { name: "Не нашли вас по этим данным" });
  await expect(dialog).toContainText("опечатка");
  await expect(dialog).toContainText("Регистрируют один раз");
  await dialog.getByRole("button", { name: "Проверить данные" }).click();
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText("4056 4108 4200 1238");
});

test.describe("the central API's refusals, each in its own words", () => {
  for (const [code, data, words] of [
    ["CENTRAL_AWAY", {}, "Запись сейчас не работает: нет связи"],
    ["TOO_MANY_TRIES", { minutes: 42 }, "через 42 минуты"],
    ["PATIENT_AMBIGUOUS", {}, "Нужна помощь регистратуры"],
    ["POLICY_INVALID", { fault: "POLICY_CHECK_DIGIT" }, "В номере ошибка"],
  ] as const) {
    test(code, async ({ page, open }) => {
      await open((world) => {
        world.faults["session.signIn"] = [{ code, data }];
      });
      await walk.start(page);
      await walk.typeKeys(page, walk.policy + walk.birthDate);
      await page.getByRole("button", { name: "Войти" }).click();
      await expect(page.getByRole("dialog")).toContainText(words);
    });
  }
});

test("an old policy takes letters in its series", async ({ page, open }) => {
  const core = await open();
  await walk.start(page);
  await page.getByRole("radio", { name: "Старый полис с серией" }).click();
  await walk.typeKeys(page, "40");
  await page.getByRole("button", { name: "АБВ" }).click();
  await page.getByRole("button", { name: "Ж", exact: true }).click();
  await page.getByRole("textbox", { name: "Номер полиса" }).click();
  await page.getByRole("button", { name: "123", exact: true }).click();
  await walk.typeKeys(page, "123456");
  await page.getByRole("textbox", { name: "Дата рождения" }).click();
  await walk.typeKeys(page, "05061948");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  expect(core.calls.find(({ path }) => path === "session.signIn")?.input).toEqual({
    policy: { kind: "old", series: "40Ж", number: "123456" },
    birthDate: "05061948",
    document: "",
    name: null,
  });
});

test("a plugged-in keyboard types, erases and enters", async ({ page, open }) => {
  const core = await open();
  await walk.start(page);
  await page.keyboard.type("40564108420012399");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("8");
  await page.keyboard.type(walk.birthDate);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "session.signIn")).toHaveLength(1);
});

test("browser shortcuts do nothing", async ({ page, open }) => {
  await open();
  await walk.start(page);
  const reached = await page.evaluate(() => {
    const stopped = (init: KeyboardEventInit): boolean =>
      !window.dispatchEvent(new KeyboardEvent("keydown", { ...init, cancelable: true, bubbles: true }));
    return [
      stopped({ key: "t", ctrlKey: true }),
      stopped({ key: "ArrowLeft", altKey: true }),
      stopped({ key: "F5" }),
      stopped({ key: "Escape" }),
      stopped({ key: "q", metaKey: true }),
      !window.dispatchEvent(new MouseEvent("contextmenu", { cancelable: true })),
    ];
  });
  expect(reached).toEqual([true, true, true, true, true, true]);
});

test.describe("where clinics look for a name as well", () => {
  const shown = (page: Page, name: string): Promise<void> =>
    expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const typed = { policy: { kind: "unified", number: walk.policy }, birthDate: walk.birthDate };
  const signIns = (core: FakeCore): unknown[] =>
    core.calls.filter(({ path }) => path === "session.signIn").map(({ input }) => input);
  const needed = { code: "NAME_NEEDED", data: {} } as const;
  const enter = async (page: Page): Promise<void> => {
    await walk.start(page);
    await walk.typeKeys(page, walk.policy + walk.birthDate);
    await page.getByRole("button", { name: "Войти" }).click();
    await shown(page, "Теперь фамилия и имя");
  };
  test("it is typed on own letters, and sent with the policy", async ({ page, open }) => {
    const core = await open((world) => {
      world.faults["session.signIn"] = [needed];
    });
    await enter(page);
    await flows.typeName(page);
    await page.getByRole("button", { name: "Войти" }).click();
    await shown(page, "Выберите клинику");
    expect(signIns(core)).toMatchObject([
      { ...typed, name: null },
      { ...typed, name: { family: "Петров", given: "Иван", patronymic: "Ильич" } },
    ]);
  });

  test("back leads to the policy, and both stay as they were typed", async ({ page, open }) => {
    await open((world) => {
      world.faults["session.signIn"] = [needed, { code: "PATIENT_NOT_FOUND", data: {} }, needed];
    });
    await enter(page);
    await flows.typeName(page);
    await page.getByRole("button", { name: "Войти" }).click();
    const dialog = page.getByRole("dialog", { name: "Не нашли вас по этим данным" });
    await expect(dialog).toContainText("Регистрируют один раз");
    await dialog.getByRole("button", { name: "Проверить данные" }).click();
    await page.getByRole("button", { name: "Назад" }).click();
    await shown(page, "Введите номер полиса ОМС");
    await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText("4056 •••• •••• 1238");
    await page.getByRole("button", { name: "Войти" }).click();
    await shown(page, "Теперь фамилия и имя");
    await expect(page.getByRole("textbox", { name: "Фамилия" })).toContainText("Петров");
  });

  test("several are reception's, and a letter that can't be is told at its field", async ({ page, open }) => {
    await open((world) => {
      world.faults["session.signIn"] = [
        needed,
        { code: "NAME_INVALID", data: { field: "given", fault: "NAME_CHARACTERS" } },
        { code: "PATIENT_AMBIGUOUS", data: {} },
      ];
    });
    await enter(page);
    await flows.typeName(page);
    await page.getByRole("button", { name: "Войти" }).click();
    await expect(page.getByRole("button", { name: "Дальше" })).toBeVisible();
    await page.getByRole("button", { name: "Дальше" }).click();
    await expect(page.getByRole("dialog")).toContainText("Нужна помощь регистратуры");
  });

  test("a family name alone isn't sent", async ({ page, open }) => {
    const core = await open((world) => {
      world.faults["session.signIn"] = [needed];
    });
    await enter(page);
    await page.getByRole("button", { name: "Дальше" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Введите фамилию" })).toBeVisible();
    expect(signIns(core)).toHaveLength(1);
  });

  test("nothing of it is left for the next patient", async ({ page, open }) => {
    const core = await open((world) => {
      world.faults["session.signIn"] = [needed, needed];
    });
    await enter(page);
    await walk.typeKeys(page, "ПЕТРОВ");
    core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
    await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
    await enter(page);
    await expect(page.getByRole("textbox", { name: "Фамилия" })).not.toContainText("Петров");
  });
});

import * as walk from "./walk.ts";
import * as account from "./walk-account.ts";
import { expect, test } from "./with-kiosk.ts";
import { offeredChildren } from "./world-account.ts";

const callsOf = (core: { calls: readonly { path: string; input: unknown }[] }, path: string) =>
  core.calls.filter((call) => call.path === path).map(({ input }) => input);

test("a child's card is typed, agreed to as a guardian, added, and a visit is booked for the child", async ({
  page,
  open,
}) => {
  const core = await open(account.withCards);
  await account.add(page);
  await expect(page.getByRole("heading", { name: "Карточка добавлена" })).toBeVisible();
  expect(callsOf(core, "kiosk.consent")).toEqual([{ language: "ru", variant: "child" }]);
  expect(callsOf(core, "cards.add")).toEqual([
    {
      relation: "child",
      family: "Петрова",
      given: "Анна-Мария",
      patronymic: "Ивановна",
      birthDate: "12042016",
      sex: "female",
      policy: { kind: "unified", series: "", number: "5388789769000455" },
      snils: "",
      phone: "",
      consent: { language: "ru", hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  ]);
  await page.getByRole("button", { name: "Записать на приём" }).click();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  await expect(page.getByText("А. И. Петрова")).toBeVisible();
});

test("the card for oneself takes one touch and the agreement", async ({ page, open }) => {
  const core = await open((world) => {
    account.withCards(world);
    world.account.cards = [];
  });
  await account.toCards(page);
  await page.getByRole("button", { name: /На себя/ }).click();
  expect(callsOf(core, "cards.addSelf")).toEqual([]);
  await page.getByRole("button", { name: "Да, я даю согласие" }).click();
  await expect(page.getByRole("heading", { name: "Карточка добавлена" })).toBeVisible();
  expect(callsOf(core, "kiosk.consent")).toEqual([{ language: "ru", variant: "self" }]);
  expect(callsOf(core, "cards.addSelf")).toEqual([
    { consent: { language: "ru", hash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  ]);
});

test.describe("children of whom Госуслуги told", () => {
  const agreed = { language: "ru", hash: expect.stringMatching(/^[0-9a-f]{64}$/) };

  test("one whom the register has needs an agreement alone, and is booked for", async ({ page, open }) => {
    const core = await open((world) => {
      account.withCards(world);
      world.account.cards = [];
      world.account.offers = [...offeredChildren];
    });
    await account.toForWhom(page);
    await walk.step(page, /^Мухаметшина Аделина/);
    await expect(page.getByText("Мухаметшина Аделина Руслановна, 30.11.2014")).toBeVisible();
    await walk.step(page, "Да, я даю согласие");
    await expect(page.getByRole("heading", { name: "Карточка добавлена" })).toBeVisible();
    expect(callsOf(core, "kiosk.consent")).toContainEqual({ language: "ru", variant: "child" });
    expect(callsOf(core, "cards.addOffered")).toEqual([{ offerId: "child-1", consent: agreed }]);
    await page.getByRole("button", { name: "К картотеке" }).click();
    await expect(page.getByRole("button", { name: /^Мухаметшина Аделина/ })).toHaveCount(1);
    await expect(page.getByRole("button", { name: /^Мухаметшин Лев/ })).toBeVisible();
  });

  test("another's card is looked through, and keeps the number that was told", async ({ page, open }) => {
    const core = await open((world) => {
      account.withCards(world);
      world.account.cards = [];
      world.account.offers = [...offeredChildren];
    });
    await account.toCards(page);
    await walk.step(page, /^Мухаметшин Лев/);
    await expect(page.getByRole("button", { name: /СНИЛС •••-•••-••5 95/ })).toBeVisible();
    await walk.step(page, "Дальше");
    await walk.step(page, "Да, я даю согласие");
    await expect(page.getByRole("heading", { name: "Карточка добавлена" })).toBeVisible();
    expect(callsOf(core, "cards.add")).toEqual([
      {
        ...{ relation: "child", family: "Мухаметшин", given: "Лев", patronymic: "Русланович", sex: "male" },
        ...{ birthDate: "20052020", policy: null, snils: "", phone: "", consent: agreed },
        offer: { id: "child-2", keep: ["snils"] },
      },
    ]);
  });

  test("who looks no further comes back to the cards", async ({ page, open }) => {
    await open((world) => {
      account.withCards(world);
      world.account.cards = [];
      world.account.offers = [...offeredChildren];
    });
    await account.toCards(page);
    for (const child of [/^Мухаметшина Аделина/, /^Мухаметшин Лев/]) {
      await walk.step(page, child);
      await walk.step(page, "Назад");
      await expect(page.getByRole("heading", { name: "Картотека" })).toBeVisible();
    }
  });

  test("beside many cards they are found on the first page, by a row that pushes none off", async ({
    page,
    open,
  }) => {
    await open((world) => {
      account.withCards(world);
      const [card] = world.account.cards;
      if (!card) throw new Error("no card");
      world.account.cards = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
        ...card,
        ...{ id: `card-${n}`, relation: "child", given: `Анна-${n}` },
      }));
      world.account.offers = [...offeredChildren];
    });
    await account.toForWhom(page);
    const rows = page.getByRole("main").locator(".row, .card-row");
    await expect(rows.nth(1)).toContainText("Добавить карточки: Аделина, Лев");
    await expect(rows.nth(2)).toContainText("Анна-2");
    await walk.step(page, /^Дети из Госуслуг/);
    await walk.step(page, "Назад");
    await walk.step(page, /^Дети из Госуслуг/);
    await walk.step(page, /^Мухаметшина Аделина/);
    await walk.step(page, "Да, я даю согласие");
    await page.getByRole("button", { name: "К картотеке" }).click();
    // One that is left stands there itself.
    await expect(rows.nth(1)).toContainText("Мухаметшин Лев");
  });

  test("that can't be asked for hide no card", async ({ page, open }) => {
    await open((world) => {
      account.withCards(world);
      world.faults["cards.offers"] = [{ code: "CENTRAL_AWAY", data: {} }];
    });
    await account.toCards(page);
    await expect(page.getByRole("button", { name: /^Петрова Анна/ })).toBeVisible();
  });
});

test("a refused agreement sends nothing and forgets what was typed", async ({ page, open }) => {
  const core = await open(account.withCards);
  await account.toAgreement(page);
  await page.getByRole("button", { name: "Отказаться" }).click();
  await page.getByRole("button", { name: "К картотеке" }).click();
  await page.getByRole("button", { name: /Добавить ребёнка/ }).click();
  await page.getByRole("button", { name: /На ребёнка/ }).click();
  await expect(page.getByRole("textbox", { name: "Фамилия" })).toHaveText("");
  expect(callsOf(core, "cards.add")).toEqual([]);
});

test.describe("what the central API finds wrong is told at its field, and all that was typed is kept", () => {
  for (const [code, data, heading, words] of [
    ["NAME_INVALID", { field: "given", fault: "NAME_CHARACTERS" }, "Как зовут ребёнка?", "лишние знаки"],
    ["BIRTH_DATE_INVALID", { fault: "BIRTH_DATE_FUTURE" }, "Дата рождения и пол", "ещё не наступил"],
    ["POLICY_INVALID", { fault: "POLICY_CHECK_DIGIT" }, "Полис ОМС или СНИЛС", "Сверьте его с полисом"],
    ["SNILS_INVALID", { fault: "SNILS_CHECK" }, "Полис ОМС или СНИЛС", "Сверьте его со СНИЛС"],
    ["CARD_NUMBERS_MISSING", {}, "Полис ОМС или СНИЛС", "без них человека не найти"],
  ] as const) {
    test(code, async ({ page, open }) => {
      const core = await open((world) => {
        account.withCards(world);
        world.faults["cards.add"] = [{ code, data }];
      });
      await account.add(page);
      await expect(page.getByRole("heading", { name: heading })).toBeVisible();
      await expect(page.getByText(words)).toBeVisible();
      await page.getByRole("button", { name: "Назад" }).click();
      await expect(page.getByRole("button", { name: /Петрова Анна-Мария Ивановна/ })).toBeVisible();
      expect(callsOf(core, "cards.add")).toHaveLength(1);
    });
  }
});

test("a central API that was away is asked again without typing anything twice", async ({ page, open }) => {
  const core = await open((world) => {
    account.withCards(world);
    world.faults["cards.add"] = [{ code: "CENTRAL_AWAY", data: {} }];
  });
  await account.add(page);
  await page.getByRole("button", { name: "Попробовать ещё раз" }).click();
  await page.getByRole("button", { name: "Да, я даю согласие" }).click();
  await expect(page.getByRole("heading", { name: "Карточка добавлена" })).toBeVisible();
  const [first, second] = callsOf(core, "cards.add");
  expect(second).toEqual(first);
});

test("while a card is being added there is nothing to touch, and two touches add one", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    account.withCards(world);
    world.account.takes = 60_000;
  });
  await account.toAgreement(page);
  await page.getByRole("button", { name: "Да, я даю согласие" }).dblclick();
  await expect(page.getByText("Добавляем карточку и ищем прикрепления…")).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  expect(callsOf(core, "cards.add")).toHaveLength(1);
});

test("a changed card keeps the numbers that nobody typed anew", async ({ page, open }) => {
  const core = await open(account.withCards);
  await account.toChange(page);
  await page.getByRole("button", { name: /Полис и СНИЛС/ }).click();
  await page.getByRole("textbox", { name: /СНИЛС/ }).click();
  await walk.typeKeys(page, "11223344595");
  await page.getByRole("button", { name: "Дальше" }).click();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.getByText("Карточка изменена.")).toBeVisible();
  expect(callsOf(core, "cards.change")).toMatchObject([
    { cardId: "card-2", keep: ["policy", "phone"], card: { policy: null, snils: "11223344595", phone: "" } },
  ]);
});

test("a card is deleted only after a question; one that somebody else changed is shown anew", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    account.withCards(world);
    world.faults["cards.remove"] = [{ code: "CARD_CHANGED", data: {} }];
  });
  await account.toCard(page, "Петрова Анна");
  const remove = page.getByRole("button", { name: "Удалить" });
  await remove.click();
  await page.getByRole("button", { name: "Оставить" }).click();
  expect(callsOf(core, "cards.remove")).toEqual([]);
  await remove.click();
  await page.getByRole("button", { name: "Да, удалить" }).click();
  await expect(page.getByRole("heading", { name: "Карточка изменилась" })).toBeVisible();
  await page.getByRole("button", { name: "К картотеке" }).click();
  const card = page.getByRole("button", { name: /^Карточка: Петрова Анна/ });
  await card.click();
  await remove.click();
  await page.getByRole("button", { name: "Да, удалить" }).click();
  await expect(page.getByText("Карточка удалена.")).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("nobody is booked by a card that waits for reception, and the reason is told", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    account.withCards(world);
    world.account.cards = world.account.cards.filter(({ attachment }) => attachment.state === "waiting");
  });
  await account.toForWhom(page);
  await page.getByRole("button", { name: /^Мухаметшина/ }).click();
  await expect(page.getByRole("dialog", { name: "Нужна проверка в регистратуре" })).toBeVisible();
  await page.getByRole("button", { name: "Понятно" }).click();
  expect(callsOf(core, "cards.choose")).toEqual([]);
});

test("a visit of a card's person is cancelled, and one comes back to that card's visits", async ({
  page,
  open,
}) => {
  const core = await open(account.withCards);
  await account.toCards(page);
  await page.getByRole("button", { name: /^Карточка: Петрова Анна/ }).click();
  await walk.visitAt(page, "09:15").click();
  await page.getByRole("button", { name: "Отменить запись" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Отменить запись" }).click();
  await page.getByRole("button", { name: "Мои записи" }).click();
  await expect(page.getByRole("heading", { name: "Петрова Анна Ивановна" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Записи на приём" })).toHaveAttribute("aria-selected", "true");
  await expect(walk.visitAt(page, "09:15")).toHaveCount(0);
  expect(callsOf(core, "booking.cancel")).toEqual([{ visitId: "visit-1" }]);
  expect(callsOf(core, "booking.list")).toEqual([]);
});

test("back leads from each screen of the form to the one before, and from the list out", async ({
  page,
  open,
}) => {
  await open(account.withCards);
  await account.toAgreement(page);
  for (const heading of ["Всё верно?", "Телефон для связи"]) {
    await page.getByRole("button", { name: "Назад" }).click();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
});

test("nothing of a form is left for the next patient", async ({ page, open }) => {
  const core = await open(account.withCards);
  await account.typeNames(page);
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  await expect(page.getByText(/Вас долго не было/)).toBeVisible();
  await account.toCards(page);
  await expect(page.getByText("Анна-Мария")).toHaveCount(0);
});

test("home asks before a half-typed card is lost", async ({ page, open }) => {
  const core = await open(account.withCards);
  await account.typeNames(page);
  await page.getByRole("button", { name: "В начало" }).click();
  const question = page.getByRole("dialog", { name: "Выйти?" });
  await expect(question).toContainText("Карточка ещё не сохранена");
  await question.getByRole("button", { name: "Остаться" }).click();
  await expect(page.getByRole("textbox", { name: "Фамилия" })).toContainText("Петрова");
  expect(callsOf(core, "session.end")).toEqual([]);
});

test("messages are read one by one", async ({ page, open }) => {
  await open(account.withCards);
  await account.toMessages(page);
  await page.getByRole("button", { name: /Преображенского/ }).click();
  await expect(page.getByText("Приглашаем вашего ребёнка")).toHaveCount(1);
  await page.getByRole("button", { name: "Ещё" }).click();
  await expect(page.getByText(/^2 из \d/)).toBeVisible();
  await page.getByRole("button", { name: "Назад" }).click();
  await expect(page.getByRole("heading", { name: "Сообщения" })).toBeVisible();
});

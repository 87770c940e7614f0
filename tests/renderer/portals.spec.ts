import type { Page } from "@playwright/test";
import type { FakeCore } from "./fake-core.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import { expect, test } from "./with-kiosk.ts";
import type { World } from "./world.ts";

const { stepFirst, flowOf } = flows;
const shown = (page: Page, name: string | RegExp): Promise<void> =>
  expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
const inputs = (core: FakeCore, path: string): unknown[] =>
  core.calls.filter((call) => call.path === path).map(({ input }) => input);
const book = (page: Page): Promise<void> => stepFirst(page, "Записаться. Если не смогу прийти, отменю");

test.describe("what is booked at the end of each order", () => {
  const time = {
    scheduleId: "schedule-3",
    slotId: "slot-0845",
    serviceId: "service-1",
    branchId: "branch-1",
  };

  test("registratura56: nobody's phone, by the sign-in that stands last", async ({ page, open }) => {
    const core = await open(flowOf("registratura56"));
    await flows.toLastSignIn(page);
    expect(inputs(core, "booking.book")).toEqual([]);
    await walk.typeKeys(page, walk.policy + walk.birthDate);
    await stepFirst(page, "Записаться");
    await shown(page, "Вы записаны на приём!");
    expect(inputs(core, "booking.book")).toMatchObject([
      { ...time, phone: { kind: "declined" }, email: null },
    ]);
  });

  test("registratura56 where clinics want a name: by the name behind the last sign-in", async ({
    page,
    open,
  }) => {
    const change = (world: World): void => {
      world.faults["session.signIn"] = [{ code: "NAME_NEEDED", data: {} }];
    };
    const core = await open(flowOf("registratura56", change));
    await flows.toLastSignIn(page);
    await walk.typeKeys(page, walk.policy + walk.birthDate);
    await stepFirst(page, "Записаться");
    await shown(page, "Теперь фамилия и имя");
    expect(inputs(core, "booking.book")).toEqual([]);
    await flows.typeName(page);
    await stepFirst(page, "Записаться");
    await shown(page, "Вы записаны на приём!");
    expect(inputs(core, "booking.book")).toMatchObject([time]);
  });

  test("the phone and the address that were given before the agreement", async ({ page, open }) => {
    const core = await open(flows.withEmail);
    await flows.toEmail(page);
    await walk.typeKeys(page, "ivan.petrov");
    await stepFirst(page, "@yandex.ru");
    await stepFirst(page, "Дальше");
    await walk.typeKeys(page, "9105412345");
    await stepFirst(page, "Дальше");
    await stepFirst(page, "Да, я даю согласие");
    await book(page);
    await shown(page, "Вы записаны на приём!");
    expect(inputs(core, "booking.book")).toMatchObject([
      {
        ...time,
        phone: { kind: "new", digits: "9105412345" },
        email: { address: "ivan.petrov@yandex.ru", language: "ru" },
      },
    ]);
  });

  test("gosuslugi-spb: by the agreement, for a person known by name", async ({ page, open }) => {
    const core = await open(flowOf("gosuslugi-spb"));
    await flows.begin(page);
    await stepFirst(page, /Ленинский/);
    await walk.fromClinicToTime(page);
    await flows.typePerson(page);
    await stepFirst(page, "Да, я даю согласие");
    await shown(page, "Вы записаны на приём!");
    expect(inputs(core, "session.identify")).toEqual([
      {
        who: "self",
        person: { family: "Петров", given: "Иван", patronymic: "Ильич", birthDate: walk.birthDate },
      },
    ]);
    expect(inputs(core, "booking.book")).toMatchObject([{ ...time, email: null }]);
  });
});

test("a copy of the ticket is asked for when the visit is booked, and goes by a call of its own", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.info.mail = true;
  });
  await walk.toDone(page);
  await stepFirst(page, "Прислать копию талона на почту?");
  await walk.typeKeys(page, "ivan.petrov");
  await stepFirst(page, "@yandex.ru");
  await stepFirst(page, "Отправить");
  await shown(page, "Вы записаны на приём!");
  await expect(page.getByText("Копию талона отправим на почту.")).toBeVisible();
  expect(inputs(core, "booking.book")).toMatchObject([{ email: null }]);
  expect(inputs(core, "ticket.email")).toEqual([
    { visitId: "visit-1", address: "ivan.petrov@yandex.ru", language: "ru" },
  ]);
});

test("nothing of an address that was typed, or sent, is left for the next patient", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.info.mail = true;
  });
  const offer = page.getByRole("button", { name: "Прислать копию талона на почту?" });
  await walk.toDone(page);
  await offer.click();
  await walk.typeKeys(page, "gulnara");
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
  await walk.toDone(page);
  await offer.click();
  await expect(page.getByRole("textbox", { name: "Адрес электронной почты" })).not.toContainText("gulnara");
  expect(inputs(core, "ticket.email")).toEqual([]);
  await walk.typeKeys(page, "a");
  await stepFirst(page, "@mail.ru");
  await stepFirst(page, "Отправить");
  await expect(page.getByText("Копию талона отправим на почту.")).toBeVisible();
  await stepFirst(page, "Готово");
  await walk.toDone(page);
  await expect(offer).toBeVisible();
});

test.describe("a rule of the clinic", () => {
  const broken = { code: "RULE_BROKEN", data: { broken: { rule: "sameDay" } } } as const;

  test("is told as soon as the time is chosen, and back leads to the times", async ({ page, open }) => {
    const core = await open((world) => {
      world.faults["booking.check"] = [broken];
    });
    await walk.toTime(page);
    await stepFirst(page, /08:45/);
    await expect(page.getByRole("heading", { level: 1, name: "Выберите время" })).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1, name: "Нужно ваше согласие" })).toHaveCount(0);
    await stepFirst(page, "Назад");
    await shown(page, "Выберите время");
    await stepFirst(page, /09:15/);
    await shown(page, "Нужно ваше согласие");
    await expect.poll(() => inputs(core, "booking.check")).toHaveLength(2);
    expect(inputs(core, "booking.book")).toEqual([]);
  });

  test("is asked only when the person is known, where that comes after the time", async ({ page, open }) => {
    const core = await open(flowOf("gorzdrav"));
    await flows.toOtherPerson(page);
    expect(inputs(core, "booking.check")).toEqual([]);
    await flows.typePerson(page);
    await shown(page, "Телефон для связи");
    await expect.poll(() => inputs(core, "booking.check")).toHaveLength(1);
  });

  test("that the core can't ask about hinders nothing", async ({ page, open }) => {
    await open((world) => {
      world.faults["booking.check"] = [{ code: "SESSION_ENDED", data: {} }];
    });
    await walk.toTime(page);
    await stepFirst(page, /08:45/);
    await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
  });
});

test.describe("for another person", () => {
  test("the bar names whom the visit is for, and the agreement is the guardian's", async ({ page, open }) => {
    await open(flowOf("gorzdrav"));
    await flows.toPhone(page, "12042018");
    await expect(page.getByRole("banner")).toContainText(/Запись для:\s*И\.\sИ\.\sПетров/);
    await stepFirst(page, "Я не хочу указывать телефон");
    await expect(page.getByText("Согласие на обработку персональных данных ребёнка")).toBeVisible();
  });

  test("and for oneself after all: the core forgets the other one, and the name is asked anew", async ({
    page,
    open,
  }) => {
    const core = await open(flowOf("gorzdrav"));
    await flows.toPhone(page);
    for (let back = 0; back < 9; back++) await stepFirst(page, "Назад");
    await shown(page, "Кого записать к врачу?");
    await stepFirst(page, /^Себя, по району/);
    await shown(page, "Выберите район");
    await expect.poll(() => inputs(core, "session.forSelf")).toHaveLength(1);
    await expect(page.getByRole("banner")).not.toContainText("Петров");
  });

  test("a name that the core refuses is told at its field, and what was typed stays", async ({
    page,
    open,
  }) => {
    await open(
      flowOf("gorzdrav", (world) => {
        const data = { field: "given", fault: "NAME_CHARACTERS" };
        world.faults["session.identify"] = [{ code: "NAME_INVALID", data }];
      }),
    );
    await flows.toOtherPerson(page);
    await flows.typePerson(page);
    await expect(page.getByRole("textbox", { name: "Имя" })).toHaveClass(/on/);
    await expect(page.getByRole("textbox", { name: "Фамилия" })).toContainText("Петров");
  });

  test("a plugged-in keyboard types the name, Enter leads on, and the date ends the step", async ({
    page,
    open,
  }) => {
    const core = await open(flowOf("gorzdrav"));
    await flows.toOtherPerson(page);
    for (const part of ["miller-lee", "anna", ""]) {
      await page.keyboard.type(part, { delay: 60 });
      await page.keyboard.press("Enter");
    }
    await page.keyboard.type("12041950", { delay: 60 });
    await shown(page, "Телефон для связи");
    expect(inputs(core, "session.identify")).toMatchObject([
      { who: "other", person: { family: "Miller-Lee", given: "Anna", patronymic: "" } },
    ]);
  });
});

test("from one's own clinics to all others by district, and no second sign-in", async ({ page, open }) => {
  const core = await open(flowOf("gorzdrav"));
  await flows.toOwnClinics(page);
  await stepFirst(page, "Показать другие");
  await shown(page, "Выберите клинику");
  await expect(page.getByRole("heading", { level: 2, name: "Ленинский" })).toBeVisible();
  await walk.fromClinicToTime(page);
  await shown(page, "Телефон для связи");
  expect(inputs(core, "session.signIn")).toHaveLength(1);
});

test("help over a sign-in that failed gives back what was typed", async ({ page, open }) => {
  await open((world) => {
    world.faults["session.signIn"] = [{ code: "PATIENT_NOT_FOUND", data: {} }];
  });
  await walk.start(page);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await stepFirst(page, "Войти");
  await page.getByRole("dialog").getByRole("button", { name: "Помощь" }).click();
  await shown(page, "Вас не находят: что делать");
  await stepFirst(page, "Назад");
  await expect(page.getByRole("textbox", { name: "Номер полиса" })).toContainText("4056 •••• •••• 1238");
});

test("help on the first screen belongs to a session, so that it goes away by itself", async ({
  page,
  open,
}) => {
  const core = await open();
  await stepFirst(page, "Помощь");
  await shown(page, "Помощь");
  await expect.poll(() => core.session().state).toBe("open");
  await stepFirst(page, /Что взять/);
  await stepFirst(page, "Назад");
  await shown(page, "Помощь");
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
});

test("a time taken from the list of nearest ones is booked with its doctor and day", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toDoctor(page);
  await stepFirst(page, "Все ближайшие");
  await stepFirst(page, /Завтра, 08:00/);
  await stepFirst(page, "Даю согласие, без телефона");
  await shown(page, "Вы записаны на приём!");
  expect(inputs(core, "booking.book")).toMatchObject([{ scheduleId: "schedule-2", slotId: "offer-2-0800" }]);
});

test("a nearest time that goes leaves the list in place, without a flash", async ({ page, open }) => {
  const core = await open();
  await walk.toDoctor(page);
  await stepFirst(page, "Все ближайшие");
  await expect(page.getByRole("button", { name: /Сегодня, 12:30/ })).toBeVisible();
  const list = await page.getByRole("list").first().elementHandle();
  core.world.offers = core.world.offers.slice(1);
  core.push({ type: "schedule", scheduleId: "schedule-1" });
  await expect(page.getByRole("button", { name: /Сегодня, 12:30/ })).toHaveCount(0);
  expect(await list?.evaluate((element) => element.isConnected)).toBe(true);
});

test("back from a booking that failed leads to the last question", async ({ page, open }) => {
  const core = await open(
    flowOf("gorzdrav", (world) => {
      world.faults["booking.book"] = [{ code: "CENTRAL_AWAY", data: {} }];
    }),
  );
  await flows.toPromise(page);
  await book(page);
  await shown(page, /Запись сейчас не работает/);
  await stepFirst(page, "Назад");
  await shown(page, "Если планы изменятся");
  await book(page);
  await shown(page, "Вы записаны на приём!");
  expect(inputs(core, "booking.book")).toHaveLength(2);
});

test("a letter narrows a long list to the names that begin with it, and «Все» gives the list back", async ({
  page,
  open,
}) => {
  await open((world) => {
    const [one] = world.doctors;
    if (!one) throw new Error("a world without doctors");
    world.doctors = [..."АБВГДЕЖЗИК"].flatMap((letter, n) =>
      ["1", "2"].map((end) => ({ ...one, scheduleId: `schedule-${n}-${end}`, name: `${letter}лин ${end}` })),
    );
  });
  await walk.toDoctor(page);
  const keys = page.getByRole("group", { name: "Найти по первой букве" });
  await expect(keys.getByRole("button")).toHaveCount(11);
  await keys.getByRole("button", { name: "Ж" }).click();
  await expect(page.getByRole("button", { name: /лин \d/ })).toHaveCount(2);
  await keys.getByRole("button", { name: "Все" }).click();
  await expect(page.getByRole("button", { name: /Алин 1/ })).toBeVisible();
});

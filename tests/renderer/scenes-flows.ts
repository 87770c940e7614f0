import type { Page } from "@playwright/test";
import type { Doctor, Organization } from "#contract/schedules/catalog.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import { offer, type World } from "./world.ts";

const { stepFirst, flowOf } = flows;
const { choose } = walk;

const manyDoctors = (world: World): void => {
  const families =
    "Абрамова Белов Волкова Гаврилов Дорофеева Ершов Жукова Зайцев Игнатова Кириллов Лаптева Макаров Носова Осипов Панова Рябов Сафина Тихонов Ушакова Филиппов Хабирова Цветков Чернова Шарипов Щукина Юсупов Яковлева";
  const [one] = world.doctors;
  if (one === undefined) return;
  world.doctors = families.split(" ").map(
    (family, n): Doctor => ({
      ...one,
      scheduleId: `schedule-${n + 1}`,
      name: `${family} Рената Владимировна`,
      shortName: `${family} Р. В.`,
      room: String(201 + n),
    }),
  );
};

const manyOffers = (world: World): void => {
  world.offers = Array.from({ length: 20 }, (_, n) =>
    offer(
      (n % 5) + 1,
      n < 4 ? "2026-11-20" : "2026-11-23",
      `${String(8 + Math.floor(n / 3)).padStart(2, "0")}:${["00", "20", "40"][n % 3]}`,
      ["Захарова С. С.", "Кузнецов А. П.", "Морозова Е. В.", "Орлов Д. И.", "Смирнова Т. Ю."][n % 5] ?? "",
    ),
  );
};

const manyDistricts = (world: World): void => {
  const names =
    "Адмиралтейский Василеостровский Выборгский Калининский Кировский Колпинский Красногвардейский Красносельский Кронштадтский Курортный Московский Невский Петроградский Петродворцовый Приморский Пушкинский Фрунзенский Центральный";
  const [one] = world.organizations;
  if (one === undefined) return;
  world.organizations = names.split(" ").flatMap((district, n) =>
    Array.from(
      { length: (n % 5) + 1 },
      (_, clinic): Organization => ({
        ...one,
        id: `organization-${n}-${clinic}`,
        name: `Городская поликлиника № ${n * 5 + clinic + 1}`,
        district,
      }),
    ),
  );
};

/** The kiosk's own address is known. */
const atHome = (world: World): void => {
  const organization = world.organizations.find(({ name }) => name === world.info.clinic.name);
  const [branch] = world.branches;
  if (organization && branch) world.here = { organization, branch };
};

const withMail = (world: World): void => {
  world.info.mail = true;
};

const help = async (page: Page, topic: RegExp): Promise<void> => {
  await stepFirst(page, "Помощь");
  await page.getByRole("main").getByRole("listitem").first().waitFor();
  if ((await page.getByRole("button", { name: topic }).count()) === 0) await stepFirst(page, "Ещё");
  await stepFirst(page, topic);
};

const byDocument = flowOf("registratura56", (world) => {
  world.info.secondFactor = "document";
});

/** The steps that portals other than the first one have, in their states. */
export const flowScenes: readonly Scene[] = [
  {
    name: "welcome-by-name",
    words: "Введите фамилию, имя и дату рождения",
    world: flowOf("gosuslugi-spb"),
    reach: async () => undefined,
  },
  {
    name: "welcome-by-either",
    words: "Понадобится полис ОМС или фамилия, имя и дата рождения.",
    world: flowOf("gorzdrav"),
    reach: async () => undefined,
  },
  { name: "who", words: "Другого человека", world: flowOf("gorzdrav"), reach: flows.begin },
  {
    name: "way",
    words: "По району",
    world: flowOf("gorzdrav", (world) => {
      world.info.flow = world.info.flow.filter((step) => step !== "who");
    }),
    reach: flows.begin,
  },
  {
    name: "here",
    words: "Здесь, ул. Знаменская, 60",
    world: atHome,
    reach: walk.toHere,
  },
  {
    name: "here-district",
    words: "Выберите район, а в нём клинику",
    world: flowOf("gosuslugi-spb", atHome),
    reach: flows.begin,
  },
  {
    name: "here-attached",
    words: "Показать другие",
    world: flowOf("gorzdrav", atHome),
    reach: flows.toOwnPlace,
  },
  {
    name: "branch-here",
    words: "вы сейчас здесь",
    world: atHome,
    reach: async (page) => {
      await walk.toHere(page);
      await stepFirst(page, /Другой адрес этой клиники/);
    },
  },
  {
    name: "organization-everywhere",
    words: "Ленинский",
    world: flowOf("gorzdrav"),
    reach: async (page) => {
      await flows.toOwnClinics(page);
      await stepFirst(page, "Показать другие");
    },
  },
  {
    name: "organization-attached",
    words: "Показать другие",
    world: flowOf("gorzdrav"),
    reach: flows.toOwnClinics,
  },
  {
    name: "organization-not-attached",
    words: /Прикрепления к поликлинике не нашли/,
    world: flowOf("gorzdrav", (world) => {
      world.patient = { ...world.patient, attachedOrganizationIds: [] };
    }),
    reach: flows.toOwnClinics,
  },
  {
    name: "district",
    words: "вы сейчас здесь",
    world: flowOf("gosuslugi-spb"),
    reach: flows.begin,
  },
  {
    name: "district-many",
    words: "Все",
    world: flowOf("gosuslugi-spb", manyDistricts),
    reach: flows.begin,
  },
  { name: "area", words: "Виды клиник", world: flowOf("registratura56"), reach: flows.begin },
  {
    name: "doctor-many",
    words: "Абрамова Рената Владимировна",
    world: manyDoctors,
    reach: walk.toDoctor,
  },
  {
    name: "doctor-letter",
    words: "Щукина Рената Владимировна",
    world: manyDoctors,
    reach: async (page) => {
      await walk.toDoctor(page);
      // So many letters leave no room for rows beside them.
      await stepFirst(page, /^Найти по первой букве/);
      await choose(page.getByRole("button", { name: "Щ", exact: true }));
    },
  },
  {
    name: "nearest-list",
    words: "У всех врачей этой услуги",
    world: manyOffers,
    reach: async (page) => {
      await walk.toDoctor(page);
      await stepFirst(page, "Все ближайшие");
    },
  },
  {
    name: "nearest-list-empty",
    words: /Новое время открывают/,
    reach: async (page, core) => {
      await walk.toDoctor(page);
      await stepFirst(page, "Все ближайшие");
      core.world.offers = [];
      core.push({ type: "schedule", scheduleId: "schedule-1" });
    },
  },
  { name: "person", words: "Кого записать?", world: flowOf("gorzdrav"), reach: flows.toOtherPerson },
  {
    name: "person-half",
    words: "Введите имя",
    world: flowOf("gorzdrav"),
    reach: async (page) => {
      await flows.toOtherPerson(page);
      await walk.typeKeys(page, "КОНСТАНТИНОПОЛЬСКАЯ");
      await stepFirst(page, "Дальше");
      await stepFirst(page, "Дальше");
    },
  },
  {
    name: "person-date",
    words: "Такого дня нет в календаре",
    world: flowOf("gorzdrav"),
    reach: async (page) => {
      await flows.toOtherPerson(page);
      await flows.typePerson(page, "31021985");
    },
  },
  {
    name: "person-not-found",
    words: "Не нашли такого человека",
    world: flowOf("gorzdrav", (world) => {
      world.faults["session.identify"] = [{ code: "PATIENT_NOT_FOUND", data: {} }];
    }),
    reach: async (page) => {
      await flows.toOtherPerson(page);
      await flows.typePerson(page);
    },
  },
  { name: "email", words: "@yandex.ru", world: flows.withEmail, reach: flows.toEmail },
  {
    name: "email-wrong",
    words: "Адрес введён не до конца",
    world: flows.withEmail,
    reach: async (page) => {
      await flows.toEmail(page);
      await walk.typeKeys(page, "gulnara.safina");
      await stepFirst(page, "Дальше");
    },
  },
  {
    name: "email-copy",
    words: "Введите адрес, и мы пришлём талон письмом",
    world: withMail,
    reach: async (page) => {
      await walk.toDone(page);
      await stepFirst(page, "Прислать копию талона на почту?");
    },
  },
  {
    name: "done-copy-sent",
    words: "Копию талона отправим на почту.",
    world: withMail,
    reach: async (page) => {
      await walk.toDone(page);
      await stepFirst(page, "Прислать копию талона на почту?");
      await walk.typeKeys(page, "ivan.petrov");
      await stepFirst(page, "@yandex.ru");
      await stepFirst(page, "Отправить");
    },
  },
  {
    name: "phone-many",
    words: "+7 ••• •••-90-22",
    world: (world) => {
      world.patient = {
        ...world.patient,
        phones: ["41-07", "90-22", "13-13", "55-80", "00-01"].map((end, index) => ({
          index,
          masked: `+7 ••• •••-${end}`,
        })),
      };
    },
    reach: walk.toPhone,
  },
  {
    name: "phone-none-known",
    words: "Дальше",
    world: flowOf("gorzdrav"),
    reach: (page) => flows.toPhone(page),
  },
  {
    name: "consent-by-name",
    words: "Да, я даю согласие",
    world: flowOf("registratura56"),
    reach: async (page) => {
      await flows.begin(page);
      await stepFirst(page, /Ленинский/);
      await walk.fromClinicToTime(page);
    },
  },
  {
    name: "consent-child",
    words: /законный представитель/,
    world: flowOf("gorzdrav"),
    reach: async (page) => {
      await flows.toPhone(page, "12042018");
      await stepFirst(page, "Я не хочу указывать телефон");
    },
  },
  { name: "promise", words: "Если планы изменятся", world: flowOf("gorzdrav"), reach: flows.toPromise },
  {
    name: "sign-in-last",
    words: "Записаться",
    world: flowOf("registratura56"),
    reach: (page) => flows.toLastSignIn(page),
  },
  {
    name: "sign-in-document",
    words: "Номер документа без серии",
    world: byDocument,
    reach: async (page) => {
      await flows.toLastSignIn(page);
      await walk.typeKeys(page, walk.policy);
    },
  },
  {
    name: "sign-in-document-wrong",
    words: "Номер введён не до конца",
    world: byDocument,
    reach: async (page) => {
      await flows.toLastSignIn(page);
      await walk.typeKeys(page, `${walk.policy}12`);
      await stepFirst(page, "Записаться");
    },
  },
  {
    name: "check-wait",
    words: "Проверяем, можно ли записаться…",
    world: (world) => {
      world.checkTakes = 60_000;
    },
    reach: async (page) => {
      await walk.toTime(page);
      await stepFirst(page, /08:45/);
    },
  },
  { name: "help", words: "Что вас интересует?", reach: (page) => stepFirst(page, "Помощь") },
  { name: "help-attach", words: /СНИЛС/, reach: (page) => help(page, /Как прикрепиться/) },
  { name: "help-change", words: /раз в год/, reach: (page) => help(page, /Как сменить/) },
  { name: "help-bring", words: /Направление/, reach: (page) => help(page, /Что взять/) },
  { name: "help-cancel", words: /хотя бы за 24/, reach: (page) => help(page, /Как отменить/) },
  { name: "help-not-found", words: /опечатке/, reach: (page) => help(page, /Вас не находят/) },
  { name: "help-emergency", words: /103 или 112/, reach: (page) => help(page, /срочная помощь/) },
];

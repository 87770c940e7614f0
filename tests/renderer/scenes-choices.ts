import type { Doctor, Organization } from "#contract/schedules/catalog.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import type { World } from "./world.ts";
import { offer } from "./world-lists.ts";

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

/** How portals begin, and their lists of clinics, districts, doctors and nearest times. */
export const choiceScenes: readonly Scene[] = [
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
];

import type { Page } from "@playwright/test";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import type { World } from "./world.ts";

const { stepFirst, flowOf } = flows;

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

/** Whom the visit is for, and what is asked between its time and the booking, in the portals that ask it; help. */
export const flowScenes: readonly Scene[] = [
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

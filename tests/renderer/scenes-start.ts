import type { Page } from "@playwright/test";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";
import { now } from "./world-lists.ts";

const stay = async (): Promise<void> => undefined;
const { choose, step } = walk;
const central =
  (state: World["info"]["central"]) =>
  (world: World): void => {
    world.info.central = state;
  };
const notFound = (world: World): void => {
  world.faults["session.signIn"] = [{ code: "PATIENT_NOT_FOUND", data: {} }];
};
const nameNeeded = (world: World): void => {
  world.faults["session.signIn"] = [{ code: "NAME_NEEDED", data: {} }];
};
const enter = async (page: Page): Promise<void> => {
  await walk.start(page);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await step(page, "Войти");
};

/** The first screen and signing in. */
export const startScenes: readonly Scene[] = [
  { name: "welcome", words: "Как это работает", reach: stay },
  {
    name: "welcome-english",
    words: "How it works",
    reach: (page) => step(page, "English"),
  },
  {
    name: "welcome-demo",
    words: "Попробуйте войти как выдуманный пациент:",
    reach: (page) => step(page, "Демо"),
    unchosen: true,
  },
  {
    name: "under-service",
    words: "Инфомат на обслуживании",
    world: (world) => {
      world.info.service = "closed";
    },
    reach: stay,
  },
  {
    name: "modes",
    words: "Как вам удобнее?",
    reach: (page) => step(page, "Настроить экран"),
  },
  {
    name: "welcome-loading",
    words: "120 из 540",
    world: central({ state: "never", reachable: true, progress: { stage: "slots", done: 120, total: 540 } }),
    reach: stay,
  },
  {
    name: "welcome-unreachable",
    words: /Нет связи с центром записи/,
    world: central({ state: "never", reachable: false, progress: null }),
    reach: stay,
  },
  {
    name: "welcome-booking-closed",
    words: "Запись здесь временно закрыта.",
    world: (world) => {
      world.info.booking = "closed";
    },
    reach: stay,
  },
  {
    name: "welcome-stale",
    words: /расписание на 10:24/,
    world: central({ state: "stale", since: now }),
    reach: stay,
  },
  {
    name: "welcome-ended",
    words: /Вас долго не было/,
    reach: async (page, core) => {
      await walk.signIn(page);
      core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
    },
  },
  { name: "sign-in", words: "Дата рождения", reach: walk.start },
  {
    name: "sign-in-half",
    words: "Дата рождения",
    reach: async (page) => {
      await walk.start(page);
      await walk.typeKeys(page, "5512792008");
    },
  },
  {
    name: "sign-in-covered",
    words: "Показать",
    reach: async (page) => {
      await walk.start(page);
      await walk.typeKeys(page, walk.policy + walk.birthDate);
    },
  },
  {
    name: "sign-in-wrong",
    words: "Такого дня нет в календаре",
    reach: async (page) => {
      await walk.start(page);
      await walk.typeKeys(page, "4056410842001237");
      await choose(page.getByRole("textbox", { name: "Дата рождения" }));
      await walk.typeKeys(page, "31021985");
    },
  },
  {
    name: "sign-in-old-letters",
    words: "АБВГ".charAt(0),
    reach: async (page) => {
      await walk.start(page);
      await choose(page.getByRole("radio", { name: "Старый полис с серией" }));
      await walk.typeKeys(page, "40");
      await step(page, "АБВ");
    },
  },
  {
    name: "sign-in-old-wrong",
    words: "Введите номер полиса",
    reach: async (page) => {
      await walk.start(page);
      await choose(page.getByRole("radio", { name: "Старый полис с серией" }));
      await choose(page.getByRole("textbox", { name: "Дата рождения" }));
      await walk.typeKeys(page, "31021985");
      await step(page, "Войти");
    },
  },
  {
    name: "sign-in-scan-foreign",
    words: /Это не код полиса/,
    reach: async (page, core) => {
      await walk.start(page);
      core.push({ type: "scanner", scan: { kind: "fault", fault: "SCAN_FOREIGN" } });
    },
  },
  { name: "sign-in-name", words: "Теперь фамилия и имя", world: nameNeeded, reach: enter },
  {
    name: "sign-in-name-whole",
    words: "Отчество, если есть",
    world: nameNeeded,
    reach: async (page) => {
      await enter(page);
      await walk.typeKeys(page, "КОНСТАНТИНОПОЛЬСКАЯ");
      await step(page, "Дальше");
      await walk.typeKeys(page, "АЛЕКСАНДРА");
      await step(page, "Дальше");
    },
  },
  { name: "sign-in-not-found", words: "Не нашли вас по этим данным", world: notFound, reach: enter },
  {
    name: "sign-in-too-many",
    words: "Слишком много попыток",
    world: (world) => {
      world.faults["session.signIn"] = [{ code: "TOO_MANY_TRIES", data: { minutes: 42 } }];
    },
    reach: enter,
  },
];

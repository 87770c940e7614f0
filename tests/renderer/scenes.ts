import type { Page } from "@playwright/test";
import type { Scene } from "./scene.ts";
import { cabinetScenes } from "./scenes-cabinet.ts";
import { flowScenes } from "./scenes-flows.ts";
import { ruleScenes } from "./scenes-rules.ts";
import * as walk from "./walk.ts";
import { now, offer, times, type World } from "./world.ts";

export const sizes = [
  { width: 1080, height: 1920 },
  { width: 1280, height: 1024 },
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
] as const;

const stay = async (): Promise<void> => undefined;
const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).click();
const failsWith =
  (code: World["faults"][string][number]["code"], data = {}) =>
  (world: World): void => {
    world.faults["booking.book"] = [{ code, data }];
  };
const central =
  (state: World["info"]["central"]) =>
  (world: World): void => {
    world.info.central = state;
  };
const notFound = (world: World): void => {
  world.faults["session.signIn"] = [{ code: "PATIENT_NOT_FOUND", data: {} }];
};
const enter = async (page: Page): Promise<void> => {
  await walk.start(page);
  await walk.typeKeys(page, walk.policy + walk.birthDate);
  await press(page, "Войти");
};

const usualScenes: readonly Scene[] = [
  { name: "welcome", words: "Как это работает", reach: stay },
  {
    name: "welcome-english",
    words: "How it works",
    reach: (page) => press(page, "English"),
  },
  {
    name: "welcome-demo",
    words: "Попробуйте войти как выдуманный пациент:",
    reach: (page) => press(page, "Демо"),
    tool: true,
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
    reach: (page) => press(page, "Удобство"),
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
    words: /Расписание на 10:24/,
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
    name: "sign-in-wrong",
    words: "Такого дня нет в календаре",
    reach: async (page) => {
      await walk.start(page);
      await walk.typeKeys(page, "4056410842001237");
      await page.getByRole("textbox", { name: "Дата рождения" }).click();
      await walk.typeKeys(page, "31021985");
    },
  },
  {
    name: "sign-in-old-letters",
    words: "АБВГ".charAt(0),
    reach: async (page) => {
      await walk.start(page);
      await page.getByRole("radio", { name: "Полис старого образца" }).click();
      await walk.typeKeys(page, "40");
      await press(page, "АБВ");
    },
  },
  {
    name: "sign-in-old-wrong",
    words: "Введите номер полиса",
    reach: async (page) => {
      await walk.start(page);
      await page.getByRole("radio", { name: "Полис старого образца" }).click();
      await page.getByRole("textbox", { name: "Дата рождения" }).click();
      await walk.typeKeys(page, "31021985");
      await press(page, "Войти");
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
  { name: "sign-in-not-found", words: "Не нашли вас по этим данным", world: notFound, reach: enter },
  {
    name: "sign-in-too-many",
    words: "Слишком много попыток",
    world: (world) => {
      world.faults["session.signIn"] = [{ code: "TOO_MANY_TRIES", data: { minutes: 42 } }];
    },
    reach: enter,
  },
  { name: "organization", words: "вы прикреплены", reach: walk.signIn },
  {
    name: "organization-stale",
    words: /Расписание на 10:24/,
    reach: async (page, core) => {
      await walk.signIn(page);
      core.push({ type: "central", central: { state: "stale", since: now } });
    },
  },
  {
    name: "organization-empty",
    words: "Сейчас ни в одну клинику нельзя записаться.",
    world: (world) => {
      world.organizations = [];
    },
    reach: walk.signIn,
  },
  { name: "branch", words: "Отделение на Правом берегу", reach: walk.toBranch },
  { name: "service", words: "нужно направление", reach: walk.toService },
  { name: "doctor", words: "отпуск до 4 декабря", reach: walk.toDoctor },
  { name: "date", words: "Ноябрь — декабрь 2026", reach: walk.toDate },
  {
    name: "nothing-free-doctor",
    words: /свободного времени нет/,
    world: (world) => {
      world.nearestDay = null;
    },
    reach: walk.toDate,
  },
  {
    name: "nothing-free-service",
    words: "На эту услугу нет свободного времени",
    world: (world) => {
      world.offers = [];
      world.doctors = world.doctors.map((doctor) => ({ ...doctor, nearest: null }));
    },
    reach: walk.toDoctor,
  },
  { name: "time", words: "Утро", reach: walk.toTime },
  {
    name: "time-many",
    words: /1 из \d/,
    world: (world) => {
      world.times = times(48);
    },
    reach: walk.toTime,
  },
  { name: "consent", words: "Да, я даю согласие", reach: walk.toConsent },
  {
    name: "refused",
    words: "Хорошо, мы не будем вас записывать",
    reach: async (page) => {
      await walk.toConsent(page);
      await press(page, "Отказаться");
    },
  },
  {
    name: "phone",
    words: "+7 ••• •••-41-07",
    reach: async (page) => {
      await walk.toPhone(page);
      await walk.typeKeys(page, "91054");
    },
  },
  {
    name: "booking",
    words: "Записываем вас…",
    world: (world) => {
      world.bookingTakes = 60_000;
    },
    reach: walk.book,
  },
  {
    name: "slot-taken",
    words: "Время 08:45 только что заняли",
    world: failsWith("SLOT_TAKEN", {
      nearest: [
        offer(3, "2026-11-23", "09:15", "Морозова Е. В."),
        offer(3, "2026-11-23", "10:30", "Морозова Е. В."),
        offer(1, "2026-11-24", "08:00", "Захарова С. С."),
      ],
    }),
    reach: walk.book,
  },
  {
    name: "booking-unknown",
    words: "Записать не удалось",
    world: failsWith("BOOKING_UNKNOWN", { key: "k" }),
    reach: walk.book,
  },
  {
    name: "booking-refused",
    words: "Записать не получилось",
    world: failsWith("BOOKING_REFUSED"),
    reach: walk.book,
  },
  {
    name: "booking-closed",
    words: "Запись здесь временно закрыта",
    world: failsWith("BOOKING_CLOSED"),
    reach: walk.book,
  },
  {
    name: "booking-away",
    words: "Вы не записаны. Выбранное время сохранилось, можно попробовать ещё раз.",
    world: failsWith("CENTRAL_AWAY"),
    reach: walk.book,
  },
  { name: "done", words: "Вы записаны на приём!", reach: walk.toDone },
  {
    name: "done-printed",
    words: /Талон напечатан/,
    reach: async (page) => {
      await walk.toDone(page);
      await press(page, "Печать талона");
    },
  },
  {
    name: "done-paper-out",
    words: /В принтере кончилась бумага/,
    world: (world) => {
      world.faults["ticket.print"] = [{ code: "PRINTER_NOT_READY", data: { status: "paperOut" } }];
    },
    reach: async (page) => {
      await walk.toDone(page);
      await press(page, "Печать талона");
    },
  },
  { name: "visits", words: "Мои записи", reach: walk.toVisits },
  {
    name: "visits-none",
    words: "Записей на ближайшие дни нет.",
    world: (world) => {
      world.visits = [];
    },
    reach: walk.toVisits,
  },
  {
    name: "visits-away",
    words: "Попробовать ещё раз",
    world: (world) => {
      world.faults["booking.list"] = [{ code: "CENTRAL_AWAY", data: {} }];
    },
    reach: walk.toVisits,
  },
  {
    name: "visits-many",
    words: /1 из \d/,
    world: (world) => {
      const [visit] = world.visits;
      if (visit)
        world.visits = Array.from({ length: 14 }, (_, n) => ({
          ...visit,
          visitId: `visit-${n}`,
          date: `2026-12-${String(n + 1).padStart(2, "0")}`,
        }));
    },
    reach: walk.toVisits,
  },
  { name: "visit", words: "Отменить запись", reach: walk.toVisit },
  {
    name: "visit-printed",
    words: /Талон напечатан/,
    reach: async (page) => {
      await walk.toVisits(page);
      await press(page, "Талон: понедельник, 23 ноября, 09:15");
    },
  },
  {
    name: "visit-cancel-late",
    words: /не позднее чем за сутки/,
    world: (world) => {
      const [visit] = world.visits;
      if (visit) world.visits = [{ ...visit, date: "2026-11-21", time: "09:15" }];
    },
    reach: async (page) => {
      await walk.toVisits(page);
      await walk.visitAt(page, "09:15").click();
      await press(page, "Отменить запись");
    },
  },
  {
    name: "visit-in-doubt",
    words: /ещё уточняется/,
    reach: async (page) => {
      await walk.toVisits(page);
      await walk.visitAt(page, "10:00").click();
    },
  },
  {
    name: "visit-cancel-question",
    words: "Отменить запись?",
    reach: async (page) => {
      await walk.toVisit(page);
      await press(page, "Отменить запись");
    },
  },
  { name: "visit-cancelled", words: "Запись отменена", reach: walk.cancel },
  {
    name: "visit-cancel-unknown",
    words: "Не удалось узнать, отменена ли запись",
    world: (world) => {
      world.faults["booking.cancel"] = [{ code: "CHANGE_UNKNOWN", data: { key: "k" } }];
    },
    reach: walk.cancel,
  },
  { name: "visit-move-question", words: "Перенести запись?", reach: walk.toMove },
  {
    name: "visit-moved",
    words: "Запись перенесена!",
    reach: async (page) => {
      await walk.toMove(page);
      await press(page, "Перенести");
    },
  },
  {
    name: "visit-move-unknown",
    words: "Перенести не удалось",
    world: (world) => {
      world.faults["booking.move"] = [{ code: "CHANGE_UNKNOWN", data: { key: "k" } }];
    },
    reach: async (page) => {
      await walk.toMove(page);
      await press(page, "Перенести");
    },
  },
  {
    name: "done-asked",
    words: "У принтера открылась крышка. Талон напечатался?",
    world: (world) => {
      world.faults["ticket.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "coverOpen" } }];
    },
    reach: async (page) => {
      await walk.toDone(page);
      await press(page, "Печать талона");
    },
  },
  {
    name: "done-denied",
    words: /на нём будет пометка «КОПИЯ»/,
    world: (world) => {
      world.faults["ticket.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "ready" } }];
    },
    reach: async (page) => {
      await walk.toDone(page);
      await press(page, "Печать талона");
      await press(page, "Нет");
    },
  },
  {
    name: "leave",
    words: "Закончить и выйти?",
    reach: async (page) => {
      await walk.toTime(page);
      await press(page, "В начало");
    },
  },
  {
    name: "expiring",
    words: "Вы ещё здесь?",
    reach: async (page, core) => {
      await walk.toTime(page);
      core.push({
        type: "session",
        session: {
          state: "expiring",
          id: "session-1",
          patient: core.world.patient,
          seconds: 20,
          reason: "idle",
        },
      });
    },
  },
  {
    name: "core-away",
    words: "Инфомат перезапускается",
    reach: async (page, core) => {
      await walk.signIn(page);
      await core.close();
    },
  },
];

export const scenes: readonly Scene[] = [...usualScenes, ...flowScenes, ...ruleScenes, ...cabinetScenes];

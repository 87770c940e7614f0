import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";

const { choose, step } = walk;

/** The patient's visits, and what ends a session. */
export const visitScenes: readonly Scene[] = [
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
      await step(page, "Талон: понедельник, 23 ноября, 09:15");
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
      await walk.signInForVisits(page);
      await step(page, "Отменить запись");
    },
  },
  {
    name: "visit-in-doubt",
    words: /ещё уточняется/,
    reach: async (page) => {
      await walk.toVisits(page);
      await choose(walk.visitAt(page, "10:00"));
    },
  },
  {
    name: "visit-cancel-question",
    words: "Отменить запись?",
    reach: async (page) => {
      await walk.toVisit(page);
      await step(page, "Отменить запись");
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
    reach: walk.move,
  },
  {
    name: "visit-move-unknown",
    words: "Перенести не удалось",
    world: (world) => {
      world.faults["booking.move"] = [{ code: "CHANGE_UNKNOWN", data: { key: "k" } }];
    },
    reach: walk.move,
  },
  {
    name: "done-asked",
    words: "У принтера открылась крышка. Талон напечатался?",
    world: (world) => {
      world.faults["ticket.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "coverOpen" } }];
    },
    reach: walk.print,
  },
  {
    name: "done-denied",
    words: /на нём будет пометка «КОПИЯ»/,
    world: (world) => {
      world.faults["ticket.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "ready" } }];
    },
    reach: async (page) => {
      await walk.print(page);
      await step(page, "Нет");
    },
  },
  {
    name: "leave",
    words: "Выйти?",
    reach: async (page) => {
      await walk.toTime(page);
      await step(page, "В начало");
    },
  },
  {
    name: "expiring",
    words: "Вы ещё здесь?",
    reach: async (page, core) => {
      await walk.toTime(page);
      walk.expire(core);
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

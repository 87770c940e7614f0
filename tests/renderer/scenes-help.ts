import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import { toHelp, toHelped } from "./walk-staff.ts";

const { choose, step, typeKeys } = walk;

/** Staff help a patient: the reason, and the patients' screens with the powers of staff. */
export const helpScenes: readonly Scene[] = [
  { name: "staff-help", words: "Своими словами", reach: toHelp },
  {
    name: "staff-help-no-times",
    words: /этот центр записи не передаёт/,
    world: (world) => {
      world.info.lacks = ["receptionTimes", "moves"];
    },
    reach: toHelp,
  },
  {
    name: "staff-help-closed",
    words: /сначала откройте его/,
    world: (world) => {
      world.faults["staff.help.start"] = [{ code: "KIOSK_CLOSED", data: {} }];
    },
    reach: async (page) => {
      await toHelp(page);
      await step(page, "Просил врач");
    },
  },
  {
    name: "staff-help-own",
    words: "Без имён, телефонов и номеров полисов: до 60 знаков.",
    reach: async (page) => {
      await toHelp(page);
      await step(page, "Своими словами");
      await typeKeys(page, "Направление на бумаге");
    },
  },
  { name: "helped-welcome", words: /Помогает: Анна/, reach: toHelped },
  {
    name: "helped-time",
    words: "Закончить помощь",
    reach: async (page) => {
      await toHelped(page);
      await walk.toDoctor(page);
      // The banner has taken room of the list: it stands still before it is pressed.
      await page.getByRole("button", { name: /Морозова Елена Викторовна/ }).click();
      await step(page, /^понедельник, 23 ноября(?!,)/);
      await page.getByRole("heading", { name: "Выберите время" }).waitFor();
    },
  },
  {
    name: "helped-visit",
    words: /обычно меняет регистратура/,
    world: (world) => {
      const [visit] = world.visits;
      if (visit) world.visits = [{ ...visit, status: "arrived", change: "open" }];
    },
    reach: async (page) => {
      await toHelped(page);
      await walk.signInForVisits(page);
    },
  },
  {
    name: "helped-unrecorded",
    words: "Журнал действий не пишется",
    world: (world) => {
      const [visit] = world.visits;
      if (visit) world.visits = [visit];
      world.faults["booking.cancel"] = [{ code: "STAFF_UNRECORDED", data: {} }];
    },
    reach: async (page) => {
      await toHelped(page);
      await walk.signInForVisits(page);
      await step(page, "Отменить запись");
      await choose(page.getByRole("dialog").getByRole("button", { name: "Отменить запись" }));
    },
  },
];

import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";
import { now, offer, times } from "./world-lists.ts";

const { step } = walk;
const failsWith =
  (code: World["faults"][string][number]["code"], data = {}) =>
  (world: World): void => {
    world.faults["booking.book"] = [{ code, data }];
  };

/** From the list of clinics to the ticket. */
export const bookingScenes: readonly Scene[] = [
  { name: "organization", words: "вы прикреплены", reach: walk.signIn },
  {
    name: "organization-stale",
    words: /расписание на 10:24/,
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
  { name: "doctor", words: "Захарова Софья Сергеевна", reach: walk.toDoctor },
  {
    name: "doctor-unfolded",
    words: /отпуск до 4/,
    reach: async (page) => {
      await walk.toDoctor(page);
      await walk.unfold(page);
    },
  },
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
    words: "Показать занятые",
    world: (world) => {
      world.times = times(48);
    },
    reach: walk.toTime,
  },
  { name: "consent", words: "Даю согласие, телефон …41-07", reach: walk.toConsent },
  {
    name: "consent-no-phone",
    words: "Даю согласие и укажу телефон",
    world: (world) => {
      world.patient = { ...world.patient, phones: [] };
    },
    reach: walk.toConsent,
  },
  {
    name: "consent-lost",
    words: "Пока вы читали, это время заняли",
    world: (world) => {
      world.lostTo = [
        offer(1, "2026-11-20", "12:30", "Захарова С. С."),
        offer(1, "2026-11-23", "09:15", "Захарова С. С."),
        offer(3, "2026-11-23", "10:30", "Константинопольская-Морозова Е. В."),
        offer(2, "2026-11-24", "08:00", "Кузнецов А. П."),
      ];
    },
    reach: walk.toConsent,
  },
  {
    name: "refused",
    words: "Вы не дали согласия, записи нет",
    reach: async (page) => {
      await walk.toConsent(page);
      await step(page, "Отказаться");
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
    words: "Вы не записаны, выбор сохранён. Можно попробовать ещё раз.",
    world: failsWith("CENTRAL_AWAY"),
    reach: walk.book,
  },
  { name: "done", words: "Вы записаны на приём!", reach: walk.toDone },
  {
    name: "done-printed",
    words: /Талон напечатан/,
    reach: walk.print,
  },
  {
    name: "done-paper-out",
    words: /В принтере кончилась бумага/,
    world: (world) => {
      world.faults["ticket.print"] = [{ code: "PRINTER_NOT_READY", data: { status: "paperOut" } }];
    },
    reach: walk.print,
  },
];

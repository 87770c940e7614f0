import type { Scene } from "./scene.ts";
import { choose, step, typeKeys } from "./walk.ts";
import { enterPin, toCards, toKiosk, toPad, toReview, toStaffHome, toTickets, toWork } from "./walk-staff.ts";
import type { World } from "./world.ts";

const refusing =
  (code: "STAFF_UNKNOWN" | "TOO_MANY_TRIES" | "STAFF_UNRECORDED" | "STAFF_PATIENT_HERE", data = {}) =>
  (world: World): void => {
    world.faults["staff.session.signIn"] = [{ code, data }];
  };

/** What the people at the counter see. */
export const staffScenes: readonly Scene[] = [
  { name: "staff-pin", words: "Вход для сотрудников", reach: toPad },
  {
    name: "staff-pin-unknown",
    words: "Такого PIN-кода или карты нет",
    world: refusing("STAFF_UNKNOWN"),
    reach: async (page) => {
      await toPad(page);
      await enterPin(page);
    },
  },
  {
    name: "staff-pin-too-many",
    words: "Слишком много попыток",
    world: refusing("TOO_MANY_TRIES", { minutes: 42 }),
    reach: async (page) => {
      await toPad(page);
      await enterPin(page);
    },
  },
  {
    name: "staff-pin-unrecorded",
    words: "Журнал действий не пишется",
    world: refusing("STAFF_UNRECORDED"),
    reach: async (page) => {
      await toPad(page);
      await enterPin(page);
    },
  },
  { name: "staff-home", words: "Принтер готов", reach: toStaffHome },
  {
    name: "staff-home-troubled",
    words: "У принтера заело нож",
    world: (world) => {
      world.info.central = { state: "stale", since: world.now };
      world.info.booking = "closed";
      world.info.printer = "cutter";
      world.info.service = "closed";
    },
    reach: toStaffHome,
  },
  { name: "staff-tickets", words: "Константинопольская", reach: toTickets },
  {
    name: "staff-tickets-none",
    words: /талонов не печатали/,
    world: (world) => {
      world.staff.tickets = [];
    },
    reach: toTickets,
  },
  {
    name: "staff-tickets-many",
    words: /1 из \d/,
    world: (world) => {
      const [entry] = world.staff.tickets;
      if (entry)
        world.staff.tickets = Array.from({ length: 24 }, (_, n) => ({
          ...entry,
          ticket: { ...entry.ticket, visitId: `visit-${n}`, number: `00300${10 + n}` },
        }));
    },
    reach: toTickets,
  },
  {
    name: "staff-number",
    words: "Номер стоит вверху талона.",
    reach: async (page) => {
      await toTickets(page);
      await step(page, "По номеру");
      await typeKeys(page, "0030002");
    },
  },
  {
    name: "staff-number-none",
    words: "Талон не найден",
    reach: async (page) => {
      await toTickets(page);
      await step(page, "По номеру");
      await typeKeys(page, "77");
      await step(page, "Найти");
    },
  },
  {
    name: "staff-found",
    words: "Найденные талоны",
    reach: async (page, core) => {
      await toTickets(page);
      core.push({
        type: "scanner",
        scan: { kind: "policy", number: "4056410842001238", birthDate: "1985-03-07" },
      });
    },
  },
  {
    name: "staff-ticket",
    words: "Печать копии",
    reach: async (page) => {
      await toTickets(page);
      await step(page, /Константинопольская/);
      await page.getByRole("img", { name: /Константинопольская/ }).waitFor();
    },
  },
  {
    name: "staff-ticket-asked",
    words: "Да, вышла",
    world: (world) => {
      world.faults["staff.tickets.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "coverOpen" } }];
    },
    reach: async (page) => {
      await toTickets(page);
      await step(page, /Константинопольская/);
      await step(page, "Печать копии");
    },
  },
  {
    name: "staff-ticket-failed",
    words: /Копия не напечаталась/,
    world: (world) => {
      world.info.printer = "paperOut";
      world.faults["staff.tickets.print"] = [{ code: "PRINTER_NOT_READY", data: { status: "paperOut" } }];
    },
    reach: async (page) => {
      await toTickets(page);
      await step(page, /Константинопольская/);
      await step(page, "Печать копии");
    },
  },
  { name: "staff-kiosk", words: /с тех пор 212 талонов/, reach: toKiosk },
  {
    name: "staff-kiosk-troubled",
    words: /свободно/,
    world: (world) => {
      world.staff.kiosk = {
        ...world.staff.kiosk,
        service: "closed",
        central: { state: "stale", age: 5400, clockAhead: -740 },
        booking: "closed",
        printer: "paperOut",
        printQueue: 2,
        roll: null,
        scanner: "away",
        disk: { free: 31_000_000, total: 64_000_000_000, low: true },
        unsettled: 1,
        toSettle: 3,
      };
    },
    reach: toKiosk,
  },
  { name: "staff-work", words: "Пробный талон", reach: toWork },
  {
    name: "staff-work-failed",
    words: /Пробный талон не напечатан/,
    world: (world) => {
      world.info.service = "closed";
      world.faults["staff.kiosk.testPrint"] = [{ code: "PRINTER_NOT_READY", data: { status: "paperOut" } }];
    },
    reach: async (page) => {
      await toWork(page);
      await step(page, "Пробный талон");
      await page.getByText(/Пробный талон не напечатан/).waitFor();
    },
  },
  {
    name: "staff-work-leave",
    words: "Выйти в систему?",
    reach: async (page) => {
      await toWork(page);
      await step(page, "Выйти в систему");
    },
  },
  {
    name: "staff-events",
    words: /sync\.pull-failed/,
    world: (world) => {
      const [first] = world.staff.events;
      if (first)
        world.staff.events.push(
          ...Array.from({ length: 24 }, (_, n) => ({ ...first, at: first.at - n * 60_000 })),
        );
    },
    reach: async (page) => {
      await toWork(page);
      await step(page, "Журнал событий");
    },
  },
  {
    name: "staff-events-none",
    words: "Предупреждений и ошибок нет.",
    world: (world) => {
      world.staff.events = [];
    },
    reach: async (page) => {
      await toWork(page);
      await step(page, "Журнал событий");
    },
  },
  { name: "staff-cards", words: /карта есть/, reach: toCards },
  {
    name: "staff-card",
    words: "Карта записана. Прежняя больше не действует.",
    reach: async (page) => {
      await toCards(page);
      await step(page, /Константинопольская/);
      await step(page, "Записать карту");
    },
  },
  {
    name: "staff-card-failed",
    words: /Это не карта сотрудника/,
    world: (world) => {
      world.faults["staff.cards.enroll"] = [{ code: "CARD_NOT_TAKEN", data: { fault: "noCard" } }];
    },
    reach: async (page) => {
      await toCards(page);
      await step(page, /Анна Викторовна/);
      await step(page, "Записать карту");
    },
  },
  { name: "staff-review", words: "пациент мог не увидеть", reach: toReview },
  {
    name: "staff-review-none",
    words: "Разбирать нечего.",
    world: (world) => {
      world.staff.review = [];
    },
    reach: toReview,
  },
  {
    name: "staff-entry",
    words: /запись действует/,
    reach: async (page) => {
      await toReview(page);
      await choose(page.locator("button.row").first());
    },
  },
  {
    name: "staff-entry-unreadable",
    words: /узнать не удалось/,
    world: (world) => {
      world.staff.now = { state: "unknown" };
    },
    reach: async (page) => {
      await toReview(page);
      await choose(page.locator("button.row").last());
    },
  },
];

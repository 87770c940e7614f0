import type { Scene } from "./scene.ts";
import { enterPin, toPad, toStaffHome } from "./walk-staff.ts";
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
];

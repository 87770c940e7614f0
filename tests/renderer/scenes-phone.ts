import type { Page } from "@playwright/test";
import type { KioskErrorCode } from "#contract/errors.ts";
import { type PresetName, presets } from "#contract/flow/presets.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import * as flows from "./walk-flows.ts";
import type { World } from "./world.ts";

const withPhone =
  (change: (world: World) => void = () => undefined) =>
  (world: World): void => {
    world.info.signInMethods = ["gosuslugi", "policy"];
    change(world);
  };
const endsWith = (code: KioskErrorCode) =>
  withPhone((world) => {
    world.phoneOutcome = code;
  });
const begin = (page: Page): Promise<void> => walk.step(page, "Записаться к врачу");
const beside = (preset: PresetName) =>
  withPhone((world) => {
    world.info.signInMethods = ["policy", "gosuslugi"];
    world.info.flow = [...presets[preset]];
  });
async function toPerson(page: Page): Promise<void> {
  await flows.begin(page);
  await flows.stepFirst(page, /Ленинский/);
  await walk.fromClinicToTime(page);
  await page.getByRole("heading", { name: "Кто придёт на приём?" }).waitFor();
}
const stay = async (): Promise<void> => undefined;

/** Signing in on one's own phone, and how that can end. */
export const phoneScenes: readonly Scene[] = [
  { name: "welcome-phone", words: "Понадобится телефон с Госуслугами", world: withPhone(), reach: stay },
  { name: "phone-code", words: "Код действует ещё", world: withPhone(), reach: begin },
  {
    name: "phone-help",
    words: "Как войти через Госуслуги",
    world: withPhone(),
    reach: async (page) => {
      await begin(page);
      // The first screen has such a key, too.
      await page.getByRole("heading", { name: "Войдите через Госуслуги" }).waitFor();
      await walk.step(page, "Помощь");
    },
  },
  {
    name: "phone-code-typed",
    words: "Код действует ещё",
    world: withPhone((world) => {
      world.phoneGrant = {
        ...world.phoneGrant,
        ...{ qr: null, number: null },
        address: "https://identity.health.region.example/realms/patients/device",
      };
    }),
    reach: begin,
  },
  {
    name: "phone-code-last",
    words: "Последний шаг: Госуслуги",
    world: withPhone((world) => {
      world.info.flow = [...presets.registratura56];
    }),
    reach: (page) => flows.toLastSignIn(page, "Последний шаг: Госуслуги"),
  },
  {
    name: "phone-beside",
    words: "Через Госуслуги",
    world: withPhone((world) => {
      world.info.signInMethods = ["policy", "gosuslugi"];
      world.info.flow = [...presets.registratura56];
    }),
    reach: (page) => flows.toLastSignIn(page),
  },
  {
    name: "phone-demo",
    words: "Телефон",
    world: withPhone((world) => {
      world.info.demoPhone = true;
    }),
    reach: begin,
  },
  {
    name: "phone-who",
    words: "Себя, через Госуслуги",
    world: withPhone((world) => {
      world.info.flow = [...presets.gorzdrav];
    }),
    reach: flows.begin,
  },
  {
    name: "phone-person",
    words: "Через Госуслуги",
    world: beside("gosuslugi-spb"),
    reach: toPerson,
  },
  {
    name: "phone-in-person",
    words: "Ввести данные самому",
    world: beside("gosuslugi-spb"),
    reach: async (page) => {
      await toPerson(page);
      await walk.step(page, "Через Госуслуги");
    },
  },
  {
    name: "phone-refused",
    words: "Вход отменён на телефоне",
    world: endsWith("PHONE_REFUSED"),
    reach: begin,
  },
  { name: "phone-expired", words: "Время кода вышло", world: endsWith("PHONE_EXPIRED"), reach: begin },
  {
    name: "phone-away",
    words: "Госуслуги сейчас не отвечают",
    world: endsWith("PROVIDER_AWAY"),
    reach: begin,
  },
  {
    name: "phone-not-found",
    words: "Вас ещё нет в базе",
    world: endsWith("PATIENT_NOT_FOUND"),
    reach: begin,
  },
];

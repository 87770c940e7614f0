import { expect, test } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { type StepName, stepNames } from "#contract/flow/steps.ts";
import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import { chosenSoFar } from "#renderer/app/chosen-so-far.ts";
import { topicOf } from "#renderer/app/help-topic.ts";
import type { Choices, Flow } from "#renderer/flow/index.ts";
import { start } from "#renderer/flow/index.ts";
import type { Texts } from "#renderer/i18n/messages.ts";
import type { SignInChoice } from "#renderer/state/sign-in-way.ts";
import { service } from "#tests/flow/some-choices.ts";

const clinic = { name: "Поликлиника № 1", address: "г. Калуга, ул. Ленина, 1", phone: "" };
const choices: Choices = {
  organization: {
    id: "o2",
    name: "Стоматология на Мира",
    kind: "",
    district: "",
    address: "ул. Мира, 2",
    branches: 1,
  },
  branch: { id: "b2", name: "Отделение № 2", address: "ул. Мира, 2" },
  service: { ...service("s"), code: "B01.064.001", name: "Приём стоматолога" },
  doctor: {
    scheduleId: "d",
    name: "Комарова Вера Андреевна",
    shortName: "Комарова В. А.",
    position: "Стоматолог",
    room: "202",
  },
  date: "2026-11-30",
  slot: { slotId: "t", time: "08:00" },
};
// Only the room's words are asked for.
const t = ((_key: string, { room }: { room: string }) => `каб. ${room}`) as unknown as Texts;
const told = (at: Flow["at"], made: Choices, here = clinic): string =>
  chosenSoFar({ order: presets.registratura40, at, choices: made }, here, t, "ru")
    .join(" · ")
    .replaceAll("\u00a0", " ");

test("each step is told what was chosen before it, in one sentence", () => {
  expect(told("organization", choices)).toBe("");
  expect(told("service", choices)).toBe("Отделение № 2");
  expect(told("doctor", choices)).toBe("Отделение № 2 · Приём стоматолога");
  expect(told("time", choices)).toBe("Отделение № 2 · Стоматолог Комарова В. А., каб. 202 · пн, 30 ноября");
  expect(told("consent", choices)).toMatch(/пн, 30 ноября, 08:00$/);
});

test("the clinic that the kiosk stands in is not named", () => {
  const here = { ...clinic, name: "Стоматология на Мира" };
  expect(told("date", choices, here)).toBe("Стоматолог Комарова В. А., каб. 202");
  expect(told("service", choices, { ...clinic, address: "ул. Мира, 2" })).toBe("");
});

test("help has a page for every step, and its list where nothing is asked", () => {
  const none = { nearest: false, signInWay: null, scanned: null } as const;
  const flow = start(presets.registratura40);
  const on = (
    at: StepName,
    chosen: Partial<SignInChoice> = {},
    methods: readonly SignInMethod[] = ["policy"],
  ) => topicOf({ ...none, view: "flow", flow: { ...flow, at }, ...chosen }, methods);
  for (const at of stepNames) expect(on(at), at).not.toBeNull();
  expect(on("signIn")).toBe("policy");
  expect(topicOf({ ...none, view: "welcome", flow: null }, ["policy"])).toBeNull();
  const both = ["gosuslugi", "policy"] as const;
  expect(on("signIn", {}, both)).toBe("gosuslugi");
  expect(on("signIn", { signInWay: "policy" }, both)).toBe("policy");
  expect(on("signIn", { scanned: { number: "4056410842001238", birthDate: null } }, both)).toBe("policy");
  expect(on("person", {}, both)).toBe("notFound");
  expect(on("person", { signInWay: "gosuslugi" }, both)).toBe("gosuslugi");
  expect(on("organization", { signInWay: "gosuslugi" }, both)).toBe("attach");
});

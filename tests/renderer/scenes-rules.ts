import type { Page } from "@playwright/test";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import * as account from "./walk-account.ts";
import * as flows from "./walk-flows.ts";
import type { World } from "./world.ts";
import { named } from "./world-lists.ts";

const { choose } = walk;

const visit = {
  date: "2026-11-23",
  time: "09:15",
  service: named("B01.065.007", "Приём врача-стоматолога первичный"),
  doctor: "Захарова С. С.",
};

/** Each rule of the clinic with words of its face. */
const rules: readonly (readonly [BrokenRule, string | RegExp])[] = [
  [{ rule: "attachedOnly" }, "Сюда записывают прикреплённых к этой поликлинике"],
  [{ rule: "referral" }, "На эту услугу записывает регистратура"],
  [{ rule: "horizon" }, "На этот день запись ещё не открыта"],
  [{ rule: "sameDay" }, "На сегодня записывает регистратура"],
  [{ rule: "tooYoung", age: 18 }, "Здесь принимают с 18 лет"],
  [{ rule: "tooOld", age: 17 }, "Здесь принимают до 17 лет включительно"],
  [{ rule: "otherSex", sex: "female" }, "Здесь принимают женщин"],
  [{ rule: "sameSpecialist", visit }, "К этому специалисту уже есть запись"],
  [{ rule: "overlap", visit }, "На это время уже есть другая запись"],
];

/** The second service, a surgeon's, is closed. */
const closesSurgeon =
  (closed: BrokenRule) =>
  (world: World): void => {
    world.services = world.services.map((service, n) => (n === 1 ? { ...service, closed } : service));
  };

async function toClosedSurgeon(page: Page): Promise<void> {
  await walk.toService(page);
  await walk.unfold(page);
  const closed = page.getByRole("button", { name: /Стоматолог-хирург/ });
  await walk.turnTo(page, closed);
  await choose(closed);
}

/** Services that rules close, each by another one. */
function closeThree(world: World): void {
  const [first, second, third, fourth, ...rest] = world.services;
  if (first && second && third && fourth)
    world.services = [
      first,
      { ...second, closed: { rule: "referral" } },
      { ...third, closed: { rule: "attachedOnly" } },
      { ...fourth, closed: { rule: "tooYoung", age: 18 } },
      ...rest,
    ];
}

export const ruleScenes: readonly Scene[] = [
  ...rules.map(
    ([broken, words]): Scene => ({
      name: `rule-${broken.rule}`,
      words,
      world: (world) => {
        world.faults["booking.book"] = [{ code: "RULE_BROKEN", data: { broken } }];
      },
      reach: walk.book,
    }),
  ),
  {
    name: "rule-child-named",
    words: "Записать ребёнка",
    world: flows.flowOf("gosuslugi-spb", (world) => {
      world.faults["booking.check"] = [
        { code: "RULE_BROKEN", data: { broken: { rule: "tooOld", age: 17 } } },
      ];
    }),
    reach: async (page) => {
      await flows.begin(page);
      await flows.stepFirst(page, /Ленинский/);
      await walk.fromClinicToTime(page);
      await flows.typePerson(page);
    },
  },
  {
    name: "rule-for-a-card",
    words: "Выбрать ребёнка",
    world: (world) => {
      account.withCards(world);
      world.faults["booking.check"] = [
        { code: "RULE_BROKEN", data: { broken: { rule: "tooOld", age: 17 } } },
      ];
    },
    reach: async (page) => {
      await account.toForWhom(page);
      await choose(page.getByRole("button", { name: /^Себя — / }));
      await walk.fromClinicToTime(page);
    },
  },
  {
    name: "service-closed",
    words: "с 18 лет",
    world: closeThree,
    reach: async (page) => {
      await walk.toService(page);
      await walk.unfold(page);
      await walk.turnTo(page, page.getByText("с 18 лет"));
    },
  },
  {
    name: "service-folded",
    words: "сейчас не записаться",
    world: closeThree,
    reach: async (page) => {
      await walk.toService(page);
      await walk.turnTo(page, page.getByText("сейчас не записаться"));
    },
  },
  {
    name: "service-for-children",
    words: "Войти по полису ребёнка",
    world: closesSurgeon({ rule: "tooOld", age: 17 }),
    reach: toClosedSurgeon,
  },
  {
    name: "service-closed-why",
    words: /Возьмите его с собой/,
    world: closesSurgeon({ rule: "referral" }),
    reach: toClosedSurgeon,
  },
];

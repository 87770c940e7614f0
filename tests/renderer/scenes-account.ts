import type { KioskErrorCode } from "#contract/errors.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import * as account from "./walk-account.ts";
import type { World } from "./world.ts";
import { offeredChildren } from "./world-account.ts";

type Change = (world: World) => void;

const { choose, step } = walk;
const refused =
  (path: string, code: KioskErrorCode, data = {}): Change =>
  (world) => {
    world.faults[path] = [{ code, data }];
  };
/** A scene of a kiosk that has cards. */
const scene = (
  name: string,
  words: string | RegExp,
  reach: Scene["reach"],
  change: Change = () => undefined,
): Scene => ({
  name,
  words,
  reach,
  world: (world) => {
    account.withCards(world);
    change(world);
  },
});
const slow: Change = (world) => {
  world.account.takes = 60_000;
};
const onlyWaiting: Change = ({ account }) => {
  account.cards = account.cards.filter(({ attachment }) => attachment.state === "waiting");
};

const offersBesideCards: Change = ({ account }) => {
  account.offers = [...offeredChildren];
};
const offersAlone: Change = ({ account }) => {
  account.cards = [];
  account.offers = [...offeredChildren];
};

export const accountScenes: readonly Scene[] = [
  scene("welcome-cards", "Картотека и сообщения", async () => undefined),
  scene("cards", "Петрова Анна Ивановна", account.toCards),
  scene("cards-none", "Карточек пока нет", account.toCards, (world) => {
    world.account.cards = [];
  }),
  scene("cards-many", /1 из \d/, account.toCards, (world) => {
    const [, child] = world.account.cards;
    if (child)
      world.account.cards = Array.from({ length: 13 }, (_, n) => ({
        ...child,
        id: `card-${n}`,
        given: `Анна-${n}`,
      }));
  }),
  scene(
    "cards-away",
    "Запись сейчас не работает: нет связи",
    account.toCards,
    refused("cards.list", "CENTRAL_AWAY"),
  ),
  scene("cards-for-whom", "Себя — И. И. Петров", account.toForWhom),
  scene("cards-for-whom-none", "На ребёнка", account.toForWhom, (world) => {
    world.account.cards = [];
  }),
  scene(
    "cards-for-whom-away",
    "Себя — И. И. Петров",
    account.toForWhom,
    refused("cards.list", "CENTRAL_AWAY"),
  ),
  scene(
    "cards-waits",
    "Нужна проверка в регистратуре",
    async (page) => {
      await account.toCards(page);
      await step(page, /^Мухаметшина/);
    },
    onlyWaiting,
  ),
  scene("cards-remove-question", "Удалить карточку?", async (page) => {
    await account.toCard(page, "Петров Тимур");
    await step(page, "Удалить");
  }),
  scene("cards-removed", "Карточка удалена.", async (page) => {
    await account.toCard(page, "Петров Тимур");
    await step(page, "Удалить");
    await step(page, "Да, удалить");
  }),
  scene(
    "cards-removed-elsewhere",
    "Карточка изменилась",
    async (page) => {
      await account.toCard(page, "Петров Тимур");
      await step(page, "Удалить");
      await step(page, "Да, удалить");
    },
    refused("cards.remove", "CARD_CHANGED"),
  ),
  scene("cards-offered", "Из Госуслуг: добавить карточку", account.toCards, offersAlone),
  scene("cards-offered-for-whom", "Из Госуслуг: добавить карточку", account.toForWhom, offersAlone),
  scene("cards-offered-beside", "Дети из Госуслуг", account.toForWhom, offersBesideCards),
  scene(
    "card-offers",
    "Коснитесь ребёнка",
    async (page) => {
      await account.toCards(page);
      await step(page, /^Дети из Госуслуг/);
    },
    offersBesideCards,
  ),
  scene(
    "card-offered",
    "О ребёнке нам сообщили Госуслуги",
    async (page) => {
      await account.toCards(page);
      await step(page, /^Мухаметшина Аделина/);
      await page.getByRole("button", { name: "Да, я даю согласие" }).waitFor();
    },
    offersAlone,
  ),
  scene(
    "card-offered-check",
    "Так сообщили Госуслуги",
    async (page) => {
      await account.toCards(page);
      await step(page, /^Мухаметшин Лев/);
    },
    offersAlone,
  ),
  scene("card-whom", "На кого карточка?", account.toWhom),
  scene("card-self", "Карточка на себя", async (page) => {
    await account.toWhom(page);
    await step(page, /На себя/);
    await page.getByRole("button", { name: "Да, я даю согласие" }).waitFor();
  }),
  scene(
    "card-exists",
    "Такая карточка уже есть",
    async (page) => {
      await account.toWhom(page);
      await step(page, /На себя/);
      await step(page, "Да, я даю согласие");
    },
    refused("cards.addSelf", "CARD_EXISTS"),
  ),
  scene("card-names", "Как зовут ребёнка?", account.typeNames),
  scene("card-names-missing", "Введите отчество", async (page) => {
    await account.toForm(page);
    await walk.typeKeys(page, "Ли");
    await choose(page.getByRole("textbox", { name: "Имя" }));
    await walk.typeKeys(page, "Ю");
    await step(page, "Дальше");
    await step(page, "Дальше");
  }),
  scene("card-birth", "Дата рождения и пол", async (page) => {
    await account.toBirth(page);
    await walk.typeKeys(page, "1204");
  }),
  scene("card-birth-missing", "Выберите пол", async (page) => {
    await account.toBirth(page);
    await walk.typeKeys(page, "31022016");
    await step(page, "Дальше");
  }),
  scene("card-numbers", "Полис ОМС или СНИЛС", async (page) => {
    await account.toNumbers(page);
    await walk.typeKeys(page, "538878976900");
  }),
  scene("card-numbers-old", "Серия", async (page) => {
    await account.toNumbers(page);
    await choose(page.getByRole("radio", { name: "Старый полис с серией" }));
    await step(page, "АБВ");
  }),
  scene("card-numbers-wrong", /Сверьте его со СНИЛС/, async (page) => {
    await account.toNumbers(page);
    await walk.typeKeys(page, "5388789769000456");
    await choose(page.getByRole("textbox", { name: /СНИЛС/ }));
    await walk.typeKeys(page, "11223344596");
  }),
  scene("card-numbers-missing", /без них человека не найти/, async (page) => {
    await account.toNumbers(page);
    await step(page, "Дальше");
  }),
  scene("card-phone", "Телефона нет", async (page) => {
    await account.toPhone(page);
    await walk.typeKeys(page, "91054");
  }),
  scene("card-check", "Нажмите на строку, чтобы исправить", account.toCheck),
  scene("card-agreement", "Да, я даю согласие", account.toAgreement),
  scene("card-not-added", "Хорошо, карточку мы не добавим", async (page) => {
    await account.toAgreement(page);
    await step(page, "Отказаться");
  }),
  scene("card-adding", /Добавляем карточку/, account.add, slow),
  scene("card-added", "Карточка добавлена", account.add),
  scene("card-added-unattached", /Чтобы прикрепиться/, account.add, (world) => {
    world.account.found = { state: "unattached" };
  }),
  scene("card-added-waiting", /Мы не нашли этого человека/, account.add, (world) => {
    world.account.found = { state: "waiting" };
  }),
  scene("card-add-away", /То, что вы ввели, сохранилось/, account.add, refused("cards.add", "CENTRAL_AWAY")),
  scene(
    "card-add-too-many",
    "Слишком много попыток",
    account.add,
    refused("cards.add", "TOO_MANY_TRIES", { minutes: 12 }),
  ),
  scene(
    "card-add-refused-field",
    "В номере ошибка. Сверьте его с полисом",
    account.add,
    refused("cards.add", "POLICY_INVALID", { fault: "POLICY_CHECK_DIGIT" }),
  ),
  scene("card", "Женская консультация № 2", (page) => account.toCard(page, "Петров Иван")),
  scene("card-unattached", "Прикрепления не нашлось", (page) => account.toCard(page, "Петров Тимур")),
  scene(
    "card-waiting",
    "Нужна проверка в регистратуре",
    (page) => account.toCard(page, "Мухаметшина"),
    onlyWaiting,
  ),
  scene("card-visits", "Записи на приём", async (page) => {
    await account.toCards(page);
    await step(page, /^Карточка: Петрова Анна/);
    await page.getByRole("button", { name: /09:15/ }).first().waitFor();
  }),
  scene("card-visits-none", "Записей на ближайшие дни нет.", async (page) => {
    await account.toCards(page);
    await step(page, /^Карточка: Петров Тимур/);
  }),
  scene("card-change", "Изменить карточку", account.toChange),
  scene("card-change-numbers", /Сейчас в карточке/, async (page) => {
    await account.toChange(page);
    await step(page, /Полис и СНИЛС/);
  }),
  scene("card-changed", "Карточка изменена.", async (page) => {
    await account.toChange(page);
    await step(page, "Сохранить");
  }),
  scene("messages", "Сообщения", account.toMessages),
  scene("messages-none", "Сообщений нет", account.toMessages, (world) => {
    world.account.messages = [];
  }),
  scene("message", /Возьмите полис и паспорт/, async (page) => {
    await account.toMessages(page);
    await step(page, /23 ноября в 09:15/);
  }),
  scene("message-long", /1 из \d/, async (page) => {
    await account.toMessages(page);
    await step(page, /Преображенского/);
  }),
];

import type { Card, CardOffer } from "#contract/patients/cards.ts";
import type { Message } from "#contract/patients/message.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";

/** The cards and messages of the patient who signs in. */
export type AccountWorld = {
  cards: Card[];
  /** Children of whom Госуслуги told. */
  offers: CardOffer[];
  messages: Message[];
  /** The cards whose persons have no visits; the others have those of the patient. */
  unbooked: string[];
  /** How the search for the clinics of a card that is added ends. */
  found: Card["attachment"];
  /** How long the central API takes for each answer, ms. */
  takes: number;
};

export const card = (id: string, over: Partial<Card>): Card => ({
  id,
  relation: "child",
  family: "Петрова",
  given: "Анна",
  patronymic: "Ивановна",
  sex: "female",
  birthDate: "2016-04-12",
  policy: "•••• •••• •••• 0455",
  snils: "•••-•••-••5 95",
  phone: "+7 ••• •••-41-07",
  attachment: {
    state: "found",
    organizations: ["Детская городская больница имени профессора Преображенского"],
  },
  ...over,
});

/** A child whom the register has, and one whom it doesn't. */
export const offeredChildren: readonly CardOffer[] = [
  {
    id: "child-1",
    family: "Мухаметшина",
    given: "Аделина",
    patronymic: "Руслановна",
    sex: "female",
    birthDate: "2014-11-30",
    policy: "•••• •••• •••• 0455",
    snils: "•••-•••-••7 98",
    isRegistered: true,
  },
  {
    id: "child-2",
    family: "Мухаметшин",
    given: "Лев",
    patronymic: "Русланович",
    sex: "male",
    birthDate: "2020-05-20",
    policy: "",
    snils: "•••-•••-••5 95",
    isRegistered: false,
  },
];

export const usualAccount = (): AccountWorld => ({
  cards: [
    card("card-1", {
      relation: "self",
      family: "Петров",
      given: "Иван",
      patronymic: "Иванович",
      sex: "male",
      birthDate: "1985-03-07",
      policy: "•••• •••• •••• 1238",
      attachment: {
        state: "found",
        organizations: ["Городская поликлиника № 4 «Северная»", "Женская консультация № 2"],
      },
    }),
    card("card-2", {}),
    card("card-3", {
      family: "Петров",
      given: "Тимур",
      patronymic: "Иванович",
      sex: "male",
      birthDate: "2021-09-01",
      snils: "",
      phone: "",
      attachment: { state: "unattached" },
    }),
    card("card-4", {
      relation: "other",
      family: "Мухаметшина-Преображенская",
      given: "Гульнара",
      patronymic: "Габдулхаковна",
      birthDate: "1948-06-05",
      policy: "",
      attachment: { state: "waiting" },
    }),
  ],
  offers: [],
  messages: [
    {
      id: "message-1",
      sent: { date: "2026-11-20", time: "08:05" },
      from: "Калужская областная стоматологическая поликлиника",
      text: "Напоминаем: 23 ноября в 09:15 вас ждёт врач Захарова С. С., кабинет 214. Возьмите полис и паспорт.",
      about: "И. И. Петров",
    },
    {
      id: "message-2",
      sent: { date: "2026-11-18", time: "16:40" },
      from: "Детская городская больница имени профессора Преображенского",
      text: longText,
      about: "А. И. Петрова",
    },
    ...Array.from(
      { length: 9 },
      (_, n): Message => ({
        id: `message-${n + 3}`,
        sent: { date: `2026-10-${String(28 - n).padStart(2, "0")}`, time: "12:00" },
        from: "Городская поликлиника № 4 «Северная»",
        text: "Результаты анализов готовы. Заберите их в кабинете 112 или у лечащего врача.",
        about: "И. И. Петров",
      }),
    ),
  ],
  unbooked: ["card-3"],
  found: { state: "found", organizations: ["Поликлиника № 7"] },
  takes: 0,
});

const paragraph =
  "Приглашаем вашего ребёнка на профилактический осмотр. Осмотр бесплатный, его проводят каждый год: так болезнь можно заметить раньше, чем она заметит вас. Приходите натощак, возьмите полис, свидетельство о рождении и сменную обувь.";
const longText = Array.from({ length: 9 }, (_, n) => `${n + 1}. ${paragraph}`).join("\n");

/** What the screens are told of a card's person. */
export const viewOf = ({ family, given, patronymic }: Card): PatientView => ({
  name: `${[given, patronymic]
    .filter(Boolean)
    .map((name) => `${name.charAt(0)}.`)
    .join(" ")} ${family}`,
  phones: [],
  attachedOrganizationIds: [],
});

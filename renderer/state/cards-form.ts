import type { BirthDateFault } from "#contract/patients/birth-date.ts";
import {
  type Card,
  type CardInput,
  type CardOffer,
  type CardRelation,
  type KeptNumber,
  keptNumbers,
} from "#contract/patients/cards.ts";
import type { Sex } from "#contract/patients/person.ts";
import { longestName, type NameFault, nameFields } from "#contract/patients/person.ts";
import {
  oldNumberMax,
  oldSeriesMax,
  type PolicyFault,
  type PolicyKind,
  temporaryLength,
  unifiedLength,
} from "#contract/patients/policy.ts";
import type { SnilsFault } from "#contract/patients/snils.ts";

/** The screens of the form, in their order: one question each. */
export const formPages = ["name", "birth", "numbers", "phone", "check", "agreement"] as const;
export type FormPage = (typeof formPages)[number];

const formFields = [...nameFields, "birthDate", "series", "number", "snils", "phone"] as const;
/** What is typed. The rest is chosen by a touch. */
export type FormField = (typeof formFields)[number];
/** Where a fault is told: at a field, at the choice of the sex, or at all numbers together. */
export type FormSpot = FormField | "sex" | "numbers";

export type FormFault =
  | NameFault
  | BirthDateFault
  | PolicyFault
  | SnilsFault
  | "PATRONYMIC_EMPTY"
  | "SEX_EMPTY"
  | "PHONE_INCOMPLETE"
  | "CARD_NUMBERS_MISSING";
export type FormFaults = Readonly<Partial<Record<FormSpot, FormFault>>>;

/** A card as it is being typed. It lives as long as its screens do. */
export type CardForm = {
  readonly relation: CardRelation;
  /** The card that is changed; null where a new one is made. Its numbers stay unless others are typed. */
  readonly card: Card | null;
  /** The child of whom Госуслуги told that a new card begins with. Its numbers stay as well. */
  readonly offer: CardOffer | null;
  readonly page: FormPage;
  /** Where the caret is. */
  readonly field: FormField;
  readonly typed: Readonly<Record<FormField, string>>;
  readonly kind: PolicyKind;
  readonly noPatronymic: boolean;
  /** There is no phone any more where the card had one. */
  readonly noPhone: boolean;
  readonly sex: Sex | null;
  /** Whether what is missing on this page is complained about: once the patient wanted to go on. */
  readonly strict: boolean;
  /** Whether all was looked through once: then each page leads back there. */
  readonly checked: boolean;
  /** What the central API found wrong with what was sent. */
  readonly told: FormFaults;
};

const emptyObject = Object.fromEntries(formFields.map((field) => [field, ""])) as CardForm["typed"];

export const newForm = (relation: CardRelation): CardForm => ({
  relation,
  card: null,
  offer: null,
  page: "name",
  field: "family",
  typed: emptyObject,
  kind: "unified",
  noPatronymic: false,
  noPhone: false,
  sex: null,
  strict: false,
  checked: false,
  told: {},
});

/** A form that begins where all is seen, and each line can be mended. */
const filledForm = (relation: CardRelation, of: Card | CardOffer): CardForm => ({
  ...newForm(relation),
  page: "check",
  typed: {
    ...emptyObject,
    family: of.family,
    given: of.given,
    patronymic: of.patronymic,
    birthDate: of.birthDate?.split("-").reverse().join("") ?? "",
  },
  noPatronymic: of.patronymic === "",
  sex: of.sex,
  checked: true,
});

export const formOf = (card: Card): CardForm => ({ ...filledForm(card.relation, card), card });

/** The card of a child of whom Госуслуги told, which the patient looks through. */
export const formOfOffer = (offer: CardOffer): CardForm => ({ ...filledForm("child", offer), offer });

/** The numbers that stay unless others are typed, masked as the screens know them; empty where there is none. */
export const knownNumbers = ({ card, offer }: CardForm): Readonly<Record<KeptNumber, string>> =>
  card ?? { policy: offer?.policy ?? "", snils: offer?.snils ?? "", phone: "" };

export const fieldsOf = (form: CardForm, page: FormPage): readonly FormField[] => {
  switch (page) {
    case "name":
      return form.noPatronymic ? ["family", "given"] : nameFields;
    case "birth":
      return ["birthDate"];
    case "numbers":
      return form.kind === "old" ? ["series", "number", "snils"] : ["number", "snils"];
    case "phone":
      return ["phone"];
    case "check":
    case "agreement":
      return [];
  }
};

/** The page on which a fault is told. */
export const pageOf = (spot: FormSpot): FormPage => {
  if (spot === "sex" || spot === "birthDate") return "birth";
  if (spot === "phone") return "phone";
  return nameFields.some((name) => name === spot) ? "name" : "numbers";
};

const lengths = { birthDate: 8, series: oldSeriesMax, snils: 11, phone: 10 } as const;
const numberLengths = { unified: unifiedLength, old: oldNumberMax, temporary: temporaryLength } as const;

/** The longest that may be typed. */
export const lengthOf = ({ kind }: CardForm, field: FormField): number => {
  if (field === "number") return numberLengths[kind];
  return field in lengths ? lengths[field as keyof typeof lengths] : longestName;
};

/** Whether the field is written in letters: names in letters alone, an old policy in letters and digits. */
export const lettersIn = ({ kind }: CardForm, field: FormField): "only" | "too" | "none" => {
  if (nameFields.some((name) => name === field)) return "only";
  return kind === "old" && (field === "series" || field === "number") ? "too" : "none";
};

/** The card as it is sent; null while something is missing. */
export function inputOf({ typed, kind, relation, sex }: CardForm): CardInput | null {
  if (sex === null) return null;
  const { family, given, patronymic, birthDate, number, snils, phone } = typed;
  const series = kind === "old" ? typed.series : "";
  const policy = number === "" && series === "" ? null : { kind, series, number };
  return { relation, family, given, patronymic, birthDate, sex, policy, snils, phone };
}

/** The numbers that stay as the card has them: those for which nothing else was typed. */
export function keptIn(form: CardForm): readonly KeptNumber[] {
  const { typed, noPhone } = form;
  const known = knownNumbers(form);
  const kept: Record<KeptNumber, boolean> = {
    policy: typed.number === "" && typed.series === "",
    snils: typed.snils === "",
    phone: typed.phone === "" && !noPhone,
  };
  return keptNumbers.filter((number) => kept[number] && known[number] !== "");
}

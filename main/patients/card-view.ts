import type { CentralCard } from "#contract/central/people.ts";
import type { Attachment, Card } from "#contract/patients/cards.ts";
import { maskPhone } from "../sessions/patient-view.ts";
import { maskPolicy, maskSnils } from "./masks.ts";

/** A card as the screens have it: whole numbers stay in the core. */
export const cardView = (card: CentralCard, attachment: Attachment): Card => ({
  id: card.id,
  relation: card.relation,
  family: card.family,
  given: card.given,
  patronymic: card.patronymic,
  sex: card.sex,
  birthDate: card.birthDate,
  policy: card.policy ? maskPolicy(card.policy) : "",
  snils: card.snils === null ? "" : maskSnils(card.snils),
  phone: card.phone === null ? "" : maskPhone(card.phone),
  attachment,
});

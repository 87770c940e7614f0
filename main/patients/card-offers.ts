import type { CentralCards, CentralPatients } from "#contract/central/central.ts";
import type { CentralCard, CentralPatient } from "#contract/central/people.ts";
import type { CardOffer } from "#contract/patients/cards.ts";
import { isSameName, nameFields } from "#contract/patients/person.ts";
import { ageOfMajority, ageOn } from "../sessions/booking-subject.ts";
import type { ConfirmedChild } from "../sessions/confirmed-person.ts";
import type { OfferedChild } from "../sessions/session.ts";
import { isAbout } from "./card-content.ts";
import { findByNumbers } from "./card-person.ts";
import { maskPolicy, maskSnils } from "./masks.ts";

/**
 * The children of whom Госуслуги told, without those of whom the patient keeps a card, and without grown-up ones, for
 * whom no parent agrees. Each is looked up once a session, into `found`. The look-ups don't count against the sign-in
 * limits: nobody at the screen has guessed the numbers, and three children whom the register doesn't have must not
 * bring the next family to reception.
 * @param today `YYYY-MM-DD`
 * @throws {CentralError}
 */
export async function offeredChildren(
  owner: CentralPatient,
  children: readonly ConfirmedChild[],
  found: Map<string, OfferedChild>,
  deps: {
    readonly central: CentralCards & CentralPatients;
    readonly today: string;
    readonly signal: AbortSignal;
  },
): Promise<CardOffer[]> {
  const minors = children.filter(({ birthDate }) => ageOn(birthDate, deps.today) < ageOfMajority);
  if (minors.length === 0) return [];
  const cards = await deps.central.cardsOf(owner.id, deps.signal);
  const offers = await Promise.all(
    minors.map(async (child, index) => {
      const id = `child-${index + 1}`;
      const offered = found.get(id) ?? { child, person: await findByNumbers(child, deps) };
      found.set(id, offered);
      const isKept = offered.person?.id === owner.id || cards.some((card) => isOf(card, offered));
      return isKept ? [] : [offerView(id, offered)];
    }),
  );
  return offers.flat();
}

/** Whether a card is this child's: it is linked to it, has one of its numbers, or its name and birth date. */
const isOf = (card: CentralCard, { child, person }: OfferedChild): boolean =>
  (person !== null && card.linkedPatientId === person.id) ||
  isAbout(card, child) ||
  (card.birthDate === child.birthDate && nameFields.every((field) => isSameName(card[field], child[field])));

/** Of whom the register has, nothing is shown as somebody else tells it but the numbers that one knows it by. */
function offerView(id: string, { child, person }: OfferedChild): CardOffer {
  const { family, given, patronymic, sex } = person ?? child;
  return {
    ...{ id, family, given, patronymic, sex },
    birthDate: person?.birthDate ?? child.birthDate,
    policy: child.policy ? maskPolicy(child.policy) : "",
    snils: child.snils === null ? "" : maskSnils(child.snils),
    isRegistered: person !== null,
  };
}

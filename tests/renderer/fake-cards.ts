import { setTimeout as delay } from "node:timers/promises";
import { implement, ORPCError } from "@orpc/server";
import { kioskContract, kioskErrors } from "#contract/index.ts";
import type { Card, CardInput, CardOffer } from "#contract/patients/cards.ts";
import type { World } from "./world.ts";
import { card, viewOf } from "./world-account.ts";

const os = implement(kioskContract.cards);

/** The part of the fake core that keeps cards. `chosen` hears for whose card a visit is booked. */
export function fakeCards(world: World, chosen: (card: Card) => void) {
  const { account } = world;
  const cardOf = (cardId: string): Card => {
    const found = account.cards.find(({ id }) => id === cardId);
    if (!found)
      throw new ORPCError("NOT_FOUND", { defined: true, status: kioskErrors.NOT_FOUND.status, data: {} });
    return found;
  };
  const offerOf = (offerId: string): CardOffer => {
    const found = account.offers.find(({ id }) => id === offerId);
    if (!found)
      throw new ORPCError("NOT_FOUND", { defined: true, status: kioskErrors.NOT_FOUND.status, data: {} });
    return found;
  };
  const keep = (made: Card): Card => {
    account.cards = [...account.cards.filter(({ id }) => id !== made.id), made];
    return made;
  };
  return {
    list: os.list.handler(async () => {
      await delay(world.listsTake);
      return account.cards;
    }),
    addSelf: os.addSelf.handler(async () => {
      await delay(account.takes);
      return keep(card("card-self", { ...selfCard, attachment: account.found }));
    }),
    offers: os.offers.handler(() => account.offers),
    addOffered: os.addOffered.handler(async ({ input }) => {
      await delay(account.takes);
      const { isRegistered, id, ...child } = offerOf(input.offerId);
      account.offers = account.offers.filter((offer) => offer.id !== id);
      return keep(card(`card-${id}`, { ...child, phone: "", attachment: account.found }));
    }),
    add: os.add.handler(async ({ input }) => {
      await delay(account.takes);
      const offer = input.offer && offerOf(input.offer.id);
      account.offers = account.offers.filter(({ id }) => id !== offer?.id);
      const told = offer ? { policy: offer.policy, snils: offer.snils } : {};
      return keep(
        card(`card-new-${account.cards.length}`, { ...typed(input), ...told, attachment: account.found }),
      );
    }),
    change: os.change.handler(async ({ input }) => {
      await delay(account.takes);
      const before = cardOf(input.cardId);
      const after = typed(input.card);
      return keep({
        ...before,
        ...after,
        ...Object.fromEntries(input.keep.map((number) => [number, before[number]])),
      });
    }),
    remove: os.remove.handler(async ({ input }) => {
      await delay(account.takes);
      cardOf(input.cardId);
      account.cards = account.cards.filter(({ id }) => id !== input.cardId);
      return {};
    }),
    choose: os.choose.handler(async ({ input }) => {
      await delay(account.takes);
      const found = cardOf(input.cardId);
      chosen(found);
      return viewOf(found);
    }),
    visits: os.visits.handler(({ input }) => (account.unbooked.includes(input.cardId) ? [] : world.visits)),
    messages: os.messages.handler(() => account.messages),
  };
}

const selfCard: Partial<Card> = {
  relation: "self",
  family: "Петров",
  given: "Иван",
  patronymic: "Иванович",
  sex: "male",
  birthDate: "1985-03-07",
};

const typed = ({ relation, family, given, patronymic, sex, birthDate, policy, snils, phone }: CardInput) => ({
  relation,
  family,
  given,
  patronymic,
  sex,
  birthDate: `${birthDate.slice(4)}-${birthDate.slice(2, 4)}-${birthDate.slice(0, 2)}`,
  policy: policy ? `•••• •••• •••• ${policy.number.slice(-4)}` : "",
  snils: snils && `•••-•••-••${snils.slice(-3, -2)} ${snils.slice(-2)}`,
  phone: phone && `+7 ••• •••-${phone.slice(6, 8)}-${phone.slice(8)}`,
});

import type { Ticket } from "#contract/tickets/ticket.ts";
import type { KioskClient } from "#tests/support/kiosk.ts";
import { type firstOffer, timeOf } from "#tests/support/patient-at-kiosk.ts";

/** What the patient who walks away has at the kiosk. */
export type At = {
  readonly client: KioskClient;
  readonly policy: { kind: "unified"; number: string };
  readonly birthDate: string;
  readonly what: Awaited<ReturnType<typeof firstOffer>>;
  readonly hash: string;
  readonly ticket: Ticket;
  readonly cardId: string;
};
type Case = {
  readonly call: (at: At) => Promise<unknown>;
  /** The central API is asked before the answer. */
  readonly asks?: true;
  /** An answer to a patient who has left; without it, the call has nothing of a session in its answer. */
  readonly bound?: true;
};

const card = {
  relation: "other" as const,
  family: "Петрова",
  given: "Галина",
  patronymic: "Тимофеевна",
  birthDate: "11021951",
  sex: "female" as const,
  policy: { kind: "unified" as const, number: "4057840888455188" },
  snils: "",
  phone: "",
};
const person = { family: "Петрова", given: "Галина", patronymic: "Тимофеевна", birthDate: "11021951" };
const chosen = ({ what }: At) => ({
  ...timeOf(what.offer),
  serviceId: what.serviceId,
  branchId: what.branchId,
});
const visitId = ({ ticket }: At): string => ticket.visitId;

/** Every procedure of the contract as a patient calls it. One that is missing fails the test. */
export const calls: Readonly<Record<string, Case>> = {
  "kiosk.info": { call: ({ client }) => client.kiosk.info({}) },
  "kiosk.consent": { call: ({ client }) => client.kiosk.consent({ language: "ru" }), bound: true },
  "kiosk.beat": { call: ({ client }) => client.kiosk.beat({}) },
  "kiosk.escapeTried": { call: ({ client }) => client.kiosk.escapeTried({ keys: "Ctrl+KeyT" }) },
  "kiosk.pageFault": { call: ({ client }) => client.kiosk.pageFault({ message: "test", stack: "" }) },
  "catalog.organizations": { call: ({ client }) => client.catalog.organizations({}) },
  "catalog.here": { call: ({ client }) => client.catalog.here({}), bound: true },
  "catalog.branches": { call: ({ client }) => client.catalog.branches({ organizationId: "org-1" }) },
  "catalog.services": {
    call: ({ client, what }) => client.catalog.services({ branchId: what.branchId }),
    bound: true,
  },
  "catalog.doctors": {
    call: ({ client, what: { branchId, serviceId } }) => client.catalog.doctors({ branchId, serviceId }),
  },
  "schedule.days": {
    call: ({ client, what: { offer, serviceId } }) =>
      client.schedule.days({ scheduleId: offer.scheduleId, serviceId }),
  },
  "schedule.times": {
    call: ({ client, what: { offer, serviceId } }) =>
      client.schedule.times({ scheduleId: offer.scheduleId, serviceId, date: offer.date }),
  },
  "schedule.nearest": {
    call: ({ client, what: { branchId, serviceId } }) =>
      client.schedule.nearest({ branchId, serviceId, limit: 1 }),
  },
  "session.start": { call: ({ client }) => client.session.start({}) },
  "session.signIn": {
    call: ({ client, policy, birthDate }) => client.session.signIn({ policy, birthDate }),
    asks: true,
    bound: true,
  },
  "session.identify": {
    call: ({ client }) => client.session.identify({ who: "other", person }),
    asks: true,
    bound: true,
  },
  "session.forSelf": { call: ({ client }) => client.session.forSelf({}), bound: true },
  "session.stay": { call: ({ client }) => client.session.stay({}), bound: true },
  "session.end": { call: ({ client }) => client.session.end({ reason: "finished" }), bound: true },
  "cards.list": { call: ({ client }) => client.cards.list({}), asks: true, bound: true },
  // Who has signed in by a policy is offered nothing, and the central API isn't asked.
  "cards.offers": { call: ({ client }) => client.cards.offers({}), bound: true },
  "cards.addOffered": { call: ({ client }) => client.cards.addOffered({ offerId: "child-1" }), bound: true },
  "cards.addSelf": { call: ({ client }) => client.cards.addSelf({}), asks: true, bound: true },
  "cards.add": { call: ({ client }) => client.cards.add(card), asks: true, bound: true },
  "cards.change": {
    call: ({ client, cardId }) => client.cards.change({ cardId, card: { ...card, phone: "9105550611" } }),
    asks: true,
    bound: true,
  },
  "cards.remove": {
    call: ({ client, cardId }) => client.cards.remove({ cardId }),
    asks: true,
    bound: true,
  },
  "cards.choose": {
    call: ({ client, cardId }) => client.cards.choose({ cardId }),
    asks: true,
    bound: true,
  },
  "cards.visits": {
    call: ({ client, cardId }) => client.cards.visits({ cardId }),
    asks: true,
    bound: true,
  },
  "cards.messages": { call: ({ client }) => client.cards.messages({}), asks: true, bound: true },
  "scanner.read": { call: ({ client, policy }) => client.scanner.read({ text: policy.number }), bound: true },
  "booking.check": {
    // Asks only where the person's visits aren't known yet.
    call: (at) => at.client.booking.check(chosen(at)),
    bound: true,
  },
  "booking.book": {
    call: (at) =>
      at.client.booking.book({
        ...chosen(at),
        consent: { language: "ru", hash: at.hash },
        phone: { kind: "declined" },
        email: null,
      }),
    asks: true,
    bound: true,
  },
  "booking.watch": { call: (at) => at.client.booking.watch(chosen(at)), asks: true, bound: true },
  "booking.shown": { call: (at) => at.client.booking.shown({ visitId: visitId(at) }) },
  "booking.list": { call: ({ client }) => client.booking.list({}), asks: true, bound: true },
  "booking.cancel": {
    call: (at) => at.client.booking.cancel({ visitId: visitId(at) }),
    asks: true,
    bound: true,
  },
  "booking.move": {
    call: (at) => at.client.booking.move({ ...chosen(at), visitId: visitId(at) }),
    asks: true,
    bound: true,
  },
  "booking.refuseConsent": {
    call: ({ client, hash }) => client.booking.refuseConsent({ language: "ru", hash }),
    bound: true,
  },
  "ticket.preview": {
    call: (at) => at.client.ticket.preview({ visitId: visitId(at), language: "ru" }),
    bound: true,
  },
  "ticket.print": {
    call: (at) => at.client.ticket.print({ visitId: visitId(at), language: "ru" }),
    bound: true,
  },
  "ticket.cameOut": {
    call: (at) => at.client.ticket.cameOut({ visitId: visitId(at), yes: true }),
    bound: true,
  },
  "ticket.email": {
    call: (at) => at.client.ticket.email({ visitId: visitId(at), address: "a@example.com", language: "ru" }),
    bound: true,
  },
  "demo.info": { call: ({ client }) => client.demo.info({}) },
  "demo.set": { call: ({ client }) => client.demo.set({}) },
  "demo.scan": { call: ({ client, policy }) => client.demo.scan({ number: policy.number }) },
  "speech.say": { call: ({ client }) => client.speech.say({ text: "Петров", language: "ru" }), bound: true },
  "events.listen": { call: ({ client }) => client.events.listen({}) },
};

import type { TestKiosk } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

/** What tells of somebody in this run: names, dates, numbers and phones, as typed and as filed. */
const secrets = [
  ...["Петров", "Илья", "Галина", "Тимофеевна", "Соколов", "Лебедев", "Никого"],
  ...["1985-03-07", "07031985", "1951-02-11", "11021951", "2020-02-02", "1948-06-05", "05061948"],
  ...["4056410842001238", "4057840888455188", "90011223314", "90111223321", "901-112-233", "111222333"],
  ...["9105550611", "9105554123", "512648"],
];
const capitals = secrets.map((secret) => secret.toUpperCase());

/** Which of them a text holds. */
export const holding = (text: string): string[] => {
  const upper = text.toUpperCase();
  return capitals.filter((secret) => upper.includes(secret));
};

/** Everything that a patient with cards, and one without any proof, can do. */
export async function wholeVisit(
  { client }: TestKiosk,
  patient: Parameters<typeof signIn>[1],
): Promise<void> {
  const grandmother = { family: "Петрова", given: "Галина", patronymic: "Тимофеевна", birthDate: "11021951" };
  const card = {
    ...grandmother,
    relation: "other" as const,
    sex: "female" as const,
    policy: { kind: "unified" as const, number: "4057840888455188" },
    snils: "901-112-233 21",
    phone: "9105550611",
  };
  await signIn(client, patient);
  const { hash } = await client.kiosk.consent({ language: "ru" });
  await client.booking.refuseConsent({ language: "ru", hash });
  await client.cards.list({});
  const { id: cardId } = await client.cards.add(card);
  await client.cards.change({ cardId, card: { ...card, phone: "" }, keep: ["policy", "snils"] });
  const waiting = { ...card, family: "Соколов", birthDate: "02022020", snils: "" };
  const lost = await client.cards.add({ ...waiting, policy: { kind: "temporary", number: "111222333" } });
  await client.cards.list({});
  await client.cards.choose({ cardId });
  const { visitId } = await book(client, await firstOffer(client));
  await client.booking.shown({ visitId });
  await client.ticket.preview({ visitId, language: "ru" });
  await client.ticket.print({ visitId, language: "ru" });
  await client.cards.visits({ cardId });
  await client.booking.cancel({ visitId });
  await client.cards.messages({});
  await client.cards.remove({ cardId });
  await client.cards.remove({ cardId: lost.id });
  await client.session.end({ reason: "finished" });

  await client.session.start({});
  await client.session.identify({ who: "other", person: grandmother });
  const nobody = { ...grandmother, family: "Никого" };
  await refusalOf(client.session.identify({ who: "self", person: nobody }), "PATIENT_NOT_FOUND");
  await client.session.identify({ who: "self", person: { ...grandmother, family: "ПЕТРОВА" } });
  const ticket = await book(client, await firstOffer(client));
  await client.booking.shown({ visitId: ticket.visitId });
  await client.session.end({ reason: "finished" });
}

import type { Offer } from "#contract/schedules/schedule.ts";
import type { DemoPatient } from "#demo-central/index.ts";
import type { Random } from "#demo-central/seed/random.ts";
import type { KioskClient } from "#tests/support/kiosk.ts";
import { timeOf } from "#tests/support/patient-at-kiosk.ts";

type Place = { readonly branchId: string; readonly serviceId: string };

/** What the page of a patient could know at this moment: all that calls may name. */
export type Known = {
  readonly patient: DemoPatient;
  readonly organizationIds: readonly string[];
  /** Free times, each with where it is. */
  readonly offers: readonly (Place & { readonly offer: Offer })[];
  readonly places: readonly Place[];
  readonly visitIds: string[];
  readonly cardIds: string[];
  readonly consents: readonly { readonly language: string; readonly hash: string }[];
};

/** The catalog with its free times: equal for all patients. */
export async function readCatalog(client: KioskClient): Promise<Pick<Known, "organizationIds" | "places">> {
  const organizationIds = (await client.catalog.organizations({})).map(({ id }) => id);
  const places: Place[] = [];
  for (const organizationId of organizationIds)
    for (const { id: branchId } of await client.catalog.branches({ organizationId }))
      for (const { id: serviceId } of await client.catalog.services({ branchId }))
        places.push({ branchId, serviceId });
  return { organizationIds, places };
}

/** Asks what this patient's page would be told. What is refused, as cards are in most flows, is left out. */
export async function readKnown(
  client: KioskClient,
  patient: DemoPatient,
  catalog: Pick<Known, "organizationIds" | "places">,
  random: Random,
): Promise<Known> {
  const offers: (Place & { offer: Offer })[] = [];
  for (let tries = 0; tries < 6; tries++) {
    const place = random.pick(catalog.places);
    for (const offer of await client.schedule.nearest({ ...place, limit: 10 }))
      offers.push({ ...place, offer });
  }
  const none = () => [];
  const visits = await client.booking.list({}).catch(none);
  const cards = await client.cards.list({}).catch(none);
  const consents = await Promise.all([
    client.kiosk.consent({ language: "ru" }),
    client.kiosk.consent({ language: "en", variant: "other" }),
  ]);
  return {
    ...catalog,
    patient,
    offers,
    visitIds: visits.map(({ visitId }) => visitId),
    cardIds: cards.map(({ id }) => id),
    consents: consents.map(({ language, hash }) => ({ language, hash })),
  };
}

const nobodysId = "0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17";
const names = ["Иванов", "Ёлкина-Öz", "O'Brien", "", " ", "А".repeat(80), "\u202e", "%{x}", "<b>"];
const birthDates = ["07031985", "29022011", "31021990", "00000000", "01012099", "", "1"];
const languages = ["ru", "en", "kk", "tt", "xx"];
const dates = ["2026-11-18", "2026-11-19", "2026-12-31", "1000-01-01", "9999-12-31", "2028-02-29"];
const texts = ["", "x", "4056410842001238", "\u0000", "{}", "\u001d", "Ж".repeat(300)];

/** A value that a field's schema takes, of this session's where it has one, else somebody else's or an odd one. */
export function soundInput(keys: readonly string[], known: Known, random: Random): Record<string, unknown> {
  const chosen = known.offers.length > 0 ? random.pick(known.offers) : null;
  const place = chosen ?? random.pick(known.places);
  const time = chosen
    ? timeOf(chosen.offer)
    : { scheduleId: nobodysId, slotId: nobodysId, at: { date: "2026-11-18", time: "10:00" } };
  const idOf = (ids: readonly string[]): string =>
    ids.length > 0 && random.chance(0.85) ? random.pick(ids) : nobodysId;
  const typed = (birthDate: string): string => birthDate.split("-").reverse().join("");
  const birthDate = (): string =>
    random.chance(0.4) ? typed(known.patient.birthDate) : random.pick(birthDates);
  const policy = () => {
    const { kind, series, number } = known.patient;
    return random.chance(0.6)
      ? { kind, series, number }
      : {
          kind: random.pick(["unified", "old", "temporary"]),
          series: random.pick([series, "АБ", "-", ""]),
          number: random.pick([number, "4056410842001238", "123456789", "0".repeat(60), " ", "\u0000"]),
        };
  };
  const language = (): string => random.pick(languages);
  const agreed = () =>
    random.chance(0.9) ? random.pick(known.consents) : { language: language(), hash: "" };
  const person = () => ({
    ...{ family: random.pick(names), given: random.pick(names), patronymic: random.pick(names) },
    birthDate: birthDate(),
  });
  const fields: Readonly<Record<string, () => unknown>> = {
    organizationId: () => idOf(known.organizationIds),
    branchId: () => (random.chance(0.9) ? place.branchId : nobodysId),
    serviceId: () => (random.chance(0.9) ? place.serviceId : random.pick(known.places).serviceId),
    scheduleId: () => (random.chance(0.9) ? time.scheduleId : nobodysId),
    slotId: () => (random.chance(0.9) ? time.slotId : nobodysId),
    at: () => (random.chance(0.9) ? time.at : { date: random.pick(dates), time: "00:00" }),
    date: () => (random.chance(0.5) ? time.at.date : random.pick(dates)),
    limit: () => random.int(1, 20),
    policy,
    birthDate,
    document: () => random.pick(["", "123456", "VI-МЮ 123456", "\u0000", "№".repeat(40)]),
    visitId: () => idOf(known.visitIds),
    cardId: () => idOf(known.cardIds),
    language,
    hash: () => random.pick(known.consents).hash,
    variant: () => random.pick(["self", "child", "other"]),
    consent: agreed,
    phone: () =>
      // A card's phone is text, a booking's is a choice.
      keys.includes("relation")
        ? random.pick(["", "9101234567"])
        : random.pick([
            { kind: "declined" },
            { kind: "known", index: random.pick([0, 1, 2 ** 31, Number.MAX_SAFE_INTEGER]) },
            { kind: "new", digits: random.pick(["9101234567", "0000000000"]) },
          ]),
    email: () =>
      random.pick([
        null,
        { address: random.pick(["a@b.ru", "", "@", "а@б.рф", "a".repeat(400)]), language: "ru" },
      ]),
    person,
    card: () => cardInput(),
    keep: () => random.pick([[], ["policy"], ["snils", "snils"], ["policy", "snils", "phone"]]),
    ...{ family: () => random.pick(names), given: () => random.pick(names) },
    patronymic: () => random.pick(names),
    relation: () => random.pick(["self", "child", "other"]),
    sex: () => random.pick(["male", "female"]),
    snils: () => random.pick(["", "112-233-445 95", "11223344595", "000", "\u0000", "-".repeat(20)]),
    who: () => random.pick(["self", "other"]),
    reason: () => random.pick(["home", "finished"]),
    ...{ text: () => random.pick(texts), message: () => random.pick(texts), stack: () => random.pick(texts) },
    yes: () => random.chance(0.5),
  };
  const drawn = (name: string): unknown => fields[name]?.() ?? null;
  const cardInput = () => ({
    ...{ ...person(), relation: drawn("relation"), sex: drawn("sex"), snils: drawn("snils") },
    policy: random.chance(0.3) ? null : policy(),
    phone: random.pick(["", "9101234567"]),
  });
  return Object.fromEntries(keys.map((key) => [key, drawn(key)]));
}

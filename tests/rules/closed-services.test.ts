import { expect, test } from "vitest";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { arrives, chosen, openClinics, serviceOf, services, sharedClinics } from "./at-kiosk.ts";

type Client = Awaited<ReturnType<typeof openClinics>>["client"];

/** Why services are closed to who stands at the kiosk, by code; a code that is open somewhere is left out. */
async function closed(client: Client): Promise<Record<string, BrokenRule | null>> {
  const all = (await services(client)).map(({ service }) => [service.code, service.closed] as const);
  const open = new Set(all.filter(([, why]) => why === null).map(([code]) => code));
  return Object.fromEntries(all.filter(([code]) => !open.has(code)));
}

const gynaecologist = "B01.001.001";
const paediatrician = "B01.031.003";
const therapist = "B01.047.005";
const cardiologist = "B01.015.001";
const dentist = "B01.065.001";

const shared = sharedClinics();

test("a man, a woman and a child each find closed what is not for them, and the reason", async () => {
  const clinics = shared();
  const { client } = clinics;

  await arrives(clinics, "Петров");
  const man = await closed(client);
  expect(man[gynaecologist]).toEqual({ rule: "otherSex", sex: "female" });
  expect(man[paediatrician]).toEqual({ rule: "tooOld", age: 17 });
  expect(man[therapist]).toEqual({ rule: "attachedOnly" });
  expect(Object.keys(man)).not.toContain(dentist);
  expect(Object.keys(man)).not.toContain(cardiologist);

  await arrives(clinics, "Соколова");
  expect(Object.keys(await closed(client))).not.toContain(gynaecologist);

  await arrives(clinics, "Калинина");
  const child = await closed(client);
  expect(child[therapist]).toEqual({ rule: "tooYoung", age: 18 });
  expect(child[paediatrician]).toEqual({ rule: "attachedOnly" });
});

test("a service of a specialist whom the patient will see already says so in the list, until that visit is cancelled", async () => {
  const clinics = shared();
  const { client } = clinics;
  await arrives(clinics, "Петров");
  const what = await serviceOf(client, dentist);
  const [offer] = what.offers;
  if (!offer) throw new Error("nothing is free");
  const { hash } = await client.kiosk.consent({ language: "ru" });
  const ticket = await client.booking.book({
    ...chosen(what, offer),
    consent: { language: "ru", hash },
    phone: { kind: "declined" },
    email: null,
  });
  const why = async () =>
    (await client.catalog.services({ branchId: what.branchId })).find(({ id }) => id === what.service.id)
      ?.closed;
  expect(await why()).toMatchObject({
    rule: "sameSpecialist",
    visit: { date: ticket.date, time: ticket.time, doctor: ticket.doctor.name },
  });
  await client.booking.cancel({ visitId: ticket.visitId });
  expect(await why()).toBeNull();
});

test("nothing is closed to somebody whom the kiosk doesn't know yet", async () => {
  const { client } = shared();
  await client.session.start({});
  expect(await closed(client)).toEqual({});
});

test("where referrals are looked at by reception, what needs one is closed to everybody", () =>
  withCleanUp(async (later) => {
    const clinics = await openClinics(later, "{ referral: reception }");
    const { client } = clinics;
    await client.session.start({});
    expect((await closed(client))[cardiologist]).toEqual({ rule: "referral" });
    await arrives(clinics, "Петров");
    const what = await serviceOf(client, cardiologist);
    const [offer] = what.offers;
    if (!offer) throw new Error("nothing is free");
    expect(await refusalOf(client.booking.check(chosen(what, offer)), "RULE_BROKEN")).toEqual({
      broken: { rule: "referral" },
    });
  }));

test("the configuration sets limits by service code, and lifts those of the central API", () =>
  withCleanUp(async (later) => {
    const clinics = await openClinics(
      later,
      `{ services: { ${gynaecologist}: { sex: any, fromAge: 50 }, ${paediatrician}: { toAge: 150, attachedOnly: false },
         ${dentist}: { referralNeeded: true, attachedOnly: true } } }`,
    );
    const { client } = clinics;
    await arrives(clinics, "Петров");
    const man = await closed(client);
    expect(man[gynaecologist]).toEqual({ rule: "tooYoung", age: 50 });
    expect(Object.keys(man)).not.toContain(paediatrician);
    const dentists = (await services(client)).filter(({ service }) => service.code === dentist);
    expect(dentists.every(({ service }) => service.referralNeeded && service.attachedOnly)).toBe(true);
    const elsewhere = dentists.filter(({ service }) => service.closed !== null);
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere.length).toBeLessThan(dentists.length);
  }));

test("with the rule switched off nothing is kept for attached patients, nor said to be", () =>
  withCleanUp(async (later) => {
    const clinics = await openClinics(later, "{ attachedOnly: false }");
    await arrives(clinics, "Петров");
    const all = await services(clinics.client);
    expect(all.filter(({ service }) => service.attachedOnly)).toEqual([]);
    expect(all.find(({ service }) => service.code === therapist)?.service.closed).toBeNull();
  }));

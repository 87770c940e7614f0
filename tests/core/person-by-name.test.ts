import { afterEach, describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { Who } from "#contract/flow/steps.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { type Resource, search } from "#tests/support/central-rest.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { type KioskClient, openKiosk, type TestKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";
import { skippingClock } from "#tests/support/skipping-clock.ts";

const grandmother = { family: "Петрова", given: "Галина", patronymic: "Тимофеевна", birthDate: "11021951" };
const child = { family: "петров", given: "тимофей", patronymic: "ильич", birthDate: "02092021" };
const father = { family: "Петров", given: "Илья", patronymic: "Игоревич", birthDate: "07031985" };

const clock = skippingClock(clinicClock);
const shared = sharedKiosk("flow: { preset: gorzdrav }", {}, { clock });
// Each test has all its attempts again.
afterEach(() => clock.skip(61 * 60_000));
const withKiosk = (work: (kiosk: TestKiosk, demoCentral: DemoCentral) => Promise<void>): Promise<void> =>
  work(shared().kiosk, shared().demoCentral);

async function identify(client: KioskClient, who: Who, person: typeof grandmother) {
  await client.session.start({});
  return client.session.identify({ who, person });
}

/** The newest last. */
const agreements = async ({ url }: DemoCentral, status: string): Promise<Resource[]> =>
  search(url, "Consent", { status, _count: "50", _sort: "_lastUpdated" });
const variantOf = (consent: Resource | undefined): unknown =>
  (consent?.extension as { url: string; valueCode?: string }[] | undefined)?.find(
    ({ url }) => url === fhirNames.extension.consentVariant,
  )?.valueCode;

describe("a person given by name", () => {
  test("is found without case and dots, and nothing but the name is told", () =>
    withKiosk(async ({ client }) => {
      const view = await identify(client, "other", { ...grandmother, family: "ПЕТРОВА", given: "галина" });
      expect(view).toEqual({
        sessionId: expect.any(String),
        name: "Г.\u00a0Т.\u00a0Петрова",
        phones: [],
        attachedOrganizationIds: [],
      });
    }));

  test("is booked for, and the visit is cancelled in the same session; nothing else of theirs is shown", () =>
    withKiosk(async ({ client }, demoCentral) => {
      await identify(client, "other", grandmother);
      const what = await firstOffer(client);
      const ticket = await book(client, what);
      expect(ticket.patient).toBe("Петрова\u00a0Г.\u00a0Т.");
      const preview = await client.ticket.preview({ visitId: ticket.visitId, language: "ru" });
      expect(preview.width).toBeGreaterThan(0);
      await refusalOf(client.booking.list({}), "NOT_SIGNED_IN");
      const { branchId, serviceId } = what;
      const moved = client.booking.move({
        visitId: ticket.visitId,
        ...timeOf(what.offer),
        branchId,
        serviceId,
      });
      await refusalOf(moved, "NOT_SIGNED_IN");
      await client.booking.cancel({ visitId: ticket.visitId });
      const [patient] = await search(demoCentral.url, "Patient", {
        family: "Петрова",
        birthdate: "1951-02-11",
      });
      const visits = await search(demoCentral.url, "Appointment", { _id: ticket.visitId });
      expect(visits).toMatchObject([{ status: "cancelled" }]);
      expect(JSON.stringify(visits)).toContain(`Patient/${patient?.id}`);
    }));

  test("in the next session nothing of the visit can be had by the name alone", () =>
    withKiosk(async ({ client }) => {
      await identify(client, "self", grandmother);
      const { visitId } = await book(client, await firstOffer(client));
      await client.booking.shown({ visitId });
      await client.session.end({ reason: "finished" });
      await identify(client, "self", grandmother);
      await refusalOf(client.booking.list({}), "NOT_SIGNED_IN");
      await refusalOf(client.booking.cancel({ visitId }), "NOT_FOUND");
      await refusalOf(client.ticket.preview({ visitId, language: "ru" }), "NOT_FOUND");
    }));

  test("gives no phone that the register knows away, not even by its place in a list", () =>
    withKiosk(async ({ client }, demoCentral) => {
      await identify(client, "self", father);
      const { offer, ...where } = await firstOffer(client);
      const consent = await client.kiosk.consent({ language: "ru" });
      const ticket = await client.booking.book({
        ...where,
        ...timeOf(offer),
        consent: { language: "ru", hash: consent.hash },
        phone: { kind: "known", index: 0 },
        email: null,
      });
      const [visit] = await search(demoCentral.url, "Appointment", { _id: ticket.visitId });
      expect(JSON.stringify(visit)).not.toContain("+7910");
    }));

  test.each([
    ["of a name that only begins so", { ...grandmother, family: "Петр" }],
    ["of another patronymic", { ...grandmother, patronymic: "Ильинична" }],
    ["of another birth date", { ...grandmother, birthDate: "12021951" }],
  ])("%s is nobody: one answer for all", (_, person) =>
    withKiosk(async ({ client }) => {
      expect(await refusalOf(identify(client, "other", person), "PATIENT_NOT_FOUND")).toEqual({});
    }),
  );

  test("who shares name and birth date with another is told the same as who is not there", () =>
    withKiosk(async ({ client }) => {
      const person = { family: "Кузнецов", given: "Сергей", patronymic: "Иванович", birthDate: "15011970" };
      await refusalOf(identify(client, "self", person), "PATIENT_NOT_FOUND");
    }));

  test("mistyped is told at its field", () =>
    withKiosk(async ({ client }) => {
      const empty = identify(client, "self", { ...grandmother, given: " " });
      expect(await refusalOf(empty, "NAME_INVALID")).toEqual({ field: "given", fault: "NAME_EMPTY" });
      const digits = identify(client, "self", { ...grandmother, family: "Петр0ва" });
      expect(await refusalOf(digits, "NAME_INVALID")).toEqual({ field: "family", fault: "NAME_CHARACTERS" });
      const future = identify(client, "self", { ...grandmother, birthDate: "01012990" });
      expect(await refusalOf(future, "BIRTH_DATE_INVALID")).toEqual({ fault: "BIRTH_DATE_FUTURE" });
    }));

  test("after five failures of one name reception must help, also when it is typed in capitals", () =>
    withKiosk(async ({ client }) => {
      const guess = { ...grandmother, birthDate: "01011951" };
      for (let tries = 0; tries < 5; tries++) {
        await refusalOf(identify(client, "other", guess), "PATIENT_NOT_FOUND");
      }
      const { minutes } = await refusalOf(
        identify(client, "other", { ...guess, family: " ПЕТРОВА " }),
        "TOO_MANY_TRIES",
      );
      expect(minutes).toBe(60);
      await identify(client, "other", grandmother);
    }));

  test("is no way to ask who is in the register: look-ups that find somebody count as well", () =>
    withKiosk(async ({ client }) => {
      for (let tries = 0; tries < 5; tries++) await identify(client, "other", grandmother);
      await refusalOf(identify(client, "other", grandmother), "TOO_MANY_TRIES");
      const persons = Array.from({ length: 40 }, (_, n) => ({
        ...grandmother,
        birthDate: `${String((n % 28) + 1).padStart(2, "0")}${n < 28 ? "01" : "03"}1951`,
      }));
      const answers = await Promise.allSettled(persons.map((person) => identify(client, "other", person)));
      const codes = answers.map((one) => (one.status === "rejected" ? one.reason.code : "found"));
      expect(codes.filter((code) => code !== "TOO_MANY_TRIES")).toHaveLength(15);
    }));

  test("is asked for at a central API that is away: so is said", () =>
    withKiosk(async ({ client }, demoCentral) => {
      demoCentral.switches.set({ away: true });
      await refusalOf(identify(client, "other", grandmother), "CENTRAL_AWAY");
      demoCentral.switches.set({ away: false });
    }));
});

describe("the agreement", () => {
  const variants = async (client: KioskClient) => (await client.kiosk.consent({ language: "ru" })).variant;

  test("is worded for whom the visit is", () =>
    withKiosk(async ({ client }, demoCentral) => {
      expect(await variants(client)).toBe("self");
      await identify(client, "self", father);
      expect(await variants(client)).toBe("self");
      await identify(client, "other", grandmother);
      expect(await variants(client)).toBe("other");
      await identify(client, "other", child);
      expect(await variants(client)).toBe("child");
      await client.session.forSelf({});
      expect(await variants(client)).toBe("self");
      const [patient] = demoCentral.patients;
      if (patient) await signIn(client, patient);
      await identify(client, "other", father);
      expect(await variants(client), "who signs in and names oneself").toBe("self");
    }));

  test("of a child who has signed in is given by whoever stands there", () =>
    withKiosk(async ({ client }) => {
      await client.session.start({});
      const policy = { kind: "unified", number: "4095389781207167" } as const;
      await client.session.signIn({ policy, birthDate: "18042016" });
      expect(await variants(client)).toBe("child");
    }));

  test("another wording than the person's is outdated", () =>
    withKiosk(async ({ client }) => {
      const own = await client.kiosk.consent({ language: "ru" });
      await identify(client, "other", child);
      const { offer, ...where } = await firstOffer(client);
      const booked = client.booking.book({
        ...where,
        ...timeOf(offer),
        consent: { language: "ru", hash: own.hash },
        phone: { kind: "declined" },
        email: null,
      });
      await refusalOf(booked, "CONSENT_OUTDATED");
    }));

  test("is recorded with its wording, and with who agreed where that is known", () =>
    withKiosk(async ({ client }, demoCentral) => {
      await identify(client, "other", child);
      await book(client, await firstOffer(client));
      const anonymous = (await agreements(demoCentral, "active")).at(-1);
      expect([variantOf(anonymous), anonymous?.performer]).toEqual(["child", undefined]);
      await client.session.end({ reason: "finished" });

      const [patient] = demoCentral.patients;
      if (!patient) throw new Error("no demo patient");
      await signIn(client, patient);
      await client.session.identify({ who: "other", person: grandmother });
      const ofOther = await client.kiosk.consent({ language: "ru" });
      // Nobody can refuse in the name of a person whom they only typed.
      await client.booking.refuseConsent({ language: "ru", hash: ofOther.hash });
      await client.session.forSelf({});
      const own = await client.kiosk.consent({ language: "ru" });
      for (let times = 0; times < 10; times++)
        await client.booking.refuseConsent({ language: "ru", hash: own.hash });
      await waitFor(async () => (await agreements(demoCentral, "rejected")).length > 0);
      await client.booking.refuseConsent({ language: "ru", hash: own.hash });
      const refusals = await agreements(demoCentral, "rejected");
      const [owner] = await search(demoCentral.url, "Patient", { identifier: patient.number });
      expect(refusals.map(variantOf)).toEqual(["self"]);
      expect(JSON.stringify(refusals[0]?.patient)).toContain(String(owner?.id));
    }));
});

test("without a session nobody can be named", () =>
  withCleanUp(async (later) => {
    const { client } = await openKiosk(later, { centralUrl: "http://127.0.0.1:9/fhir" });
    await refusalOf(client.session.identify({ who: "self", person: grandmother }), "SESSION_ENDED");
    await refusalOf(client.session.forSelf({}), "SESSION_ENDED");
  }));

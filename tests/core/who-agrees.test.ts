import { describe, expect, test } from "vitest";
import type { CentralPatient } from "#contract/central/people.ts";
import { resolveSubject, type Subject } from "#main/sessions/booking-subject.ts";
import {
  familyAndInitials,
  fullName,
  initialsAndFamily,
  maskPhone,
  patientView,
} from "#main/sessions/patient-view.ts";

const today = "2026-11-20";
const bornYearsAgo = (years: number, monthAndDay = "11-20"): string => `${2026 - years}-${monthAndDay}`;
const of = (id: string, birthDate: string | null): CentralPatient => ({
  id,
  family: "Петров",
  given: "Иван",
  patronymic: "Ильич",
  birthDate,
  sex: null,
  phones: ["+79105554107", "+375291112233"],
  policies: [],
  snils: null,
  attachedOrganizationIds: ["o1"],
});
const parent = of("parent", bornYearsAgo(40));
const given = (person: CentralPatient, who: Subject["who"], proof: Subject["proof"] = "name"): Subject => ({
  person,
  who,
  proof,
});

describe("a visit of one's own", () => {
  test.each([
    ["a day before being fifteen", bornYearsAgo(15, "11-21"), "child"],
    ["on the fifteenth birthday", bornYearsAgo(15), "self"],
    ["of an age that nobody knows", null, "self"],
  ])("is agreed to, %s, as %s: %s", (_, birthDate, variant) => {
    const patient = of("p", birthDate);
    expect(resolveSubject({ patient, subject: null }, today)).toEqual({
      person: patient,
      proved: true,
      variant,
      performerId: null,
    });
    // A name that was typed for oneself proves nothing, but it is one's own agreement.
    expect(resolveSubject({ patient: null, subject: given(patient, "self") }, today)).toEqual({
      person: patient,
      proved: false,
      variant,
      performerId: null,
    });
  });

  test("stays one's own where the patient who has signed in is chosen again", () => {
    const chosen = { patient: parent, subject: given(parent, "other", "card") };
    expect(resolveSubject(chosen, today)).toMatchObject({ variant: "self", performerId: null, proved: true });
  });
});

describe("a visit for another person", () => {
  test.each([
    ["a day before coming of age", bornYearsAgo(18, "11-21"), "child"],
    ["on the eighteenth birthday", bornYearsAgo(18), "other"],
    ["of an age that nobody knows", null, "other"],
  ])("is agreed to by who has signed in, %s: %s", (_, birthDate, variant) => {
    const person = of("p", birthDate);
    expect(resolveSubject({ patient: parent, subject: given(person, "other", "card") }, today)).toEqual({
      person,
      proved: true,
      variant,
      performerId: "parent",
    });
    // Nobody is known to agree where nobody has signed in.
    expect(resolveSubject({ patient: null, subject: given(person, "other") }, today)).toEqual({
      person,
      proved: false,
      variant,
      performerId: null,
    });
  });
});

test("while nobody is known there is nobody to book for", () => {
  expect(resolveSubject({ patient: null, subject: null }, today)).toBeNull();
});

describe("a patient on the screen", () => {
  test("is initials and family name, masked phones by their places, and where they are attached", () => {
    expect(patientView(parent)).toEqual({
      name: "И.\u00a0И.\u00a0Петров",
      phones: [
        { index: 0, masked: "+7 ••• •••-41-07" },
        { index: 1, masked: "+375 ••• •••-22-33" },
      ],
      attachedOrganizationIds: ["o1"],
    });
  });

  test.each([
    [{ family: "Петров", given: "Иван", patronymic: "" }, "Петров\u00a0И.", "И.\u00a0Петров", "Петров Иван"],
    [{ family: "Ли", given: "", patronymic: "" }, "Ли", "Ли", "Ли"],
    // A letter outside the first plane of Unicode is one letter.
    [
      { family: "Ли", given: "𠀋郎", patronymic: "Ильич" },
      "Ли\u00a0𠀋.\u00a0И.",
      "𠀋.\u00a0И.\u00a0Ли",
      "Ли 𠀋郎 Ильич",
    ],
  ])("of %j has no initial of a part that is missing", (name, onTicket, onScreen, whole) => {
    expect([familyAndInitials(name), initialsAndFamily(name), fullName(name)]).toEqual([
      onTicket,
      onScreen,
      whole,
    ]);
  });

  // Country codes by ITU-T's list of assigned codes (Operational Bulletin, E.164).
  test.each([
    ["+12025550123", "+1 ••• •••-01-23"],
    ["+20221234567", "+20 ••• •••-45-67"],
    ["+27211234567", "+27 ••• •••-45-67"],
    ["+21112345678", "+211 ••• •••-56-78"],
    ["+33123456789", "+33 ••• •••-67-89"],
    ["+35312345678", "+353 ••• •••-56-78"],
    ["+37061234567", "+370 ••• •••-45-67"],
    ["+380441234567", "+380 ••• •••-45-67"],
    ["+420221234567", "+420 ••• •••-45-67"],
    ["+447911123456", "+44 ••• •••-34-56"],
    ["+525512345678", "+52 ••• •••-56-78"],
    ["+50123456789", "+501 ••• •••-67-89"],
    ["+61212345678", "+61 ••• •••-56-78"],
    ["+67012345678", "+670 ••• •••-56-78"],
    ["+81312345678", "+81 ••• •••-56-78"],
    ["+8613812345678", "+86 ••• •••-56-78"],
    ["+85212345678", "+852 ••• •••-56-78"],
    ["+905321234567", "+90 ••• •••-45-67"],
    ["+994501234567", "+994 ••• •••-45-67"],
    ["+992931234567", "+992 ••• •••-45-67"],
    ["+971501234567", "+971 ••• •••-45-67"],
  ])("has %s masked as %s", (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

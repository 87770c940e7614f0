import { expect, test } from "vitest";
import {
  chooseKind,
  emptyForm,
  erase,
  faultsOf,
  firstFault,
  type SignInForm,
  type as typeInto,
  valueIn,
} from "#renderer/screens/sign-in/form.ts";

const today = "2026-11-20";
const typed = (text: string, form: SignInForm = emptyForm("birthDate")): SignInForm =>
  [...text].reduce(typeInto, form);

test("a whole number that is right passes the caret on to the birth date", () => {
  expect(typed("4056410842001238").field).toBe("birthDate");
});

test("a whole number with a mistake keeps the caret and says so at once", () => {
  const form = typed("4056410842001237");
  expect(form.field).toBe("number");
  expect(faultsOf(form, today, false).number).toBe("POLICY_CHECK_DIGIT");
});

test("a number that is still being typed is no fault, until the patient wants to go on", () => {
  const form = typed("4056");
  expect(faultsOf(form, today, false)).toEqual({
    series: null,
    number: null,
    birthDate: null,
    document: null,
  });
  expect(firstFault(faultsOf(form, today, true))).toBe("number");
});

test("more digits than the number has are not taken", () => {
  const form = { ...typed("4056410842001237"), field: "number" as const };
  expect(valueIn(typed("9", form), "number")).toBe("4056410842001237");
});

test("letters are taken by an old policy only, and never by a date", () => {
  expect(valueIn(typed("A"), "number")).toBe("");
  const old = typed("40AB", chooseKind(emptyForm("birthDate"), "old"));
  expect(valueIn(old, "series")).toBe("40AB");
  expect(valueIn(typed("A", { ...old, field: "birthDate" }), "birthDate")).toBe("");
});

test("looking at another kind of policy and coming back loses no digit", () => {
  const there = chooseKind(typed("4056"), "temporary");
  expect(valueIn(there, "number")).toBe("");
  expect(valueIn(chooseKind(there, "unified"), "number")).toBe("4056");
});

test("erasing in an empty field goes to the field before it", () => {
  const atDate = typed("4056410842001238");
  expect(erase(atDate)).toMatchObject({ field: "number" });
  expect(valueIn(erase(erase(atDate)), "number")).toBe("405641084200123");
});

test.each([
  ["31021985", "BIRTH_DATE_IMPOSSIBLE"],
  ["21112026", "BIRTH_DATE_FUTURE"],
  ["01011890", "BIRTH_DATE_TOO_OLD"],
])("the birth date %s is refused where it was typed", (digits, fault) => {
  const form = typed(digits, typed("4056410842001238"));
  expect(faultsOf(form, today, false)).toEqual({
    series: null,
    number: null,
    birthDate: fault,
    document: null,
  });
});

test("an old policy without a series points at the series", () => {
  const form = typed("123456", { ...chooseKind(emptyForm("birthDate"), "old"), field: "number" });
  expect(firstFault(faultsOf(form, today, true))).toBe("series");
});

import { join } from "node:path";
import { expect, test } from "vitest";
import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import { specialistOf } from "#main/booking/rules/specialist.ts";
import { readNameTable } from "#main/schedules/plain-names/name-table.ts";
import { createPlainNames } from "#main/schedules/plain-names/plain-names.ts";

const names = createPlainNames(readNameTable(join(import.meta.dirname, "../../assets")));
const of = (code: string, name: string, payment: "free" | "paid" = "free") => {
  const plain = names.of({ code, name, payment });
  return plain && [plain.title.ru, plain.visit, ...(plain.isPartial ? ["partial"] : [])];
};

test.each([
  ["В01.065.001", "B01.065.001"],
  ["в01.065.001", "B01.065.001"],
  [" b01 . 065 . 001 ", "B01.065.001"],
  ["B.01.065.001", "B01.065.001"],
  ["B01065001", "B01.065.001"],
  ["B01-065-001", "B01.065.001"],
  ["B01,065,001.", "B01.065.001"],
  ["B01.047.001.092", "B01.047.001.092"],
  ["B01.058.001.01", "B01.058.001.01"],
  ["А04.12.005.003", "A04.12.005.003"],
  ["a04\u00a016\u00a0001", "A04.16.001"],
])("a code written %s is read", (written, code) => {
  expect(nomenclatureCode(written)).toBe(code);
});

test.each([
  "",
  "-",
  "B01",
  "B01.065",
  "065.001",
  "4.1.A2.201",
  "C01.065.001",
  "B03.016.004ГМУ_СП",
  "B01.65.1",
])("«%s» is no code of the nomenclature", (written) => {
  expect(nomenclatureCode(written)).toBeNull();
});

test("a dirty code is the same service, and the same specialist to the rules", () => {
  expect(of("в01 047 001", "Приём врача-терапевта первичный")).toEqual(["Терапевт", "first"]);
  expect(of("B01.047.001.092", "Прием терапевта первичный")).toEqual(["Терапевт", "first"]);
  expect(specialistOf("В01.065.001")).toBe(specialistOf("B01.065.008"));
});

test("further digits of an examination's code are another examination", () => {
  expect(of("A04.16.001.003", "Исследование желчного пузыря с нагрузкой")).toBeUndefined();
});

test("an unknown code falls back to the register's name", () => {
  expect(of("B01.070.111", "Приём логопеда")).toBeUndefined();
  expect(of("", "Кабинет доврачебного приёма")).toBeUndefined();
});

test("a name without a code is known by the official name alone", () => {
  expect(of("", "Приём врача-хирурга первичный")).toEqual(["Хирург", "first"]);
  expect(of("", "Прием (осмотр, консультация) врача — детского хирурга повторный")).toEqual([
    "Детский хирург",
    "repeat",
  ]);
  expect(of("", "B01.057.002 Прием врача-хирурга повторный")).toEqual(["Хирург", "repeat"]);
});

test("what the name says beyond the code is shown as well", () => {
  expect(of("B01.057.001", "Приём врача-хирурга первичный, к.м.н.")).toEqual(["Хирург", "first", "partial"]);
  expect(of("B01.057.001", "Приём врача-хирурга первичный № 2")).toEqual(["Хирург", "first", "partial"]);
  expect(of("B01.057.001", "Приём врача-хирурга первичный (платно)", "paid")).toEqual(["Хирург", "first"]);
  expect(of("B01.057.001", "Приём врача-хирурга первичный (платно)", "free")).toEqual([
    "Хирург",
    "first",
    "partial",
  ]);
});

test("a code of another doctor than the name doesn't send the patient there", () => {
  expect(of("B01.058.001", "Приём врача-хирурга первичный")).toEqual(["Хирург", "first"]);
  expect(of("B01.067.001", "Приём врача-стоматолога-ортопеда первичный")).toEqual([
    "Стоматолог-ортопед (протезы)",
    "first",
  ]);
  expect(of("B01.057.001", "Приём логопеда")).toBeUndefined();
  expect(of("A04.14.001", "УЗИ сердца")).toBeUndefined();
});

test("a child's, a pregnant woman's and a home visit aren't the usual one", () => {
  expect(of("B01.023.001", "Приём детского невролога первичный")).toBeUndefined();
  expect(of("B01.047.001", "Приём врача-терапевта на дому")).toBeUndefined();
  expect(of("B01.047.001", "Консультация терапевта дистанционная")).toBeUndefined();
  expect(of("B01.001.001", "Приём врача-акушера-гинеколога беременной первичный")).toEqual([
    "Гинеколог для беременных",
    "first",
  ]);
});

test("the kind of visit is the name's; where it says none, a first visit isn't claimed", () => {
  expect(of("B01.001.001", "Приём врача-акушера-гинеколога повторный")).toEqual(["Гинеколог", "repeat"]);
  expect(of("B01.015.001", "Приём врача-кардиолога")).toEqual(["Кардиолог", null]);
  expect(of("B01.015.002", "Приём врача-кардиолога")).toEqual(["Кардиолог", "repeat"]);
  expect(of("B01.047.001", "Приём врача-терапевта участкового")).toEqual(["Участковый терапевт", null]);
});

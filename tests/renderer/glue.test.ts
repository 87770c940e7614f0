import { expect, test } from "vitest";
import { glued } from "../../renderer/format/glue.ts";

/** The pieces between which a line may break. */
const pieces = (text: string): readonly string[] => glued(text).replaceAll("\u00a0", "_").split(" ");

test.each([
  ["г. Калуга, ул. 65 лет Победы, 22", ["г._Калуга,", "ул._65_лет", "Победы,", "22"]],
  ["завтра, 08:00", ["завтра,_08:00"]],
  ["пн, 23 ноября, 09:15", ["пн,", "23_ноября,_09:15"]],
  ["каб. 202", ["каб._202"]],
  ["Захарова С. С.", ["Захарова", "С._С."]],
  ["Городская поликлиника № 4 «Северная»", ["Городская", "поликлиника", "№_4_«Северная»"]],
  ["ул. Знаменская, 60 · 3 отделения", ["ул._Знаменская,", "60_·", "3_отделения"]],
  ["отпуск до 4 декабря", ["отпуск", "до", "4_декабря"]],
  ["врач-стоматолог", ["врач-стоматолог"]],
])("«%s» breaks only where both halves can be read", (text, expected) => {
  expect(pieces(text)).toEqual(expected);
});

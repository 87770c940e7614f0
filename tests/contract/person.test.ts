import { describe, expect, test } from "vitest";
import { parseEmail } from "#contract/mail/email-address.ts";
import { parseDocument } from "#contract/patients/document.ts";
import { foldedName, isSameName, parseName } from "#contract/patients/person.ts";
import { parseSnils } from "#contract/patients/snils.ts";

describe("a name", () => {
  test.each([
    ["анна-мария ", "Анна-Мария"],
    ["  ИВАНОВА", "Иванова"],
    ["ван   дер\tвельде", "Ван Дер Вельде"],
    ["д’артаньян", "Д’Артаньян"],
    ["o'коннор", "O'Коннор"],
    ["оглы м.", "Оглы М."],
    ["ёлкин", "Ёлкин"],
  ])("typed as «%s» is written «%s»", (typed, name) => {
    expect(parseName("family", typed)).toEqual({ ok: true, value: name });
  });

  test.each([
    ["иван7", "NAME_CHARACTERS"],
    ["-иван", "NAME_CHARACTERS"],
    ["7иван", "NAME_CHARACTERS"],
    ["иван\u00007", "NAME_CHARACTERS"],
    ["и".repeat(41), "NAME_TOO_LONG"],
    ["", "NAME_EMPTY"],
    ["   ", "NAME_EMPTY"],
  ])("typed as «%s» is refused: %s", (typed, code) => {
    expect(parseName("given", typed)).toEqual({ ok: false, code });
  });

  test("may have forty letters, counted as people see them", () => {
    expect(parseName("family", "И".repeat(40)).ok).toBe(true);
    expect(parseName("family", "𐐀".repeat(40)).ok).toBe(true);
  });

  test("may be missing as a patronymic alone", () => {
    expect(parseName("patronymic", " ")).toEqual({ ok: true, value: "" });
    expect(parseName("family", " ")).toEqual({ ok: false, code: "NAME_EMPTY" });
  });
});

describe("two names", () => {
  test.each([
    ["Ёлкина", "ЕЛКИНА"],
    [" Анна  Мария ", "анна мария"],
    ["Анна - Мария", "Анна-Мария"],
    ["Анна–Мария", "Анна-Мария"],
    ["Д’Артаньян", "Д'артаньян"],
    ["Дʼартаньян", "Д`артаньян"],
    ["Йод", "И\u0306од"],
  ])("%s and %s are one", (one, other) => {
    expect(isSameName(one, other)).toBe(true);
  });

  test.each([
    ["Иванов", "Иванова"],
    ["Анна Мария", "АннаМария"],
    ["Анна-Мария", "Анна Мария"],
    ["О'Коннор", "ОКоннор"],
    ["", "Иванов"],
  ])("%s and %s are two", (one, other) => {
    expect(isSameName(one, other)).toBe(false);
  });

  test("are compared in capitals, with е for ё, one space and a plain hyphen", () => {
    expect(foldedName("  семёнова \u2010  О`Нил ")).toBe("СЕМЕНОВА-О'НИЛ");
  });
});

/** 112-233-445 95 and 087-654-303 00 are the examples that descriptions of the control digits give. */
describe("a СНИЛС", () => {
  test.each(["112-233-445 95", "11223344595", "087 654 303 00", "001-001-998 12", "000-000-001 00"])(
    "%s is read",
    (typed) => {
      expect(parseSnils(typed)).toEqual({ ok: true, value: typed.replace(/\D/g, "") });
    },
  );

  test.each([
    ["112-233-445 96", "SNILS_CHECK"],
    ["112-233-454 95", "SNILS_CHECK"],
    ["087-654-303 01", "SNILS_CHECK"],
    ["001-001-999 99", "SNILS_CHECK"],
    ["1122334459", "SNILS_INCOMPLETE"],
    ["112233445955", "SNILS_INCOMPLETE"],
    ["11223344а95", "SNILS_INCOMPLETE"],
    ["", "SNILS_INCOMPLETE"],
  ])("%s is refused: %s", (typed, code) => {
    expect(parseSnils(typed)).toEqual({ ok: false, code });
  });
});

describe("an e-mail address", () => {
  test.each([
    "a@b.ru",
    "ivan.ivanov+kiosk@mail.example.org",
    "i_v-a%n@a-b.example",
    "7@7.ru",
    `${"a".repeat(91)}@mail.com`,
  ])("%s is taken", (address) => {
    expect(parseEmail(` ${address} `)).toEqual({ ok: true, value: address });
  });

  test.each([
    ["", "EMAIL_EMPTY"],
    ["  ", "EMAIL_EMPTY"],
    ["иван@mail.ru", "EMAIL_CHARACTERS"],
    ["a b@mail.ru", "EMAIL_CHARACTERS"],
    ["a@mail.ru\u0000", "EMAIL_CHARACTERS"],
    ["!a@mail.ru", "EMAIL_CHARACTERS"],
    [`${"a".repeat(92)}@mail.com`, "EMAIL_CHARACTERS"],
    ["ivan", "EMAIL_INCOMPLETE"],
    ["ivan@", "EMAIL_INCOMPLETE"],
    ["@mail.ru", "EMAIL_INCOMPLETE"],
    ["ivan@mail", "EMAIL_INCOMPLETE"],
    ["ivan@mail.", "EMAIL_INCOMPLETE"],
    ["ivan@mail.r", "EMAIL_INCOMPLETE"],
    ["ivan@mail.r7", "EMAIL_INCOMPLETE"],
    ["ivan@mail..ru", "EMAIL_INCOMPLETE"],
    ["ivan@-mail.ru", "EMAIL_INCOMPLETE"],
    ["ivan@mail-.ru", "EMAIL_INCOMPLETE"],
    ["ivan@ma_il.ru", "EMAIL_INCOMPLETE"],
    [".ivan@mail.ru", "EMAIL_INCOMPLETE"],
    ["ivan.@mail.ru", "EMAIL_INCOMPLETE"],
    ["ivan..i@mail.ru", "EMAIL_INCOMPLETE"],
    ["a@b@mail.ru", "EMAIL_INCOMPLETE"],
    ["a@mail.ru@", "EMAIL_INCOMPLETE"],
  ])("«%s» is refused: %s", (typed, code) => {
    expect(parseEmail(typed)).toEqual({ ok: false, code });
  });
});

describe("a document's number", () => {
  test.each([
    ["123456", "123456"],
    ["iv-мю 123–456", "IVМЮ123456"],
    ["ёж123", "ЁЖ123"],
    ["1".repeat(20), "1".repeat(20)],
    ["12345", "12345"],
  ])("typed as «%s» is %s", (typed, value) => {
    expect(parseDocument(typed)).toEqual({ ok: true, value });
  });

  test.each([
    ["", "DOCUMENT_EMPTY"],
    [" - ", "DOCUMENT_EMPTY"],
    ["1234", "DOCUMENT_TOO_SHORT"],
    ["1".repeat(21), "DOCUMENT_CHARACTERS"],
    ["№12345", "DOCUMENT_CHARACTERS"],
    ["12345!", "DOCUMENT_CHARACTERS"],
    ["12!345", "DOCUMENT_CHARACTERS"],
  ])("typed as «%s» is refused: %s", (typed, code) => {
    expect(parseDocument(typed)).toEqual({ ok: false, code });
  });
});

import { describe, expect, test } from "vitest";
import { emailRows, type KeyboardRow, nameRows } from "#renderer/components/keyboard-keys.ts";
import { typeEmail } from "#renderer/screens/email/typing.ts";
import {
  emptyPerson,
  endsTyping,
  erase,
  faultsOf,
  nextField,
  type PersonForm,
  type as typeInto,
} from "#renderer/screens/person/form.ts";

const today = "2026-11-20";
const typed = (text: string, form: PersonForm = emptyPerson): PersonForm => [...text].reduce(typeInto, form);
const inField = (field: PersonForm["field"], over: Partial<PersonForm> = {}): PersonForm => ({
  ...emptyPerson,
  ...over,
  field,
});

describe("a name", () => {
  test.each([
    ["ИВАНОВА", "Иванова"],
    ["МУХАМЕТШИНА-ГАЛИ", "Мухаметшина-Гали"],
    ["ВАН ДЕР ВЕЛЬДЕ", "Ван Дер Вельде"],
    ["  --ИЛЬИН", "Ильин"],
    ["ИЛЬИН--ЖУК", "Ильин-Жук"],
    ["ИВАН7ОВ", "Иванов"],
    ["ҚОЖАХМЕТ ӘЛІ", "Қожахмет Әлі"],
  ])("%s is written as %s", (keys, name) => {
    expect(typed(keys).family).toBe(name);
  });

  test("is no longer than a name can be", () => {
    expect(typed("Ж".repeat(60)).family).toHaveLength(40);
  });

  test("loses its last letter, and from an empty field the caret goes back", () => {
    expect(erase(typed("ИВ")).family).toBe("И");
    expect(erase(inField("patronymic")).field).toBe("given");
    expect(erase(emptyPerson)).toEqual(emptyPerson);
  });
});

describe("the birth date", () => {
  test("takes digits only, and no more than eight", () => {
    expect(typed("0703А19859", inField("birthDate")).birthDate).toBe("07031985");
  });
});

describe("«Дальше»", () => {
  const whole = { family: "Иванов", given: "Иван", patronymic: "", birthDate: "07031985" };

  test("stays at a field that must be filled in", () => {
    expect(nextField(emptyPerson, today)).toBe("family");
  });

  test("goes to the next empty field, and past a patronymic that one hasn't got", () => {
    expect(nextField(inField("family", { family: "Иванов" }), today)).toBe("given");
    expect(nextField(inField("patronymic", { ...whole, birthDate: "" }), today)).toBe("birthDate");
  });

  test("goes back to what is still wrong", () => {
    expect(nextField(inField("birthDate", { ...whole, given: "" }), today)).toBe("given");
    expect(nextField(inField("birthDate", { ...whole, birthDate: "31021985" }), today)).toBe("birthDate");
  });

  test("looks for the person once all is right", () => {
    expect(nextField(inField("birthDate", whole), today)).toBeNull();
    expect(faultsOf(inField("family", whole), today)).toEqual({
      family: null,
      given: null,
      patronymic: null,
      birthDate: null,
    });
  });
});

describe("an e-mail address", () => {
  const typedEmail = (...keys: readonly string[]): string => keys.reduce(typeEmail, "");

  test("is written in small letters, with one @, not at its beginning", () => {
    expect(typedEmail(..."@Ivan@ov.I")).toBe("ivan@ov.i");
    expect(typedEmail(..."a@b@c")).toBe("a@bc");
  });

  test("gets its ending in one touch, which can be changed for another", () => {
    expect(typedEmail(..."ivan", "@mail.ru")).toBe("ivan@mail.ru");
    expect(typedEmail(..."ivan@ma", "@yandex.ru")).toBe("ivan@yandex.ru");
    expect(typedEmail("@mail.ru")).toBe("");
  });

  test("takes nothing that an address can't have", () => {
    expect(typedEmail(..."ива н!")).toBe("");
  });
});

describe("the keys", () => {
  const widths = (rows: readonly KeyboardRow[]): number[] =>
    rows.map((row) => row.reduce((sum, { span }) => sum + span, 0));
  const letters = (rows: readonly KeyboardRow[]): string =>
    rows
      .flat()
      .map((key) => (key.kind === "types" ? key.text : ""))
      .join("");

  test("of a name hold all 33 letters, the hyphen and the space", () => {
    const rows = nameRows("ЙЦУКЕНГШЩЗХЪ ФЫВАПРОЛДЖЭЁ ЯЧСМИТЬБЮ");
    expect([...letters(rows)].sort((one, other) => one.localeCompare(other, "ru")).join("")).toBe(
      "-АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    );
    expect(rows.flat().map(({ kind }) => kind)).toContain("space");
  });

  test("fill no row beyond the keyboard's width", () => {
    const rows = [
      ...nameRows("ӘІҢҒҮҰҚӨҺ ЙЦУКЕНГШЩЗХЪ ФЫВАПРОЛДЖЭЁ ЯЧСМИТЬБЮ"),
      ...emailRows(["@mail.ru", "@yandex.ru", "@gmail.com", "@bk.ru"]),
    ];
    expect(Math.max(...widths(rows))).toBeLessThanOrEqual(12);
  });
});

describe("the last digit of a birth date leads on by itself", () => {
  const with7 = inField("birthDate", { family: "Иванова", given: "Анна", birthDate: "1204195" });

  test("where the date can be right", () => {
    expect(endsTyping(with7, typeInto(with7, "0"), today)).toBe(true);
  });

  test("not before it, not where there is no such day, and not by what is typed behind it", () => {
    const six = { ...with7, birthDate: "120419" };
    expect(endsTyping(six, typeInto(six, "5"), today)).toBe(false);
    const impossible = { ...with7, birthDate: "3102195" };
    expect(endsTyping(impossible, typeInto(impossible, "0"), today)).toBe(false);
    const full = typeInto(with7, "0");
    expect(endsTyping(full, typeInto(full, "1"), today)).toBe(false);
  });
});

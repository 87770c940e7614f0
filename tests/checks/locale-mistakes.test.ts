import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLocales } from "../../scripts/checks/locales.ts";
import type { SameText } from "../../scripts/checks/same-texts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-locales-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const names: Readonly<Record<string, string>> = {
  ru: "Русский",
  en: "English",
  kk: "Қазақша",
  tt: "Татарча",
};

function write(language: string, screens: unknown, locale = language): void {
  const file = { language: { name: names[language] ?? "English", locale }, screens };
  writeFileSync(join(folder, `${language}.json`), JSON.stringify(file));
}

const check = (used: readonly string[], same: readonly SameText[] = []) =>
  checkLocales(folder, (key) => used.includes(key), same);

const days = {
  left_one: "{{count}} день",
  left_few: "{{count}} дня",
  left_many: "{{count}} дней",
  left_other: "{{count}} дня",
};

test("equal languages with their own plural forms pass", () => {
  write("ru", { days });
  write("en", { days: { left_one: "a day", left_other: "{{count}} days" } }, "en-GB");
  write("kk", { days: { left_one: "{{count}} күн", left_other: "{{count}} күн" } }, "kk-KZ");
  write("tt", { days: { left_other: "{{count}} көн" } }, "tt-RU");
  expect(check(["days.left"])).toEqual([]);
});

describe("keys", () => {
  test("one that a language lacks", () => {
    write("ru", { title: "Запись", back: "Назад" });
    write("en", { title: "Booking" });
    expect(check(["title", "back"])).toEqual(["en.json: screens.back is missing"]);
  });

  test("one that only the translation has", () => {
    write("ru", { title: "Запись" });
    write("en", { title: "Booking", more: "More" });
    expect(check(["title"])).toEqual(["en.json: screens.more is in no other language"]);
  });

  test("a whole section that a language lacks", () => {
    write("ru", { title: "Запись" });
    writeFileSync(
      join(folder, "en.json"),
      JSON.stringify({ language: { name: "English", locale: "en-GB" } }),
    );
    expect(check(["title"])).toEqual(["en.json: screens.title is missing"]);
  });

  test("a paragraph too few", () => {
    write("ru", { text: ["Первый", "Второй"] });
    write("en", { text: ["First"] });
    expect(check(["text"])).toEqual(["en.json: screens.text.1 is missing"]);
  });

  test("a text that no screen shows", () => {
    write("ru", { title: "Запись", old: "Раньше" });
    expect(check(["title"])).toEqual(["no screen shows screens.old"]);
  });
});

describe("plural forms", () => {
  test("one that Russian needs and nobody wrote", () => {
    write("ru", { left_one: "{{count}} день", left_few: "{{count}} дня", left_other: "{{count}} дня" });
    write("en", { left_one: "{{count}} day", left_other: "{{count}} days" });
    expect(check(["left"])).toEqual(["ru.json: screens.left lacks the plural form many"]);
  });

  test("one that English never uses", () => {
    write("ru", days);
    write("en", { left_one: "day", left_few: "{{count}} days", left_other: "{{count}} days" });
    expect(check(["left"])).toEqual(["en.json: screens.left_few is no plural form of en"]);
  });

  test("one that Kazakh needs, and one that Tatar, of which Unicode has no rules, never uses", () => {
    write("ru", days);
    write("kk", { left_other: "{{count}} күн" });
    write("tt", { left_one: "{{count}} көн", left_other: "{{count}} көн" });
    expect(check(["left"])).toEqual([
      "kk.json: screens.left lacks the plural form one",
      "tt.json: screens.left_one is no plural form of tt",
    ]);
  });

  test("a form for 1, 21 and 31 that leaves the number out", () => {
    write("ru", { ...days, left_one: "день" });
    expect(check(["left"])).toEqual([
      "ru.json: screens.left_one stands for several numbers and does not say which",
    ]);
  });

  test("none where Russian has some", () => {
    write("ru", days);
    write("en", { left: "{{count}} days" });
    expect(check(["left"])).toEqual([
      "en.json: screens.left has plural forms in one language and none in another",
    ]);
  });
});

describe("variables", () => {
  test("one that the translation forgot", () => {
    write("ru", { hello: "Здравствуйте, {{name}}" });
    write("en", { hello: "Hello" });
    expect(check(["hello"])).toEqual(["en.json: screens.hello has the variables (none) instead of name"]);
  });

  test("one that only the translation has", () => {
    write("ru", { hello: "Здравствуйте" });
    write("kk", { hello: "Сәлеметсіз бе, {{name}}" });
    expect(check(["hello"])).toEqual(["kk.json: screens.hello has the variables name instead of (none)"]);
  });

  test("the number, left out of every form", () => {
    write("ru", days);
    write("tt", { left_other: "берничә көн" });
    expect(check(["left"])).toEqual(["tt.json: screens.left has the variables (none) instead of count"]);
  });
});

describe("texts", () => {
  test.each(["en", "kk", "tt"])("one that stayed Russian in %s", (language) => {
    write("ru", { title: "Запись" });
    write(language, { title: "Запись" });
    expect(check(["title"])).toEqual([`${language}.json: screens.title is as in Russian`]);
  });

  test("one that is the same for a reason, and numbers and variables alone", () => {
    const screens = { patient: "Пациент", digits: "123", place: "{{page}} / {{pages}}" };
    write("ru", screens);
    write("tt", screens);
    const same = [{ key: "screens.patient", languages: ["tt"], why: "a loanword" }];
    expect(check(["patient", "digits", "place"], same)).toEqual([]);
  });

  test("a reason for one language does not hold for another", () => {
    write("ru", { patient: "Пациент" });
    write("en", { patient: "Пациент" });
    const same = [{ key: "screens.patient", languages: ["tt"], why: "a loanword" }];
    expect(check(["patient"], same)).toEqual(["en.json: screens.patient is as in Russian"]);
  });

  test("a reason that outlived its text", () => {
    write("ru", { service: "Услуга" });
    write("tt", { service: "Хезмәт" });
    const same = [{ key: "screens.service", languages: ["tt"], why: "a loanword" }];
    expect(check(["service"], same)).toEqual([
      "tt.json: screens.service is not as in Russian, and same-texts.ts says that it is",
    ]);
  });

  test("an empty one, and one that is no text", () => {
    write("ru", { title: "", number: 7 });
    expect(check(["title", "number"])).toEqual([
      "ru.json: screens.title is empty",
      "ru.json: screens.number is empty",
    ]);
  });

  test("a Latin letter among Kazakh ones", () => {
    write("ru", { title: "Ваш телефон" });
    // The last letter is a Latin one.
    write("kk", { title: "Телефон\u0069" });
    expect(check(["title"])).toEqual(["kk.json: screens.title has Latin and Cyrillic letters in one word"]);
  });
});

describe("files", () => {
  test("one that is cut off", () => {
    write("ru", { title: "Запись" });
    writeFileSync(join(folder, "en.json"), '{"screens": {"title": "Boo');
    expect(check(["title"])).toEqual(["en.json: not JSON"]);
  });

  test("one whose name is no language code, and a locale of another language", () => {
    write("ru", { title: "Запись" });
    write("english", { title: "Booking" }, "en-GB");
    write("tt", { title: "Язылу" }, "ru-RU");
    expect(check(["title"])).toEqual([
      "english.json: the name is no language code",
      "english.json: language.locale is no BCP 47 tag of english",
      "tt.json: language.locale is no BCP 47 tag of tt",
    ]);
  });

  test("no Russian one", () => {
    write("en", { title: "Booking" });
    expect(check(["title"])).toEqual([`${folder}: no texts in ru`]);
  });
});

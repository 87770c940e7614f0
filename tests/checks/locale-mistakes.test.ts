import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkLocales } from "../../scripts/checks/locales.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-locales-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(language: string, screens: unknown): void {
  writeFileSync(join(folder, `${language}.json`), JSON.stringify({ screens }));
}

const check = (used: readonly string[]) => checkLocales(folder, (key) => used.includes(key));

test("equal languages with their own plural forms pass", () => {
  write("ru", {
    days: {
      left_one: "{{count}} день",
      left_few: "{{count}} дня",
      left_many: "{{count}} дней",
      left_other: "{{count}} дня",
    },
  });
  write("en", { days: { left_one: "a day", left_other: "{{count}} days" } });
  expect(check(["days.left"])).toEqual([]);
});

test("a key that one language lacks", () => {
  write("ru", { title: "Запись", back: "Назад" });
  write("en", { title: "Booking" });
  expect(check(["title", "back"])).toEqual(["en.json: screens.back is missing"]);
});

test("a key that only the translation has", () => {
  write("ru", { title: "Запись" });
  write("en", { title: "Booking", more: "More" });
  expect(check(["title"])).toEqual(["en.json: screens.more is in no other language"]);
});

test("a plural form that Russian needs and nobody wrote", () => {
  write("ru", { left_one: "день", left_few: "дня", left_other: "дня" });
  write("en", { left_one: "day", left_other: "days" });
  expect(check(["left"])).toEqual(["ru.json: screens.left lacks the plural form many"]);
});

test("a plural form that English never uses", () => {
  write("ru", { left_one: "день", left_few: "дня", left_many: "дней", left_other: "дня" });
  write("en", { left_one: "day", left_few: "days", left_other: "days" });
  expect(check(["left"])).toEqual(["en.json: screens.left_few is no plural form of en"]);
});

test("a variable that the translation forgot", () => {
  write("ru", { hello: "Здравствуйте, {{name}}" });
  write("en", { hello: "Hello" });
  expect(check(["hello"])).toEqual(["en.json: screens.hello has the variables (none) instead of name"]);
});

test("an empty text, and a file without the section that it stands in", () => {
  write("ru", { title: "" });
  writeFileSync(join(folder, "en.json"), "{}");
  expect(check(["title"])).toEqual(["en.json: screens.title is missing", "ru.json: screens.title is empty"]);
});

test("no Russian file", () => {
  write("en", { title: "Booking" });
  expect(check(["title"])).toEqual([`${folder}: no texts in ru`]);
});

test("a text that no screen shows", () => {
  write("ru", { title: "Запись", old: "Раньше" });
  expect(check(["title"])).toEqual(["no screen shows screens.old"]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkLocales } from "../../scripts/checks/locales.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-locales-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(language: string, texts: unknown): void {
  mkdirSync(join(folder, language), { recursive: true });
  writeFileSync(join(folder, language, "screens.json"), JSON.stringify(texts));
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
  expect(check(["title", "back"])).toEqual(["en/screens.json: back is missing"]);
});

test("a key that only the translation has", () => {
  write("ru", { title: "Запись" });
  write("en", { title: "Booking", more: "More" });
  expect(check(["title"])).toEqual(["en/screens.json: more is in no other language"]);
});

test("a plural form that Russian needs and nobody wrote", () => {
  write("ru", { left_one: "день", left_few: "дня", left_other: "дня" });
  write("en", { left_one: "day", left_other: "days" });
  expect(check(["left"])).toEqual(["ru/screens.json: left lacks the plural form many"]);
});

test("a plural form that English never uses", () => {
  write("ru", { left_one: "день", left_few: "дня", left_many: "дней", left_other: "дня" });
  write("en", { left_one: "day", left_few: "days", left_other: "days" });
  expect(check(["left"])).toEqual(["en/screens.json: left_few is no plural form of en"]);
});

test("a variable that the translation forgot", () => {
  write("ru", { hello: "Здравствуйте, {{name}}" });
  write("en", { hello: "Hello" });
  expect(check(["hello"])).toEqual(["en/screens.json: hello has the variables (none) instead of name"]);
});

test("an empty text and a missing file", () => {
  write("ru", { title: "" });
  mkdirSync(join(folder, "en"));
  expect(check(["title"])).toEqual(["en/screens.json: missing", "ru/screens.json: title is empty"]);
});

test("a text that no screen shows", () => {
  write("ru", { title: "Запись", old: "Раньше" });
  expect(check(["title"])).toEqual(["screens.json: no screen shows old"]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import { serviceIcons } from "#contract/schedules/plain-name.ts";
import { languagesIn } from "#main/files/language-files.ts";
import { readNameTable } from "#main/schedules/plain-names/name-table.ts";
import { createPlainNames } from "#main/schedules/plain-names/plain-names.ts";

const assets = join(import.meta.dirname, "../../assets");
const table = readNameTable(assets);
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-names-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const ownFile = (text: string): string => {
  const file = join(folder, "names.yml");
  writeFileSync(file, text);
  return file;
};

test("every title is there in every language, and is used", () => {
  const used = new Set(Object.values(table.services).map(({ is }) => is));
  const languages = languagesIn(join(assets, "locales"));
  expect(languages).toEqual(expect.arrayContaining(["ru", "en", "kk", "tt"]));
  for (const [key, { title }] of Object.entries(table.titles)) {
    expect(
      languages.filter((language) => !title[language]?.trim()),
      key,
    ).toEqual([]);
    expect(used.has(key), key).toBe(true);
    expect(title.en, key).not.toMatch(/[а-яё]/i);
  }
});

test("every pictogram is used", () => {
  const used = new Set(Object.values(table.titles).map(({ icon }) => icon));
  expect(serviceIcons.filter((icon) => !used.has(icon))).toEqual([]);
});

test("codes are in the nomenclature's own spelling, each with its official name", () => {
  for (const [code, { official }] of Object.entries(table.services)) {
    expect(nomenclatureCode(code), code).toBe(code);
    expect(official, code).toBeTruthy();
  }
});

test("the kind of visit is the one that the official name says", () => {
  for (const [code, { official = "", visit }] of Object.entries(table.services)) {
    if (/повторный$/.test(official)) expect(visit, code).toBe("repeat");
    if (/первичный$/.test(official)) expect(visit, code).toBe("first");
    if (official.startsWith("Профилактический")) expect(visit, code).toBe("checkUp");
    if (official.startsWith("Диспансерный")) expect(visit, code).toBe("followUp");
  }
});

test("each official name is recognised by its code, and says nothing more than the plain name", () => {
  const names = createPlainNames(table);
  for (const [code, { official = "", is, visit = null }] of Object.entries(table.services)) {
    const plain = names.of({ code, name: official, payment: "free" });
    expect(plain, code).toMatchObject({ title: table.titles[is]?.title, isPartial: false });
    if (code !== "B01.020.001") expect(plain?.visit, code).toBe(visit);
  }
});

test("a clinic's file adds codes of its own, and changes a title in the languages that it names", () => {
  const own = readNameTable(
    assets,
    ownFile(`
titles:
  dentist: { title: { ru: Зубной кабинет } }
  school: { icon: talk, title: { ru: Школа диабета, kk: Диабет мектебі } }
services:
  "4.1.Ш": { is: school }
  в01 057 001: { is: therapist, visit: first }
`),
  );
  const names = createPlainNames(own);
  expect(names.of({ code: "B01.065.001", name: "Приём врача-стоматолога первичный" })?.title).toMatchObject({
    ru: "Зубной кабинет",
    en: "Dentist",
  });
  expect(names.of({ code: " 4.1.Ш ", name: "ШД-2" })).toEqual({
    icon: "talk",
    title: { ru: "Школа диабета", kk: "Диабет мектебі" },
    visit: null,
    isPartial: false,
  });
  expect(names.of({ code: "B01.057.001", name: "Смотровой кабинет" })).toMatchObject({
    title: { ru: "Терапевт" },
    visit: "first",
  });
});

test.each([
  ["services: { B01.047.001: { is: dantist } }", /«dantist»/],
  ["titles: { dentist: { icon: fang } }", /titles\.dentist\.icon/],
  ["titles: { mine: { icon: eye, title: { en: Mine } } }", /titles\.mine\.title/],
  ["titles: { mine: { icon: eye } }", /titles\.mine\.title/],
  ["titles: [", /can't be used/],
])("a mistake in a clinic's file is told with the file's name: %s", (text, why) => {
  const file = ownFile(text);
  expect(() => readNameTable(assets, file)).toThrow(why);
  expect(() => readNameTable(assets, file)).toThrow(file);
});

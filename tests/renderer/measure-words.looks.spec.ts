import { expect, type Page, test } from "@playwright/test";
import { wordFaultsOnScreen } from "./measure-words.ts";

const faultsOf = async (page: Page, body: string): Promise<readonly string[]> => {
  await page.setContent(
    `<style>* { font: 20px/1.2 monospace; margin: 0; padding: 0 }
    .box { width: 130px; overflow-wrap: anywhere } .slot, .day { display: block; width: 130px; text-align: center; padding: 0 10px }</style>
    <body>${body}</body>`,
  );
  return (await wordFaultsOnScreen(page)).map((fault) => fault.replace(/: \w+\..*$/s, ""));
};

// A letter is 12 px wide: ten of them fit into a line.
test("a word is broken only where it doesn't fit, and only at its hyphens", async ({ page }) => {
  expect(await faultsOf(page, '<p class="box">врач-стоматолог</p>')).toEqual([]);
  expect(await faultsOf(page, '<p class="box">у реги\u00adстра\u00adтора</p>')).toEqual([]);
  expect(await faultsOf(page, '<p class="box">приём сви\u00adде</p>')).toEqual([
    "broken without need, «сви\u00adде»",
  ]);
  expect(await faultsOf(page, '<p class="box">Преображенского</p>')).toEqual([
    "broken inside «Преображенского»",
  ]);
  // What was typed is in no dictionary of syllables.
  expect(await faultsOf(page, '<p class="box" role="textbox">Преображенского</p>')).toEqual([]);
  const split = '<p class="box" role="textbox" style="word-break: break-all">из Преображ</p>';
  expect(await faultsOf(page, split)).toEqual(["broken inside «Преображ»"]);
});

test("what belongs together stands in one line", async ({ page }) => {
  for (const [text, pair] of [
    ["адрес: г. Калуга", "г. Калуга"],
    ["2-я ул. Мира", "ул. Мира"],
    ["завтра, 08:00", "завтра, 08:00"],
    ["этаж, каб. 202", "каб. 202"],
    ["Поликлин № 4", "№ 4"],
    ["Петрова С. С.", "С. С."],
  ] as const) {
    expect(await faultsOf(page, `<p class="box">${text}</p>`), text).toEqual([`broken between «${pair}»`]);
    expect(await faultsOf(page, `<p class="box" style="width: 400px">${text}</p>`), text).toEqual([]);
  }
});

test("a day and its month stand in one line that can hold them", async ({ page }) => {
  expect(await faultsOf(page, '<p class="box">приём 23 ноября</p>')).toEqual(["broken between «23 ноября»"]);
  expect(await faultsOf(page, '<p class="box" style="width: 90px">23 ноября</p>')).toEqual([]);
});

test("a number and what it counts stand in one line", async ({ page }) => {
  const box = '<p class="box" style="width: 160px">';
  expect(await faultsOf(page, `${box}через 20 секунд</p>`)).toEqual(["broken between «20 секунд»"]);
  expect(await faultsOf(page, `${box}ещё 20 секунд</p>`)).toEqual([]);
});

test("no short word is left alone in a heading's last line", async ({ page }) => {
  expect(await faultsOf(page, '<h1 style="width: 250px">Запишитесь к врачу сами</h1>')).toEqual([
    "a word alone in its last line",
  ]);
  expect(await faultsOf(page, '<h1 style="width: 150px">Запишитесь к врачу сами</h1>')).toEqual([]);
  expect(await faultsOf(page, '<h1 style="width: 250px">Запишитесь поликлинику</h1>')).toEqual([]);
});

test("no line begins or ends with a dot between facts", async ({ page }) => {
  expect(await faultsOf(page, '<p class="box">врач · кабинет</p>')).toEqual(["a line ends with «·»"]);
  expect(await faultsOf(page, '<p class="box">стоматолог · 2</p>')).toEqual(["a line begins with «·»"]);
  expect(await faultsOf(page, '<p class="box">стома · 2</p>')).toEqual([]);
});

test("a cell's words keep off its edge", async ({ page }) => {
  // As wide as the word, whatever the browser makes of it, and so many pixels.
  const tight = (kind: string, px: number): string =>
    `<p class="${kind}" style="width: max-content; border: 0; padding: 0 ${px}px">регистрату</p>`;
  expect(await faultsOf(page, '<p class="slot">08:00</p>')).toEqual([]);
  expect(await faultsOf(page, tight("slot", 3))).toEqual(["words 3 px from the edge"]);
  expect(await faultsOf(page, tight("key", 2))).toEqual(["words 2 px from the edge"]);
});

test("a grid's first row holds something to choose, where the grid does", async ({ page }) => {
  const cell = (tag: string): string => `<li><${tag} class="day">23</${tag}></li>`;
  const week = (tags: string): string =>
    `<ul class="days" style="display: grid; grid-template-columns: repeat(2, 150px)">${tags.split(" ").map(cell).join("")}</ul>`;
  expect(await faultsOf(page, week("div div button div"))).toEqual([
    "the first row of the grid holds nothing to choose",
  ]);
  expect(await faultsOf(page, week("div button div div"))).toEqual([]);
  expect(await faultsOf(page, week("div div div div"))).toEqual([]);
});

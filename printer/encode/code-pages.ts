import { cleanText } from "../layout/index.ts";
import type { PrinterProfile } from "../profiles/index.ts";

export type CodePageName = PrinterProfile["codePage"]["name"];

const upper = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ";
const russian = upper + upper.toLowerCase();

// The printable characters above 7F. CP866: IBM's table as in the Epson reference, "Page 17 [PC866]".
const above7F: Readonly<Record<CodePageName, ReadonlySet<string>>> = {
  CP866: new Set(`${russian}ЁёЄєЇїЎў°∙·√№¤■░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀`),
  CP1251: new Set(`${russian}ЁёЂЃѓЉЊЌЋЏђљњќћџЎўЈҐґІіЇїЄєЅѕј‚„…†‡€‰‹›‘’“”•–—™¤¦§©«¬®°±µ¶·№»`),
};

// What stands in for a character that a page lacks: signs by their plain form, letters of Kazakh and Tatar
// by the Russian letter that readers of these languages fall back to.
const standIns: Readonly<Record<string, string>> = {
  "«": '"',
  "»": '"',
  "“": '"',
  "”": '"',
  "„": '"',
  "‹": "'",
  "›": "'",
  "‘": "'",
  "’": "'",
  "‚": "'",
  "—": "-",
  "–": "-",
  "‑": "-",
  "−": "-",
  "…": "...",
  "₽": "руб.",
  "€": "EUR",
  "§": "par.",
  "•": "·",
  "·": "*",
  "×": "x",
  "±": "+/-",
  "№": "N",
  "°": "o",
  І: "I",
  і: "i",
  Ә: "Э",
  ә: "э",
  Ғ: "Г",
  ғ: "г",
  Җ: "Ж",
  җ: "ж",
  Қ: "К",
  қ: "к",
  Ң: "Н",
  ң: "н",
  Ө: "О",
  ө: "о",
  Ү: "У",
  ү: "у",
  Ұ: "У",
  ұ: "у",
  Һ: "Х",
  һ: "х",
  Ґ: "Г",
  ґ: "г",
};

/** Whether a page has this one character. */
export const isOnPage = (character: string, page: CodePageName): boolean =>
  /^[\x20-\x7e]$/.test(character) || above7F[page].has(character);

/**
 * A text in the characters of one page: cleaned of control characters, the rest replaced by its nearest
 * likeness, `?` where there is none. No byte of the answer can be a printer's command.
 */
export function toPage(text: string, page: CodePageName): string {
  return Array.from(cleanText(text), (character) => likeness(character, page)).join("");
}

function likeness(character: string, page: CodePageName): string {
  if (isOnPage(character, page)) return character;
  const standIn = standIns[character];
  if (standIn !== undefined) return Array.from(standIn, (one) => likeness(one, page)).join("");
  const [base] = character.normalize("NFD");
  if (base !== undefined && base !== character) return likeness(base, page);
  return /^\p{M}$/u.test(character) ? "" : "?";
}

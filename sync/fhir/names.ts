import type { PersonName } from "#contract/index.ts";
import { isJson, type Json } from "./json.ts";
import { russian } from "./russian.ts";
import { isInUse, listOf, textOf } from "./values.ts";

/** HumanName.use (R4), the best first. `old` and `maiden` are their owner's no more; `anonymous` tells nobody. */
const uses = ["official", "usual", undefined, "temp", "nickname"];
const notTheirs: readonly unknown[] = ["old", "maiden", "anonymous"];

/** HumanName.use of a name that its owner still has. */
export const isNameInUse = (name: Json, today: string): boolean =>
  !notTheirs.includes(name.use) && isInUse(name, today);

/** Names that are in use, the best first; what says nothing is left out. @param today `YYYY-MM-DD` */
export function personNames(value: unknown, today: string): PersonName[] {
  const place = ({ use }: Json): number => {
    const at = uses.indexOf(use as string | undefined);
    return at < 0 ? uses.indexOf(undefined) : at;
  };
  // Of two names with one use the later one is in use: the former's end was not written down.
  const since = ({ period }: Json): string => (isJson(period) ? textOf(period.start) : "");
  return listOf(value)
    .filter((name) => isNameInUse(name, today))
    .toSorted((a, b) => place(a) - place(b) || (since(a) < since(b) ? 1 : since(a) > since(b) ? -1 : 0))
    .map(nameOf)
    .filter(({ family, given }) => family !== "" || given !== "");
}

/** Forms that must be filled in hold a dash for what isn't known. */
const namePart = (value: unknown): string => {
  const text = textOf(value);
  return /\p{L}/u.test(text) ? text : "";
};
/** A family name may be any word; «нет» where a patronymic stands, or at the end of a text, is none. */
const givenPart = (value: unknown): string => {
  const text = withoutFiller(namePart(value));
  return russian.noName.test(text) ? "" : text;
};
function withoutFiller(text: string): string {
  const words = text.split(" ");
  const fillers = [2, 1].filter((count) => {
    const last = words.slice(-count).join(" ");
    return words.length > count && (russian.noName.test(last) || !/\p{L}/u.test(last));
  });
  return words.slice(0, words.length - (fillers[0] ?? 0)).join(" ");
}
const isInitial = (word: string): boolean => /^\p{Lu}\.$/u.test(word);

/** @returns all empty for a name that says nothing */
function nameOf(name: Json): PersonName {
  const family = namePart(name.family);
  // Places count: `[null, "Иванович"]` is a patronymic whose given name isn't known.
  const given = Array.isArray(name.given) ? name.given.map(givenPart) : [givenPart(name.given)];
  const text = withoutFiller(namePart(name.text));
  if (family === "" && text !== "") return nameInText(text, given);
  const [first = "", ...rest] = given;
  const patronymic = rest.filter(Boolean).join(" ");
  const [alone = "", second, ...more] = first.split(" ");
  if (patronymic === "" && second !== undefined && more.length === 0 && isPatronymic(second))
    return { family, given: alone, patronymic: second };
  return { family, given: first, patronymic };
}

/** «Ёлкина Зоя Ярославовна», «Иванов И.И.», «И.И. Иванов», «Зоя Ярославовна Ёлкина»; words that are no such name stay whole. */
function nameInText(text: string, given: readonly string[]): PersonName {
  const whole = { family: text, given: "", patronymic: "" };
  const words = text
    .replace(/,/g, " ")
    .replace(/(\p{L}\.)(?=\p{L})/gu, "$1 ")
    .split(/\s+/)
    .filter(Boolean);
  if (words.length < 2 || words.length > 4 || !words.every((word) => /^\p{Lu}/u.test(word))) return whole;
  const [first = "", second = "", third = "", fourth] = words;
  if (fourth !== undefined && !russian.patronymicTail.test(fourth)) return whole;
  if (isInitial(first) && !isInitial(words.at(-1) ?? ""))
    return { family: words.at(-1) ?? "", given: first, patronymic: words.slice(1, -1).join(" ") };
  if (given[0] && given[0] === first && isPatronymic(second) && third !== "")
    return { family: third, given: first, patronymic: second };
  if (isPatronymic(second) && third !== "" && !isPatronymic(third))
    return { family: third, given: first, patronymic: second };
  return { family: first, given: second, patronymic: [third, fourth].filter(Boolean).join(" ") };
}

const isPatronymic = (word: string): boolean => russian.patronymic.test(word);

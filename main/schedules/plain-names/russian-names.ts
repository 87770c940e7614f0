import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import type { VisitKind } from "#contract/schedules/plain-name.ts";

/** Words that join others. */
const joining = new Set(["и", "с", "со", "по", "в", "на", "для", "к", "у", "от", "о"]);
/** Words that all services share: they tell none from another. */
const generic = /^(при[её]м|осмотр|консультаци|врач|специалист|услуг|амбулаторн)/;
const kinds: readonly (readonly [RegExp, VisitKind])[] = [
  [/^первичн/, "first"],
  [/^повторн/, "repeat"],
  [/^профилактическ/, "checkUp"],
  [/^диспансерн/, "followUp"],
];
/** Words that change who is received, or where. */
export const personOrPlace =
  /^(детск|дет(ей|ям|и)$|ребен|подростк|беременн|дом(у|ой)$|надом|выезд|дистанц|телемед|онлайн|удаленн)/;

/** The words of a name: small letters, «е» for «ё», numbers too. */
export const wordsOf = (name: string): readonly string[] =>
  (
    name
      .toLowerCase()
      .replaceAll("ё", "е")
      .match(/\p{L}+|\d+/gu) ?? []
  ).filter((word) => !joining.has(word));

/** Whether a word says only that something is a visit, or which kind of visit. */
export const isGeneric = (word: string): boolean =>
  generic.test(word) || kinds.some(([pattern]) => pattern.test(word));

/** The kinds of visit that words speak of, each once. */
export const kindsIn = (words: readonly string[]): readonly VisitKind[] =>
  kinds.filter(([pattern]) => words.some((word) => pattern.test(word))).map(([, kind]) => kind);

/** Whether two words are forms of one: «хирург», «хирурга». Short words have to be equal. */
export function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const short = Math.min(one.length, other.length);
  if (short < 4 || Math.abs(one.length - other.length) > 3) return false;
  let alike = 0;
  while (alike < short && one[alike] === other[alike]) alike++;
  return alike >= Math.max(4, short - 2);
}

/** A name without the code that some registers write before it. */
export function stripCode(name: string): { readonly code: string | null; readonly rest: string } {
  const [, written = "", rest = ""] = /^\s*([ABАВ][\d.,\s]{7,18}\d)[\s.:)\-–—]*(.*)$/isu.exec(name) ?? [];
  const code = nomenclatureCode(written);
  return code === null ? { code, rest: name } : { code, rest };
}

/** Whether a word only repeats what the payment says; where the payment isn't known, none does. */
export const saysPayment = (word: string, payment?: "free" | "paid"): boolean =>
  payment === "paid" ? /^платн/.test(word) : payment === "free" && /^(омс|бесплатн)/.test(word);

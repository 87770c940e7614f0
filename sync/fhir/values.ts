import type { Token } from "#contract/index.ts";
import type { ClinicDays } from "./clinic-days.ts";
import { instant, isJson, type Json } from "./json.ts";
import { russian } from "./russian.ts";

/** The objects in a list; a single object stands for a list of one, as some exports write it. */
export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isJson) : isJson(value) ? [value] : [];

const entities: Readonly<Record<string, string>> = {
  nbsp: " ",
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
  laquo: "«",
  raquo: "»",
  mdash: "—",
  ndash: "–",
  amp: "&",
};

/**
 * A text as it is shown: exports leave byte-order marks, line breaks, hard spaces, control and direction characters in
 * it, and editors their HTML. Anything but a text is empty.
 */
export function textOf(value: unknown): string {
  if (typeof value !== "string") return "";
  const plain = /[<&]/.test(value) ? withoutHtml(value) : value;
  return plain
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

const withoutHtml = (text: string): string =>
  text
    .replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0xffff)))
    .replace(/&([a-z]+);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);

type Coding = { readonly system: string; readonly code: string; readonly display: string };
/** A CodeableConcept; what is missing is empty. */
export type Concept = { readonly codings: readonly Coding[]; readonly text: string };

export const conceptsOf = (value: unknown): readonly Concept[] =>
  listOf(value).map(({ coding, text }) => ({
    codings: listOf(coding).map((one) => ({
      system: textOf(one.system),
      code: textOf(one.code),
      display: textOf(one.display),
    })),
    text: textOf(text),
  }));

/** The first words among concepts: a text before a coding's display. */
export const wordsOf = (concepts: readonly Concept[]): string =>
  concepts.flatMap(({ text, codings }) => [text, ...codings.map(({ display }) => display)]).find(Boolean) ??
  "";

/** What concepts can be compared by. */
export const tokensOf = (concepts: readonly Concept[]): Token[] => [
  ...new Set(
    concepts.flatMap(({ text, codings }) => [
      ...codings.flatMap(({ system, code }) => (code === "" ? [] : [`${system}|${code}`])),
      ...[text, ...codings.map(({ display }) => display)].filter(Boolean).map(textToken),
    ]),
  ),
];
export const textToken = (text: string): Token =>
  `text:${text.toLocaleLowerCase("ru").normalize("NFD").replace(/\p{M}/gu, "")}`;

/** Days `YYYY-MM-DD`, both included; null where open. */
export type Days = { readonly from: string | null; readonly until: string | null };

/**
 * The days of a Period (R4 §2.24.0.11): a month or a year alone begins with its first day and ends with its last.
 * Null where a boundary can't be read. A dateTime with a zone counts for the clinic's day on which it lies, an end at
 * midnight for the day before; one without a zone for the day that it is written with. `21.11.2026` is a date, too.
 */
export function daysOf(period: unknown, days?: ClinicDays): Days | null {
  if (!isJson(period)) return period === undefined || period === null ? { from: null, until: null } : null;
  const [from, until] = [dayOf(period.start, "first", days), dayOf(period.end, "last", days)];
  if (from === undefined || until === undefined) return null;
  return from !== null && until !== null && from > until ? null : { from, until };
}

/** Undefined where it can't be read, null where there is none. */
function dayOf(
  value: unknown,
  which: "first" | "last",
  days: ClinicDays | undefined,
): string | null | undefined {
  if (value === undefined || value === null || value === "") return null;
  const moment = days === undefined ? null : instant(value);
  if (moment !== null && days !== undefined) {
    const { day, isMidnight } = days(moment);
    return which === "last" && isMidnight ? days(moment - 1).day : day;
  }
  const text = textOf(value).replace(russian.date, "$3-$2-$1");
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/.exec(text);
  const [, year, month, day] = match ?? [];
  if (year === undefined) return undefined;
  const wanted = month ?? (which === "first" ? "01" : "12");
  const last = new Date(Date.UTC(Number(year), Number(wanted), 0)).getUTCDate();
  if (Number(wanted) < 1 || Number(wanted) > 12) return undefined;
  if (day !== undefined && (Number(day) < 1 || Number(day) > last)) return undefined;
  return `${year}-${wanted}-${day ?? (which === "first" ? "01" : String(last).padStart(2, "0"))}`;
}

/** Whether days include `today`. */
const covers = ({ from, until }: Days, today: string): boolean =>
  (from === null || from <= today) && (until === null || today <= until);

/** Whether something with `use` and `period` is in use; a period that can't be read decides nothing. */
export const isInUse = ({ use, period }: Json, today: string): boolean =>
  use !== "old" && covers(daysOf(period) ?? { from: null, until: null }, today);

/** `rank` (R4 ContactPoint): the lowest first, entries without one last, each else in its place. */
export const byRank = (entries: readonly Json[]): readonly Json[] => {
  const rank = ({ rank }: Json): number => (typeof rank === "number" ? rank : Number.MAX_SAFE_INTEGER);
  return entries.toSorted((a, b) => rank(a) - rank(b));
};

/** The address in use, as one line, and its district; a place rather than a letter box. */
export function addressOf(
  value: unknown,
  today: string,
): { readonly text: string; readonly district: string } {
  const worth = ({ type, use }: Json): number =>
    (type === "postal" ? 4 : 0) + (use === "billing" ? 2 : 0) + (use === "temp" ? 1 : 0);
  const [address] = listOf(value)
    .filter((one) => isInUse(one, today))
    .toSorted((a, b) => worth(a) - worth(b));
  if (!address) return { text: "", district: "" };
  const lines = Array.isArray(address.line) ? address.line.map(textOf) : [textOf(address.line)];
  const parts = [textOf(address.city), ...lines].filter(Boolean);
  return { text: textOf(address.text) || parts.join(", "), district: textOf(address.district) };
}

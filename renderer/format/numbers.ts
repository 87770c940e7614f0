/** Digits in groups, parted by spaces: `grouped("1234567", [4, 4])` → `1234 567`. The last group takes the rest. */
export function grouped(text: string, groups: readonly number[]): string {
  const parts: string[] = [];
  let rest = text;
  for (const size of groups) {
    if (rest === "") break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  if (rest !== "") parts.push(rest);
  return parts.join(" ");
}

/** How many letters and digits at either end of a value stay readable where the rest is covered. */
export type Ends = { readonly start: number; readonly end: number };

/** A value in its groups with all but its ends covered: «4056 •••• •••• 1238». */
export function masked(text: string, { start, end }: Ends): string {
  const count = text.replace(/[^\p{L}\d]/gu, "").length;
  let place = 0;
  return text.replace(/[\p{L}\d]/gu, (character) => {
    place += 1;
    return place <= start || place > count - end ? character : "•";
  });
}

/** What stays readable of each kind of number, and of a birth date. */
export const readableEnds = {
  unified: { start: 4, end: 4 },
  old: { start: 0, end: 2 },
  temporary: { start: 0, end: 3 },
  snils: { start: 0, end: 2 },
  document: { start: 0, end: 2 },
  phone: { start: 0, end: 2 },
  birthDate: { start: 0, end: 4 },
} as const satisfies Readonly<Record<string, Ends>>;

/** The initials of a full name, for a round badge: family name and given name. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0))
    .join("")
    .toUpperCase();

/** What is still to come of a date of eight digits, after the digits that stand there: `pattern` is such as DDMMYYYY. */
export const restOfDate = (digits: string, pattern: string): string =>
  grouped(digits + pattern.slice(digits.length), [2, 2, 4]).slice(grouped(digits, [2, 2, 4]).length);

/** Digits of a phone number behind the country's code. */
export const phoneLength = 10;

/** The digits of a phone with one more typed behind them; a whole number stays as it is. */
export function phoneWith(digits: string, digit: string): string {
  // Many type a mobile number with 8 or 7 before its 9, as one dials it: no code of the country begins so.
  if (/^[78]$/.test(digits) && digit === "9") return digit;
  return (digits + digit).slice(0, phoneLength);
}

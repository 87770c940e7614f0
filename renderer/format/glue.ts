/** What never ends a line, because it says nothing without what follows: «г. Калуга», «каб. 202», «№ 4», «23 ноября». */
const before = /(?<=^|[\s(«,])((?:\p{L}{1,5}\.|№|\d+)) (?=[\p{L}\d№«])/gu;
/** A time belongs to the day before it, a mark or dash to what it follows. */
const beforeTime = / (?=\d{1,2}:\d\d(?!\d))/gu;
const beforeMark = / (?=[·—–] )/gu;

/**
 * A text whose lines break only where both halves can be read: no-break spaces (U+00A0) join an abbreviation or
 * number with its word, a time with its day, and «·» with what stands before it.
 */
export const glued = (text: string): string =>
  text.replace(before, "$1\u00a0").replace(beforeTime, "\u00a0").replace(beforeMark, "\u00a0");

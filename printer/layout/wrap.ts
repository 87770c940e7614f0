/** Whether a text stands on one line. */
export type Fits = (text: string) => boolean;

/**
 * Breaks a text into lines that fit. A word is broken only where it is longer than a whole line: behind a hyphen or
 * another sign that it holds, else between syllables with a hyphen, and without one inside numbers, addresses and codes,
 * which a hyphen would change. An empty text is no line.
 */
export function wrapText(text: string, fits: Fits): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (fits(joined)) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = breakWord(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** Whether every word of a text stands on a line, so that none has to be broken. */
export const keepsWords = (text: string, fits: Fits): boolean => wordsOf(text).every(fits);

const wordsOf = (text: string): string[] => text.split(" ").filter((word) => word !== "");

function breakWord(word: string, fits: Fits): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (!fits(rest)) {
    const [piece, left] = breakOnce(rest, fits);
    pieces.push(piece);
    rest = left;
  }
  return rest === "" ? pieces : [...pieces, rest];
}

/** What still stands on a line of the beginning of a word, and what is left; at least one character. */
function breakOnce(word: string, fits: Fits): readonly [string, string] {
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(word)].map(
    ({ segment }) => segment,
  );
  const before = (count: number): string => letters.slice(0, count).join("");
  let most = 1;
  while (most + 1 < letters.length && fits(before(most + 1))) most += 1;
  // A sign close to the beginning would leave a nearly empty line.
  const behindSign = lastUpTo(most, Math.ceil(most / 3), (at) => isSign.test(letters[at - 1] ?? ""));
  if (behindSign !== null) return [before(behindSign), letters.slice(behindSign).join("")];
  const hyphened = lastUpTo(most, 2, (at) => isSyllable(letters, at) && fits(`${before(at)}-`));
  if (hyphened !== null) return [`${before(hyphened)}-`, letters.slice(hyphened).join("")];
  return [before(most), letters.slice(most).join("")];
}

function lastUpTo(most: number, least: number, goes: (at: number) => boolean): number | null {
  for (let at = most; at >= least; at--) if (goes(at)) return at;
  return null;
}

const isSign = /^[-–—/.,;:@_+=&)»]$/u;
const vowel = /[аеёиоуыэюяәөүұіaeiouyäöü]/iu;
/** What a syllable ends with whose next one begins with a vowel. */
const openEnd = /[аеёиоуыэюяәөүұіaeiouyäöüъь]/iu;
/** Letters that never begin a line. */
const bound = /^[ьъйы]/iu;

/** Whether a word may be hyphened before `at`: two letters and a vowel on either side, a consonant going with its vowel. */
function isSyllable(letters: readonly string[], at: number): boolean {
  const start = lastUpTo(at - 1, 0, (place) => !/^\p{L}/u.test(letters[place] ?? ""));
  const head = letters.slice(start === null ? 0 : start + 1, at);
  const after = letters.slice(at);
  const stop = after.findIndex((letter) => !/^\p{L}/u.test(letter));
  const tail = stop === -1 ? after : after.slice(0, stop);
  if (head.length < 2 || tail.length < 2) return false;
  if (!vowel.test(head.join("")) || !vowel.test(tail.join(""))) return false;
  const [first = "", second = ""] = tail;
  if (bound.test(first)) return false;
  return vowel.test(first) ? openEnd.test(head.at(-1) ?? "") : vowel.test(second);
}

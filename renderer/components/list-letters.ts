const shortestWord = 3;

/** The first letter of a name, such as a family name, or nothing. */
export const firstLetter = (name: string): readonly string[] => lettersIn(name.trim().slice(0, 1));

/** The first letters of a name's words, but for the short ones that join them: «врач-терапевт» has В and Т. */
export const wordLetters = (name: string): readonly string[] => [
  ...new Set(
    name
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= shortestWord)
      .flatMap((word) => lettersIn(word.slice(0, 1))),
  ),
];

const lettersIn = (text: string): readonly string[] =>
  /^\p{L}$/u.test(text) ? [text.toLocaleUpperCase("ru")] : [];

/** The letters that occur in a list, in the order of the alphabet. */
export const lettersOfAll = <T>(
  items: readonly T[],
  lettersOf: (item: T) => readonly string[],
): readonly string[] =>
  [...new Set(items.flatMap(lettersOf))].sort((one, other) => one.localeCompare(other, "ru"));

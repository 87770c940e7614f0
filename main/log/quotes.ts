/** What V8's `JSON.parse` quotes of a text that it can't read: up to some tens of characters around the fault. */
const jsonQuote = /(?:\.\.\.)?"[^\n]*"(?:\.\.\.)? is not valid JSON/g;
const jsonToken = /Unexpected token '[^\n]{1,2}'/g;

/** Digits as long as a policy, СНИЛС or phone number, alone: not parts of ids, paths and instants with letters. */
const longNumber = /(?<![\w/.:-])\+?\d{10,16}(?![\w.-])/g;

/**
 * A text without what error messages quote of their input: broken JSON, and numbers that could be a policy's or a
 * phone's.
 */
export const withoutQuotes = (text: string): string =>
  text
    .replace(jsonQuote, "[text] is not valid JSON")
    .replace(jsonToken, "Unexpected token")
    .replace(longNumber, "[number]");

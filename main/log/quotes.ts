/** What V8's `JSON.parse` quotes of a text that it can't read: up to some tens of characters around the fault. */
const jsonQuote = /(?:\.\.\.)?"[^\n]*"(?:\.\.\.)? is not valid JSON/g;
const jsonToken = /Unexpected token '[^\n]{1,2}'/g;

/** Digits as long as a policy, СНИЛС or phone number, alone: not parts of ids, paths and instants with letters. */
const longNumber = /(?<![\w/.:-])\+?\d{10,16}(?![\w.-])/g;

/**
 * The facts of a log line without what error messages quote of their input: broken JSON, and numbers that could be
 * a policy's or a phone's. Only texts are looked at.
 */
export function withoutQuotes(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === "string" ? censored(value) : value]),
  );
}

const censored = (text: string): string =>
  text
    .replace(jsonQuote, "[text] is not valid JSON")
    .replace(jsonToken, "Unexpected token")
    .replace(longNumber, "[number]");

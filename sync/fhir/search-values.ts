/** `\`, `$`, `,` and `|` separate the parts of a search value (R4 §3.1.1.4.0.1). */
export const token = (value: string): string => value.replace(/[\\$,|]/g, "\\$&");

/** A token search's value for an identifier; of several, any one. */
export const anyIdentifier = (
  identifiers: readonly { readonly system: string; readonly value: string }[],
): string => identifiers.map(({ system, value }) => `${token(system)}|${token(value)}`).join(",");

/** A СНИЛС as registers write it: eleven digits, `112-233-445 95` and the like. */
export const snilsForms = (digits: string): readonly string[] => [
  digits,
  ...[" ", "-", "\u00a0", ""].map(
    (last) => `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}${last}${digits.slice(9)}`,
  ),
  `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6, 9)} ${digits.slice(9)}`,
];

/** So many letters that a register may write either way are tried both ways. */
const mostDoubtful = 3;
const doubtful: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["Е", ["Е", "Ё"]],
  ["Ё", ["Е", "Ё"]],
  ["е", ["е", "ё"]],
  ["ё", ["е", "ё"]],
]);

/**
 * What to search a name by, so that it is found however the register writes its е and ё. A string search finds
 * what begins with its value, so that a value may stop before the name does.
 */
export function spellings(name: string): string {
  let values = [""];
  let left = mostDoubtful;
  for (const letter of name) {
    const either = doubtful.get(letter);
    // Apostrophes are written in too many ways.
    if (/['’ʼ`]/u.test(letter) || (either && left-- === 0)) break;
    values = values.flatMap((value) => (either ?? [letter]).map((one) => value + one));
  }
  return values.map(token).join(",");
}

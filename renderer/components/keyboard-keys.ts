/** A key: what it types, or what it does; `span` in widths of a letter. */
export type KeyboardKey =
  | { readonly kind: "types"; readonly text: string; readonly span: number }
  | { readonly kind: "erase" | "clear" | "space"; readonly span: number };

export type KeyboardRow = readonly KeyboardKey[];

const types = (text: string, span = 1): KeyboardKey => ({ kind: "types", text, span });

/** Keys in a row, and the width that all rows of a keyboard are centred in. */
export const columns = 12;

/**
 * The keys that a name is written with. `rows`: the language's letters, row by row, parted by spaces; the last of
 * them gets the hyphen and the key that erases.
 */
export function nameRows(rows: string): readonly KeyboardRow[] {
  const letters = rows.split(" ").map((row) => Array.from(row, (letter) => types(letter)));
  const last = letters.at(-1) ?? [];
  return [
    ...letters.slice(0, -1),
    [...last, types("-"), { kind: "erase", span: Math.max(1, columns - last.length - 1) }],
    [
      { kind: "clear", span: 4 },
      { kind: "space", span: 8 },
    ],
  ];
}

const endingSpan = 3;

/** The keys that an e-mail address is written with. `endings`: those that stand in most addresses of the region. */
export function emailRows(endings: readonly string[]): readonly KeyboardRow[] {
  const row = (letters: string): KeyboardRow => Array.from(letters, (letter) => types(letter));
  return [
    [...row("1234567890"), { kind: "erase", span: 2 }],
    [...row("qwertyuiop"), types("@", 2)],
    [...row("asdfghjkl"), types("_"), types("-", 2)],
    [...row("zxcvbnm"), types(".", 2), { kind: "clear", span: 3 }],
    endings.map((ending) => types(ending, endingSpan)),
  ];
}

import type { TextSize } from "../layout/index.ts";

export type Font = { readonly size: number; readonly weight: 400 | 600 | 700 };

/** Measures in dots. Heads have 8 dots a millimetre, so 24 dots are a text of 3 mm on any paper. */
export type Sizes = {
  readonly margin: number;
  readonly text: Readonly<Record<TextSize, number>>;
  /** Where the value of a fact begins. */
  readonly factColumn: number;
  /** The least space between two cells. */
  readonly gap: number;
  readonly space: { readonly small: number; readonly large: number };
  /** Space above and below a rule, and its height. */
  readonly rule: { readonly around: number; readonly thin: number; readonly thick: number };
  /** The widest that a QR code gets, its quiet zone included. */
  readonly qr: number;
};

const wide: Sizes = {
  margin: 24,
  text: { small: 21, normal: 26, large: 46, huge: 92 },
  factColumn: 136,
  gap: 24,
  space: { small: 10, large: 22 },
  rule: { around: 18, thin: 2, thick: 5 },
  qr: 246,
};

const narrow: Sizes = {
  margin: 12,
  text: { small: 19, normal: 23, large: 36, huge: 66 },
  factColumn: 104,
  gap: 16,
  space: { small: 8, large: 18 },
  rule: { around: 14, thin: 2, thick: 4 },
  qr: 180,
};

/** The measures for paper that is this many dots wide. */
export const sizesFor = (dots: number): Sizes => (dots >= 480 ? wide : narrow);

import type { TextSize } from "../layout/index.ts";

export type Font = { readonly size: number; readonly weight: 400 | 600 | 700 };

/** Measures in dots. The tables below are for 8 dots a millimetre: 24 dots are a text of 3 mm. */
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

/** The measures for paper that is this many dots wide, on a head with so many dots a millimetre. */
export function sizesFor(dots: number, dotsPerMm: number): Sizes {
  const at8 = dots / dotsPerMm >= 60 ? wide : narrow;
  const on = (measure: number): number => Math.max(1, Math.round((measure * dotsPerMm) / 8));
  const { text, space, rule } = at8;
  return {
    margin: on(at8.margin),
    text: { small: on(text.small), normal: on(text.normal), large: on(text.large), huge: on(text.huge) },
    factColumn: on(at8.factColumn),
    gap: on(at8.gap),
    space: { small: on(space.small), large: on(space.large) },
    rule: { around: on(rule.around), thin: on(rule.thin), thick: on(rule.thick) },
    qr: on(at8.qr),
  };
}

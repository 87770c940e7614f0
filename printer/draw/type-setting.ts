import { keepsWords, wrapText } from "../layout/index.ts";
import type { Font, Sizes } from "./sizes.ts";

/** The width of a line in dots. */
export type Measure = (text: string, font: Font) => number;

/** What is painted: a text on its base line, or a filled box. `white` is for what stands on black. */
export type Mark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly font: Font;
      readonly x: number;
      readonly baseline: number;
      readonly white: boolean;
    }
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };

/** Marks placed from the top, and the height that they take. */
export type Placed = { readonly marks: readonly Mark[]; readonly height: number };

/** The column that something is set in. */
export type Column = { readonly x: number; readonly width: number };

/** What a block is placed with: the paper's measures, its printable column, and the font's widths. */
export type Sheet = { readonly sizes: Sizes; readonly column: Column; readonly measure: Measure };

export type Align = "left" | "center" | "right";

export type TextOptions = { readonly align?: Align; readonly leading?: number; readonly white?: boolean };

/** Sets a text in a column, wrapped; `leading` is the height of a line relative to the font's size. */
export function setText(
  text: string,
  font: Font,
  column: Column,
  measure: Measure,
  { align = "left", leading = 1.28, white = false }: TextOptions = {},
): Placed {
  const line = Math.round(font.size * leading);
  // The base line sits where the capitals (0.7 of the size) are centred in the line.
  const base = Math.round(line / 2 + font.size * 0.35);
  const lines = wrapText(text, (part) => measure(part, font) <= column.width);
  const marks = lines.map((part, index): Mark => {
    const spare = column.width - measure(part, font);
    const shift = align === "left" ? 0 : align === "center" ? spare / 2 : spare;
    return {
      kind: "text",
      text: part,
      font,
      x: column.x + Math.round(shift),
      baseline: index * line + base,
      white,
    };
  });
  return { marks, height: lines.length * line };
}

/** Puts one thing below the other. */
export function stack(parts: readonly Placed[]): Placed {
  let height = 0;
  const marks: Mark[] = [];
  for (const part of parts) {
    marks.push(...part.marks.map((mark) => lower(mark, height)));
    height += part.height;
  }
  return { marks, height };
}

/** Puts things side by side, their tops on one line. They must be set in columns of their own. */
export const beside = (parts: readonly Placed[]): Placed => ({
  marks: parts.flatMap((part) => part.marks),
  height: Math.max(0, ...parts.map((part) => part.height)),
});

/** The same, further down. */
export const pushDown = (placed: Placed, by: number): Placed => ({
  marks: placed.marks.map((mark) => lower(mark, by)),
  height: placed.height + by,
});

export const blank = (height: number): Placed => ({ marks: [], height });

const lower = (mark: Mark, by: number): Mark =>
  mark.kind === "text" ? { ...mark, baseline: mark.baseline + by } : { ...mark, y: mark.y + by };

/** Whether no word of a text has to be broken in a column of this width. */
export const keepsWordsIn = (text: string, font: Font, width: number, measure: Measure): boolean =>
  keepsWords(text, (part) => measure(part, font) <= width);

import { encode } from "uqr";
import type { QrBlock } from "../layout/index.ts";
import type { Font } from "./sizes.ts";
import type { Mark, Placed, Sheet } from "./type-setting.ts";
import { beside, blank, keepsWordsIn, pushDown, setText, stack } from "./type-setting.ts";

/** White modules around a QR code, ISO/IEC 18004 §5.3.8. */
const quiet = 4;

/** Modules of a QR code, rows from the top; error correction M, as text printers are told to use. */
export const qrModules = (payload: string): readonly (readonly boolean[])[] =>
  encode(payload, { ecc: "M", boostEcc: false, border: 0 }).data;

/**
 * The code at the left with its quiet zone, its texts beside it, centred to its height; above it where one of their
 * words is wider than what is left.
 */
export function placeQr(
  { payload, caption, beside: cells }: QrBlock,
  { sizes, column, measure }: Sheet,
): Placed {
  const rows = qrModules(payload);
  const cell = Math.max(3, Math.floor(sizes.qr / (rows.length + 2 * quiet)));
  const side = cell * rows.length;
  const border = cell * quiet;
  // The paper's own margin is white as well: the code may stand close to it.
  const x = column.x + Math.max(0, border - column.x);
  const code: Placed = {
    marks: rows.flatMap((row, top) => rowMarks(row, x, border + top * cell, cell)),
    height: side + 2 * border,
  };
  const from = x + side + border;
  const texts = { x: from, width: column.x + column.width - from };
  const small: Font = { size: sizes.text.small, weight: 400 };
  const value: Font = { size: sizes.text.normal, weight: 600 };
  const parts: readonly Part[] = [
    ...cells.flatMap(({ label, value: text }): Part[] => [
      { text: label.main, font: small },
      { text: label.second ?? "", font: small, leading: 1.1 },
      { text, font: value },
      space,
    ]),
    { text: caption.main, font: small },
    { text: caption.second ?? "", font: small, leading: 1.1 },
  ];
  const narrow = parts.some(({ text, font }) => !keepsWordsIn(text, font, texts.width, measure));
  const words = stack(
    parts.map((part) =>
      part === space
        ? blank(sizes.space.small)
        : setText(
            part.text,
            part.font,
            narrow ? column : texts,
            measure,
            part.leading === undefined ? {} : { leading: part.leading },
          ),
    ),
  );
  // Above the code words have the most room.
  if (narrow) return stack([words, code]);
  return beside([code, pushDown(words, Math.max(0, Math.round((code.height - words.height) / 2)))]);
}

type Part = { readonly text: string; readonly font: Font; readonly leading?: number };
const space: Part = { text: "", font: { size: 0, weight: 400 } };

/** One box for each run of dark modules: no seams between them. */
function rowMarks(row: readonly boolean[], x: number, y: number, cell: number): Mark[] {
  const marks: Mark[] = [];
  let start: number | null = null;
  for (const [index, dark] of [...row, false].entries()) {
    if (dark && start === null) start = index;
    if (dark || start === null) continue;
    marks.push({ kind: "box", x: x + start * cell, y, width: (index - start) * cell, height: cell });
    start = null;
  }
  return marks;
}

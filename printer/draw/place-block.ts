import { unreachable } from "#contract/index.ts";
import type { BannerBlock, Block, Cell, FactBlock, HeroBlock, Label, TextBlock } from "../layout/index.ts";
import { placeQr } from "./place-qr.ts";
import type { Font, Sizes } from "./sizes.ts";
import type { Align, Column, Mark, Placed, Sheet } from "./type-setting.ts";
import { beside, blank, keepsWordsIn, pushDown, setText, stack } from "./type-setting.ts";

/** Places a block from the top of its own; a cut takes no place in a picture. */
export function placeBlock(block: Block, sheet: Sheet): Placed {
  switch (block.kind) {
    case "text":
      return placeText(block, sheet);
    case "banner":
      return placeBanner(block, sheet);
    case "hero":
      return placeHero(block, sheet);
    case "fact":
      return placeFact(block, sheet);
    case "rule":
      return placeRule(sheet.sizes.rule[block.weight], sheet);
    case "space":
      return blank(sheet.sizes.space[block.size]);
    case "qr":
      return placeQr(block, sheet);
    case "cut":
      return blank(0);
    default:
      return unreachable(block);
  }
}

function placeText({ text, size, bold, align }: TextBlock, sheet: Sheet): Placed {
  const { sizes, column, measure } = sheet;
  if (size === "large" || size === "huge") {
    const font = fittingFont([text], column.width, sizes.text[size], sheet);
    return setText(text, { ...font, weight: bold ? 700 : 400 }, column, measure, { align });
  }
  return setText(text, { size: sizes.text[size], weight: bold ? 600 : 400 }, column, measure, { align });
}

function placeBanner({ text, note }: BannerBlock, { sizes, column, measure }: Sheet): Placed {
  const options = { align: "center", white: true } as const;
  const font = wholeWordsFont([text], column.width, sizes.text.large, { sizes, column, measure });
  const words = stack([
    setText(text, font, column, measure, { ...options, leading: 1.1 }),
    setText(note, { size: sizes.text.normal, weight: 400 }, column, measure, options),
  ]);
  const padding = sizes.space.small;
  const ground: Mark = { kind: "box", ...column, y: 0, height: words.height + 2 * padding };
  return { marks: [ground, ...pushDown(words, padding).marks], height: ground.height };
}

function placeRule(height: number, { sizes, column }: Sheet): Placed {
  const { around } = sizes.rule;
  return { marks: [{ kind: "box", ...column, y: around, height }], height: around * 2 + height };
}

/** Cells side by side at the size that both have room for, else one below the other. */
function placeHero({ size, left, right }: HeroBlock, sheet: Sheet): Placed {
  const { sizes, column, measure } = sheet;
  const full = sizes.text[size];
  if (right === null)
    return placeCell(left, fittingFont([left.value], column.width, full, sheet), column, sheet);
  const room = column.width - sizes.gap;
  const font = fittingFont([left.value, right.value], room, full, sheet);
  const widest = (cell: Cell): number =>
    Math.max(measure(cell.value, font), measure(captionOf(cell.label), captionFont(sizes)));
  const rightWidth = Math.ceil(widest(right));
  if (widest(left) + rightWidth > room) {
    const alone = [left, right].map((cell) =>
      placeCell(cell, fittingFont([cell.value], column.width, full, sheet), column, sheet),
    );
    return stack([alone[0] ?? blank(0), blank(sizes.space.small), alone[1] ?? blank(0)]);
  }
  return beside([
    placeCell(left, font, { x: column.x, width: room - rightWidth }, sheet),
    placeCell(right, font, { x: column.x + column.width - rightWidth, width: rightWidth }, sheet, "right"),
  ]);
}

/**
 * The largest of a few sizes in which these texts stand on one line; where none does, half the size or what their
 * longest word needs.
 */
function fittingFont(texts: readonly string[], width: number, full: number, sheet: Sheet): Font {
  const fonts = [1, 0.85, 0.72, 0.6, 0.5].map((factor): Font => bold(full * factor));
  const fits = (font: Font): boolean =>
    texts.reduce((sum, text) => sum + sheet.measure(text, font), 0) <= width;
  return fonts.find(fits) ?? wholeWordsFont(texts, width, full / 2, sheet);
}

/** The largest size up to `most` in which no word of these texts has to be broken, but never below usual text. */
function wholeWordsFont(texts: readonly string[], width: number, most: number, sheet: Sheet): Font {
  const least = sheet.sizes.text.normal;
  for (let size = most; size > least; size *= 0.9) {
    if (texts.every((text) => keepsWordsIn(text, bold(size), width, sheet.measure))) return bold(size);
  }
  return bold(Math.min(least, most));
}

const bold = (size: number): Font => ({ size: Math.round(size), weight: 700 });

function placeCell(
  { label, value }: Cell,
  font: Font,
  column: Column,
  sheet: Sheet,
  align: Align = "left",
): Placed {
  return stack([
    ...captionLines(label, column.width, sheet).map((line) =>
      setText(line, captionFont(sheet.sizes), column, sheet.measure, { align }),
    ),
    setText(value, font, column, sheet.measure, { align, leading: 1.06 }),
  ]);
}

function placeFact({ label, value, note }: FactBlock, { sizes, column, measure }: Sheet): Placed {
  const normal = sizes.text.normal;
  const small: Font = { size: sizes.text.small, weight: 400 };
  const strong: Font = { size: normal, weight: 600 };
  const captions = { x: column.x, width: sizes.factColumn - sizes.gap / 2 };
  const values = { x: column.x + sizes.factColumn, width: column.width - sizes.factColumn };
  const whole = (text: string | null, font: Font, { width }: Column): boolean =>
    keepsWordsIn(text ?? "", font, width, measure);
  const inColumns =
    whole(label.main, small, captions) &&
    whole(label.second, small, captions) &&
    whole(value, strong, values) &&
    whole(note, small, values);
  if (!inColumns) {
    // One below the other over the whole width, where words have the most room.
    return stack([
      ...captionLines(label, column.width, { sizes, column, measure }).map((line) =>
        setText(line, small, column, measure),
      ),
      setText(value, strong, column, measure),
      setText(note ?? "", small, column, measure),
      blank(sizes.space.small),
    ]);
  }
  // A caption is smaller than its value but stands on the same base line: it is set in the value's leading.
  const leading = (normal * 1.28) / small.size;
  return stack([
    beside([
      stack([
        setText(label.main, small, captions, measure, { leading }),
        setText(label.second ?? "", small, captions, measure, { leading: 1.1 }),
      ]),
      stack([setText(value, strong, values, measure), setText(note ?? "", small, values, measure)]),
    ]),
    blank(sizes.space.small),
  ]);
}

const captionFont = (sizes: Sizes): Font => ({ size: sizes.text.small, weight: 400 });

/** Both languages of a caption on one line. */
const captionOf = ({ main, second }: Label): string => (second === null ? main : `${main} · ${second}`);

/** The same, on a line each where one line is too short. */
function captionLines(label: Label, width: number, { sizes, measure }: Sheet): string[] {
  const joined = captionOf(label);
  if (label.second === null || measure(joined, captionFont(sizes)) <= width) return [joined];
  return [label.main, label.second];
}

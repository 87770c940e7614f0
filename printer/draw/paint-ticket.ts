import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import type { TicketLayout } from "../layout/index.ts";
import { type Bitmap, isBlackAt } from "./bitmap.ts";
import { canvas as loadedCanvas } from "./canvas.ts";
import { fontFamilies, registerFonts, withGlyphs } from "./fonts.ts";
import { placeBlock } from "./place-block.ts";
import type { Font } from "./sizes.ts";
import { sizesFor } from "./sizes.ts";
import type { Mark } from "./type-setting.ts";
import { blank, stack } from "./type-setting.ts";

export type DrawOptions = {
  /** Holds the font's woff2 files where they are not those of the installed package. */
  readonly fontsFolder?: string | undefined;
  /** Stands at the top, centred. */
  readonly logo?: Bitmap | null;
  /** Of the head; 8 where it is left out. */
  readonly dotsPerMm?: number;
};

/** Paints a ticket black on white, `dots` wide and as high as it needs to be, in Golos Text. */
export function paintTicket(
  layout: TicketLayout,
  dots: number,
  { fontsFolder, logo = null, dotsPerMm = 8 }: DrawOptions,
): Canvas {
  registerFonts(fontsFolder);
  const { createCanvas } = loadedCanvas();
  const sizes = sizesFor(dots, dotsPerMm);
  const column = { x: sizes.margin, width: dots - 2 * sizes.margin };
  const ruler = createCanvas(1, 1).getContext("2d");
  const measure = (text: string, font: Font): number => {
    chooseFont(ruler, font);
    return ruler.measureText(withGlyphs(text)).width;
  };
  const head = logo ? [blank(logo.height), blank(sizes.space.large)] : [];
  const { marks, height } = stack([
    blank(sizes.margin),
    ...head,
    ...layout.blocks.map((block) => placeBlock(block, { sizes, column, measure })),
    blank(sizes.margin),
  ]);

  const canvas = createCanvas(dots, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, dots, height);
  if (logo) paintBitmap(context, logo, Math.round((dots - logo.width) / 2), sizes.margin);
  for (const mark of marks) paint(context, mark);
  return canvas;
}

function paintBitmap(context: SKRSContext2D, bitmap: Bitmap, left: number, top: number): void {
  context.fillStyle = "#000";
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) {
      if (isBlackAt(bitmap, x, y)) context.fillRect(left + x, top + y, 1, 1);
    }
  }
}

function paint(context: SKRSContext2D, mark: Mark): void {
  if (mark.kind === "box") {
    context.fillStyle = "#000";
    context.fillRect(mark.x, mark.y, mark.width, mark.height);
    return;
  }
  context.fillStyle = mark.white ? "#fff" : "#000";
  chooseFont(context, mark.font);
  context.fillText(withGlyphs(mark.text), mark.x, mark.baseline);
}

// The weight must be set on the font's axis too: `font` alone only smears the regular letters.
function chooseFont(context: SKRSContext2D, { size, weight }: Font): void {
  context.font = `${weight} ${size}px ${fontFamilies}`;
  context.fontVariationSettings = `"wght" ${weight}`;
}

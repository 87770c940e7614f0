import type { SKRSContext2D } from "@napi-rs/canvas";
import { createCanvas } from "@napi-rs/canvas";
import type { TicketLayout } from "../layout/index.ts";
import { fontFamilies, registerFonts } from "./fonts.ts";
import { placeBlock } from "./place-block.ts";
import type { Font } from "./sizes.ts";
import { sizesFor } from "./sizes.ts";
import type { Mark } from "./type-setting.ts";
import { blank, stack } from "./type-setting.ts";

export type TicketPicture = {
  readonly png: Uint8Array;
  /** Dots. */
  readonly width: number;
  readonly height: number;
};

/**
 * Draws a ticket black on white, `dots` wide and as high as it needs to be, in Golos Text. `fontsFolder`
 * holds the font's woff2 files where they are not those of the installed package. The
 * slow part, packing the PNG, runs on another thread.
 */
export async function drawTicket(
  layout: TicketLayout,
  dots: number,
  { fontsFolder }: { readonly fontsFolder?: string } = {},
): Promise<TicketPicture> {
  registerFonts(fontsFolder);
  const sizes = sizesFor(dots);
  const column = { x: sizes.margin, width: dots - 2 * sizes.margin };
  const ruler = createCanvas(1, 1).getContext("2d");
  const measure = (text: string, font: Font): number => {
    chooseFont(ruler, font);
    return ruler.measureText(text).width;
  };
  const { marks, height } = stack([
    blank(sizes.margin),
    ...layout.blocks.map((block) => placeBlock(block, { sizes, column, measure })),
    blank(sizes.margin),
  ]);

  const canvas = createCanvas(dots, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, dots, height);
  for (const mark of marks) paint(context, mark);
  return { png: await canvas.encode("png"), width: dots, height };
}

function paint(context: SKRSContext2D, mark: Mark): void {
  if (mark.kind === "box") {
    context.fillStyle = "#000";
    context.fillRect(mark.x, mark.y, mark.width, mark.height);
    return;
  }
  context.fillStyle = mark.white ? "#fff" : "#000";
  chooseFont(context, mark.font);
  context.fillText(mark.text, mark.x, mark.baseline);
}

// The weight must be set on the font's axis too: `font` alone only smears the regular letters.
function chooseFont(context: SKRSContext2D, { size, weight }: Font): void {
  context.font = `${weight} ${size}px ${fontFamilies}`;
  context.fontVariationSettings = `"wght" ${weight}`;
}

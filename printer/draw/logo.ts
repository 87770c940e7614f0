import { readFile } from "node:fs/promises";
import { type Bitmap, dither, toShades } from "./bitmap.ts";
import { canvas } from "./canvas.ts";

/** A logo is a sign, not a poster: it takes at most this part of the paper's width, and of its width in height. */
const widest = 0.6;
const highest = 0.4;

/**
 * Reads a clinic's logo (PNG) and makes it fit for paper `dots` wide: scaled down where it is larger than a logo
 * should be, never up, dithered. Throws when the file can't be read or is no picture.
 */
export async function loadLogo(file: string, dots: number): Promise<Bitmap> {
  const { createCanvas, loadImage } = canvas();
  const image = await loadImage(await readFile(file));
  const scale = Math.min(1, (dots * widest) / image.width, (dots * highest) / image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0, width, height);
  return dither(toShades(context.getImageData(0, 0, width, height).data, { width, height }));
}

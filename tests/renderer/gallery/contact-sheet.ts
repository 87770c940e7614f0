import { createRequire } from "node:module";
import { join } from "node:path";
import { createCanvas, GlobalFonts, loadImage } from "@napi-rs/canvas";

export type Picture = { readonly name: string; readonly png: Buffer };

const gap = 24;
const label = 34;
const family = "Golos Text";

const fonts = join(createRequire(import.meta.url).resolve("@fontsource-variable/golos-text"), "../files");
for (const subset of ["latin", "latin-ext", "cyrillic", "cyrillic-ext"])
  GlobalFonts.registerFromPath(join(fonts, `golos-text-${subset}-wght-normal.woff2`), family);

/**
 * Pictures of one size side by side, each under its name, on one sheet: `width` is that of each on the sheet, px.
 * Answers with a PNG.
 */
export async function contactSheet(
  pictures: readonly Picture[],
  {
    columns,
    width,
    named = true,
  }: { readonly columns: number; readonly width: number; readonly named?: boolean },
): Promise<Buffer> {
  const images = await Promise.all(pictures.map(({ png }) => loadImage(png)));
  const [first] = images;
  if (!first) throw new Error("a contact sheet without pictures");
  const height = Math.round((width * first.height) / first.width);
  const head = named ? label : 0;
  const rows = Math.ceil(images.length / columns);
  const across = Math.min(columns, images.length);
  const canvas = createCanvas(across * (width + gap) + gap, rows * (height + head + gap) + gap);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#c9d3e0";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#0e2038";
  context.font = `500 18px "${family}"`;
  for (const [index, image] of images.entries()) {
    const left = gap + (index % columns) * (width + gap);
    const top = gap + Math.floor(index / columns) * (height + head + gap);
    if (named) context.fillText(pictures[index]?.name ?? "", left, top + 20, width);
    context.drawImage(image, left, top + head, width, height);
  }
  return canvas.toBuffer("image/png");
}

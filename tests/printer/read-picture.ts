import { createCanvas, loadImage } from "@napi-rs/canvas";

export type Picture = {
  readonly width: number;
  readonly height: number;
  /** 0 black … 255 white. */
  at(x: number, y: number): number;
  isDark(x: number, y: number): boolean;
};

/** Unpacks a PNG into its shades. */
export async function readPicture(png: Uint8Array): Promise<Picture> {
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const at = (x: number, y: number): number => {
    if (x < 0 || y < 0 || x >= width || y >= height) throw new Error(`outside the picture: ${x}, ${y}`);
    return data[(y * width + x) * 4] ?? 0;
  };
  return { width, height, at, isDark: (x, y) => at(x, y) < 128 };
}

/** The rows in which any dot is dark. */
export const inkedRows = (picture: Picture): number[] =>
  Array.from({ length: picture.height }, (_, y) => y).filter((y) =>
    Array.from({ length: picture.width }, (_, x) => x).some((x) => picture.isDark(x, y)),
  );

/**
 * Reads a QR code of `size` modules from the left half of the picture, below everything else that is there:
 * its lowest dark dots are the foot of the lower left finder pattern, seven modules wide and one high.
 */
export function readQr(picture: Picture, size: number): { modules: boolean[][]; quietZone: boolean } {
  const left = Array.from({ length: Math.floor(picture.width / 3) }, (_, x) => x);
  const rows = Array.from({ length: picture.height }, (_, y) => picture.height - 1 - y);
  const bottom = rows.find((y) => left.some((x) => picture.isDark(x, y)));
  if (bottom === undefined) throw new Error("no code in the picture");
  const x0 = left.find((x) => picture.isDark(x, bottom)) ?? 0;
  let run = 0;
  while (picture.isDark(x0 + run, bottom)) run += 1;
  const cell = run / 7;
  const y0 = bottom + 1 - size * cell;
  const module = (column: number, row: number): boolean =>
    picture.isDark(Math.floor(x0 + (column + 0.5) * cell), Math.floor(y0 + (row + 0.5) * cell));
  const indexes = Array.from({ length: size }, (_, index) => index);
  const modules = indexes.map((row) => indexes.map((column) => module(column, row)));

  const white = (x: number, y: number): boolean =>
    x < 0 || y < 0 || x >= picture.width || y >= picture.height || !picture.isDark(x, y);
  const side = size * cell;
  const border = Array.from({ length: 4 * cell }, (_, index) => index + 1);
  const along = Array.from({ length: side + 8 * cell }, (_, index) => index - 4 * cell);
  const quietZone = border.every((away) =>
    along.every(
      (offset) =>
        white(x0 - away, y0 + offset) &&
        white(x0 + side - 1 + away, y0 + offset) &&
        white(x0 + offset, y0 - away) &&
        white(x0 + offset, y0 + side - 1 + away),
    ),
  );
  return { modules, quietZone };
}

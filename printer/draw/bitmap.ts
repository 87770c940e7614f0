/** A picture in black and white: rows from the top, eight dots a byte, the leftmost in the highest bit, 1 = black. */
export type Bitmap = {
  /** Dots. Each row takes whole bytes; dots beyond the width are white. */
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
};

/** Shades of grey, 0 black … 255 white, one byte a dot, rows from the top. */
export type Shades = { readonly width: number; readonly height: number; readonly values: Uint8Array };

/** RGBA on white paper to shades (Rec. 601 luma, in 256ths). */
export function toShades(
  rgba: Uint8ClampedArray | Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Shades {
  const values = new Uint8Array(width * height);
  for (let at = 0, part = 0; at < values.length; at++, part += 4) {
    const luma = (77 * (rgba[part] ?? 0) + 150 * (rgba[part + 1] ?? 0) + 29 * (rgba[part + 2] ?? 0)) >> 8;
    const alpha = rgba[part + 3] ?? 255;
    values[at] = alpha === 255 ? luma : 255 - (((255 - luma) * alpha) >> 8);
  }
  return { width, height, values };
}

/** Black where it is darker than half: text and codes keep their edges. */
export function threshold({ width, height, values }: Shades): Bitmap {
  const bitmap = whitePaper(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if ((values[y * width + x] ?? 255) < 128) blacken(bitmap, x, y);
  }
  return bitmap;
}

/** Floyd–Steinberg: each dot's error goes to its neighbours, so that greys stay grey. For pictures only. */
export function dither({ width, height, values }: Shades): Bitmap {
  const bitmap = whitePaper(width, height);
  const left = Float32Array.from(values);
  const spread = (x: number, y: number, error: number): void => {
    if (x >= 0 && x < width && y < height) left[y * width + x] = (left[y * width + x] ?? 255) + error;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = left[y * width + x] ?? 255;
      if (value < 128) blacken(bitmap, x, y);
      const error = value - (value < 128 ? 0 : 255);
      spread(x + 1, y, (error * 7) / 16);
      spread(x - 1, y + 1, (error * 3) / 16);
      spread(x, y + 1, (error * 5) / 16);
      spread(x + 1, y + 1, error / 16);
    }
  }
  return bitmap;
}

const strideOf = (width: number): number => Math.ceil(width / 8);

/** A picture of squares, `cell` dots a side; rows from the top, true = black. */
export function bitmapOfCells(rows: readonly (readonly boolean[])[], cell: number): Bitmap {
  const bitmap = whitePaper((rows[0]?.length ?? 0) * cell, rows.length * cell);
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) {
      if (rows[Math.floor(y / cell)]?.[Math.floor(x / cell)]) blacken(bitmap, x, y);
    }
  }
  return bitmap;
}

const whitePaper = (width: number, height: number): Bitmap => ({
  width,
  height,
  bits: new Uint8Array(strideOf(width) * height),
});

function blacken({ width, bits }: Bitmap, x: number, y: number): void {
  const at = y * strideOf(width) + (x >> 3);
  bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
}

export function isBlackAt({ width, bits }: Bitmap, x: number, y: number): boolean {
  return ((bits[y * strideOf(width) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

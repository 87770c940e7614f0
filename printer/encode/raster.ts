import type { Bitmap } from "../draw/index.ts";

/** `GS v 0`, mode 0: one dot a dot (Epson's ESC/POS command reference). */
const header = [0x1d, 0x76, 0x30, 0x00] as const;

// Second bytes of DLE EOT, DLE ENQ and DLE DC4. A printer obeys these while it receives, inside a picture too:
// the last one can even cut its power.
const realTime = new Set([0x04, 0x05, 0x14]);
const dle = 0x10;

/** The commands that print a picture, each with at most `rows` of it: a printer with a small buffer fails on more. */
export function rasterBands({ width, height, bits }: Bitmap, rows: number): Uint8Array[] {
  const stride = Math.ceil(width / 8);
  const bands: Uint8Array[] = [];
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    const data = withoutRealTime(bits.subarray(top * stride, (top + count) * stride));
    const band = new Uint8Array(header.length + 4 + data.length);
    band.set([...header, stride & 0xff, stride >> 8, count & 0xff, count >> 8]);
    band.set(data, header.length + 4);
    bands.push(band);
  }
  return bands;
}

/**
 * Image data in which no two bytes make a real-time command. The dot right of the lone one of a `10` is set:
 * it thickens what is there by an eighth of a millimetre, and nobody sees it.
 */
export function withoutRealTime(data: Uint8Array): Uint8Array {
  const safe = data.slice();
  for (let at = data.indexOf(dle); at !== -1; at = data.indexOf(dle, at + 1)) {
    if (realTime.has(data[at + 1] ?? -1)) safe[at] = dle | 0x08;
  }
  return safe;
}

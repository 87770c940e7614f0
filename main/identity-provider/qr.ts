import { encode } from "uqr";

/**
 * The largest version that a phone still reads off a screen at arm's length: 65 modules a side. It holds 287 bytes at
 * error correction M (ISO/IEC 18004, table 7).
 */
const largestVersion = 12;

/** Modules of a QR code, rows from the top, `1` = dark; null where the text is longer than a legible code holds. */
export function qrRows(text: string): string[] | null {
  try {
    const { data } = encode(text, { ecc: "M", boostEcc: false, border: 0, maxVersion: largestVersion });
    return data.map((row) => row.map((dark) => (dark ? "1" : "0")).join(""));
  } catch {
    return null;
  }
}

/**
 * Makes a text from outside safe to stand on one line of paper: control characters (C0, C1) would be
 * commands to a printer, direction marks and zero-width characters would disguise what is printed, line
 * breaks would break the layout. Keeps everything that has ink. Idempotent.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Z}\t-\r\u0085]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

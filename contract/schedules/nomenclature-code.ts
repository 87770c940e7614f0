/**
 * A code of the nomenclature of medical services (order of the Ministry of Health № 804н), such as `B01.065.001` or
 * `A04.20.001.001`, from what a register wrote: Cyrillic «А» and «В», small letters, spaces, commas or hyphens for
 * dots, a dot after the letter, no dots at all.
 * @returns null for what is no such code: a number of the register's own, a code of another list
 */
export function nomenclatureCode(written: string): string | null {
  const text = written
    .toUpperCase()
    .replaceAll("\u0410", "A")
    .replaceAll("\u0412", "B")
    .replaceAll(/[\s.,·/_\-‐‑–—]/g, "");
  // Class A: type, anatomy, number; class B: type, specialty, number. Both may be divided once or twice more, and
  // regions do so with two digits or three.
  const parts =
    /^(A\d{2})(\d{2})(\d{3})(\d{3})?(\d{3})?$/.exec(text) ??
    /^(B\d{2})(\d{3})(\d{3})(\d{2,3})?(\d{3})?$/.exec(text);
  return parts ? parts.slice(1).filter(Boolean).join(".") : null;
}

import { parsePolicy } from "#contract/patients/policy.ts";

/** What stands in the search field, as far as it is more than a number or a name. */
export type SearchedCode =
  | { readonly kind: "visit"; readonly visitId: string }
  /** `needsBirthDate`: a number alone; the barcode of a paper policy holds the birth date as well. */
  | { readonly kind: "policy"; readonly policy: string; readonly needsBirthDate: boolean }
  /** Sixteen digits, or a piece of a barcode: meant as a policy, and none. */
  | { readonly kind: "noPolicy" };

const ticketCode = /^INFOMAT:V1:([A-Za-z0-9\-.]{1,64})$/i;
/** The barcode of a paper policy, 130 bytes in hex; a scanner may say before it which kind of code it was. */
const policyBarcode = /^(?:\][A-Za-z]\d)?0[12][0-9a-f]{258}$/i;
const piece = /^(?:\][A-Za-z]\d)?0[12][0-9a-f]{30,}$/i;
const sixteenDigits = /^\d{16}$/;

/**
 * Tells a code or a policy from what is looked for in the lists.
 * @param keys the same by the places of its keys: a scanner presses those of an American keyboard, and what comes of
 *   them depends on the letters that the computer has on
 * @returns null where it is none
 */
export function readSearch(raw: string, keys: string): SearchedCode | null {
  const typed = raw.trim();
  for (const text of [typed, keys.trim()]) {
    const [, visitId] = ticketCode.exec(text) ?? [];
    if (visitId !== undefined) return { kind: "visit", visitId };
    if (policyBarcode.test(text)) return { kind: "policy", policy: text, needsBirthDate: false };
    if (piece.test(text)) return { kind: "noPolicy" };
  }
  const digits = typed.replace(/[\s\-–]/g, "");
  if (!sixteenDigits.test(digits)) return null;
  const read = parsePolicy({ kind: "unified", number: digits });
  return read.ok ? { kind: "policy", policy: digits, needsBirthDate: true } : { kind: "noPolicy" };
}

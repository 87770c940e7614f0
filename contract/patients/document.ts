import { fail, ok, type Result } from "../base/result.ts";

/** What proves a policy's holder beside its number: one of them is asked, as configured (`signIn.secondFactor`). */
export const secondFactors = ["birthDate", "document"] as const;
export type SecondFactor = (typeof secondFactors)[number];

export const documentFaults = ["DOCUMENT_EMPTY", "DOCUMENT_TOO_SHORT", "DOCUMENT_CHARACTERS"] as const;
export type DocumentFault = (typeof documentFaults)[number];
const shortestDocument = 5;
export const longestDocument = 20;

/**
 * Reads the number, without its series, of a passport, a social card, a birth certificate or a pension
 * insurance certificate: digits, and letters where a document has them.
 */
export function parseDocument(typed: string): Result<string, DocumentFault> {
  const number = typed.replace(/[\s\-–]/gu, "").toUpperCase();
  if (number === "") return fail("DOCUMENT_EMPTY");
  if (number.length > longestDocument || !/^[0-9A-ZА-ЯЁ]+$/u.test(number)) return fail("DOCUMENT_CHARACTERS");
  if (number.length < shortestDocument) return fail("DOCUMENT_TOO_SHORT");
  return ok(number);
}

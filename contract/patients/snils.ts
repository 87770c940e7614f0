import { fail, ok, type Result } from "../base/result.ts";

export const snilsFaults = ["SNILS_INCOMPLETE", "SNILS_CHECK"] as const;
export type SnilsFault = (typeof snilsFaults)[number];

/** Numbers up to 001-001-998 were given out without control digits. */
const lastUnchecked = 1_001_998;

/**
 * Reads a СНИЛС as typed, 11 digits with or without its hyphens: nine digits of a number, then s mod 101
 * (100 → 00), where s = Σ dᵢ · (9 … 1).
 */
export function parseSnils(typed: string): Result<string, SnilsFault> {
  const digits = typed.replace(/[\s-]/gu, "");
  if (!/^\d{11}$/.test(digits)) return fail("SNILS_INCOMPLETE");
  const number = digits.slice(0, 9);
  if (Number(number) <= lastUnchecked) return ok(digits);
  const sum = [...number].reduce((total, digit, place) => total + Number(digit) * (9 - place), 0);
  return Number(digits.slice(9)) === (sum % 101) % 100 ? ok(digits) : fail("SNILS_CHECK");
}

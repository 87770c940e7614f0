import { z } from "zod";
import { fail, ok, type Result } from "./result.ts";

/** A person as typed at the screen. `birthDate`: eight digits, day first. */
export const personInputSchema = z.strictObject({
  family: z.string().max(80),
  given: z.string().max(80),
  /** Empty where there is none. */
  patronymic: z.string().max(80),
  birthDate: z.string().max(8),
});
export type PersonInput = z.infer<typeof personInputSchema>;

export const nameFaults = ["NAME_EMPTY", "NAME_TOO_LONG", "NAME_CHARACTERS"] as const;
export type NameFault = (typeof nameFaults)[number];
export const nameFields = ["family", "given", "patronymic"] as const;
export type NameField = (typeof nameFields)[number];

export const longestName = 40;
const namePattern = /^\p{L}[\p{L}\p{M}'’. -]*$/u;

/** A name as typed, with single spaces: «анна-мария » → «Анна-Мария». Only the patronymic may be empty. */
export function parseName(field: NameField, typed: string): Result<string, NameFault> {
  const name = typed.trim().replace(/\s+/gu, " ");
  if (name === "") return field === "patronymic" ? ok("") : fail("NAME_EMPTY");
  if ([...name].length > longestName) return fail("NAME_TOO_LONG");
  if (!namePattern.test(name)) return fail("NAME_CHARACTERS");
  return ok(
    name
      .toLocaleLowerCase("ru")
      .replace(
        /(^|[\s\-'’.])(\p{L})/gu,
        (_, before: string, letter: string) => before + letter.toLocaleUpperCase("ru"),
      ),
  );
}

/** Whether two names are one: case, spaces and the dots of ё make no difference, registers write them either way. */
export const isSameName = (one: string, other: string): boolean => foldedName(one) === foldedName(other);

/** A name as it is compared. */
export const foldedName = (name: string): string =>
  name
    .normalize("NFC")
    .trim()
    .replace(/\s+/gu, " ")
    .replace(/\s*[-‐‑–]\s*/gu, "-")
    .replace(/[’ʼ`]/gu, "'")
    .toLocaleUpperCase("ru")
    .replaceAll("Ё", "Е");

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

export const emailFaults = ["EMAIL_EMPTY", "EMAIL_INCOMPLETE", "EMAIL_CHARACTERS"] as const;
export type EmailFault = (typeof emailFaults)[number];
export const longestEmail = 100;

/** Reads an address as typed on the kiosk's keys: `name@domain.tld` of Latin letters, digits and `._%+-`. */
export function parseEmail(typed: string): Result<string, EmailFault> {
  const address = typed.trim();
  if (address === "") return fail("EMAIL_EMPTY");
  if (address.length > longestEmail || !/^[A-Za-z0-9._%+\-@]+$/.test(address))
    return fail("EMAIL_CHARACTERS");
  if (
    !/^[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(
      address,
    )
  )
    return fail("EMAIL_INCOMPLETE");
  return ok(address);
}

/** What proves a policy's holder beside its number: one of them is asked, as configured (`signIn.secondFactor`). */
export const secondFactors = ["birthDate", "document"] as const;
export type SecondFactor = (typeof secondFactors)[number];

export const documentFaults = ["DOCUMENT_EMPTY", "DOCUMENT_TOO_SHORT", "DOCUMENT_CHARACTERS"] as const;
export type DocumentFault = (typeof documentFaults)[number];
export const shortestDocument = 5;
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

import { z } from "zod";
import { fail, ok, type Result } from "../base/result.ts";

export const sexes = ["male", "female"] as const;
export type Sex = (typeof sexes)[number];

/** A name as typed at the screen. */
export const nameInputSchema = z.strictObject({
  family: z.string().max(80),
  given: z.string().max(80),
  /** Empty where there is none. */
  patronymic: z.string().max(80),
});
export type NameInput = z.infer<typeof nameInputSchema>;

/** A person as typed at the screen. `birthDate`: eight digits, day first. */
export const personInputSchema = nameInputSchema.extend({ birthDate: z.string().max(8) });
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

/** Parts that a person doesn't have are empty. */
export type PersonName = { readonly family: string; readonly given: string; readonly patronymic: string };

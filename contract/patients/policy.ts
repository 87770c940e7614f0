import { z } from "zod";
import { fail, ok, type Result } from "../base/result.ts";

/**
 * The three documents that prove OMS insurance: the unified 16-digit number (with a check digit), the old
 * form (regional series and number, no check), and the temporary certificate (9 digits).
 */
export const policyKinds = ["unified", "old", "temporary"] as const;
export type PolicyKind = (typeof policyKinds)[number];

export type Policy =
  | { readonly kind: "unified"; readonly number: string }
  | { readonly kind: "old"; readonly series: string; readonly number: string }
  | { readonly kind: "temporary"; readonly number: string };

/** What the patient typed, unchecked: spaces and case as they come. */
export const policyInputSchema = z.strictObject({
  kind: z.enum(policyKinds),
  series: z.string().max(40).default(""),
  number: z.string().max(60),
});
export type PolicyInput = z.input<typeof policyInputSchema>;

export const policyFaults = [
  "POLICY_EMPTY",
  "POLICY_INCOMPLETE",
  "POLICY_TOO_LONG",
  "POLICY_CHECK_DIGIT",
  "POLICY_CHARACTERS",
  "POLICY_SERIES_EMPTY",
  "POLICY_SERIES_CHARACTERS",
] as const;
export type PolicyFault = (typeof policyFaults)[number];

/** The field of the sign-in form that a fault belongs to. */
export const policyFaultField = (fault: PolicyFault): "series" | "number" =>
  fault === "POLICY_SERIES_EMPTY" || fault === "POLICY_SERIES_CHARACTERS" ? "series" : "number";

/** Digits of a unified number and of a temporary certificate. */
export const unifiedLength = 16;
export const temporaryLength = 9;
export const oldSeriesMax = 10;
export const oldNumberMax = 20;

/**
 * Mod10 of ISO/HL7 27931 over a string of digits: the check digit that follows them. Counting from the
 * right, the digits at odd places read as one number are doubled, the rest is put before it, the digits of
 * the whole are summed; the answer is what is missing to the next multiple of ten.
 */
export function mod10CheckDigit(digits: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = digits.charCodeAt(digits.length - 1 - fromRight) - 48;
    const weighted = fromRight % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Reads a policy as typed. Spaces and hyphens between groups are ignored; leading zeros are kept.
 * Old forms differ by region, so their series and number are checked for characters and length only.
 */
export function parsePolicy(input: PolicyInput): Result<Policy, PolicyFault> {
  const number = squeeze(input.number);
  if (input.kind === "old") return parseOldPolicy(squeeze(input.series ?? ""), number);
  if (number === "") return fail("POLICY_EMPTY");
  if (!/^\d+$/.test(number)) return fail("POLICY_CHARACTERS");
  const length = input.kind === "unified" ? unifiedLength : temporaryLength;
  if (number.length < length) return fail("POLICY_INCOMPLETE");
  if (number.length > length) return fail("POLICY_TOO_LONG");
  if (input.kind === "unified" && mod10CheckDigit(number.slice(0, -1)) !== Number(number.at(-1))) {
    return fail("POLICY_CHECK_DIGIT");
  }
  return ok({ kind: input.kind, number });
}

function parseOldPolicy(series: string, number: string): Result<Policy, PolicyFault> {
  if (series === "") return fail("POLICY_SERIES_EMPTY");
  if (series.length > oldSeriesMax || !/^[0-9A-ZА-ЯЁ]+$/u.test(series))
    return fail("POLICY_SERIES_CHARACTERS");
  if (number === "") return fail("POLICY_EMPTY");
  if (number.length > oldNumberMax) return fail("POLICY_TOO_LONG");
  if (!/^[0-9A-ZА-ЯЁ]+$/u.test(number)) return fail("POLICY_CHARACTERS");
  return ok({ kind: "old", series, number });
}

const squeeze = (text: string): string => text.replace(/[\s\-–]/gu, "").toUpperCase();

/** The value under which a central API files this policy: `series:number` for the old form, else the number. */
export const policyValue = (policy: Policy): string =>
  policy.kind === "old" ? `${policy.series}:${policy.number}` : policy.number;

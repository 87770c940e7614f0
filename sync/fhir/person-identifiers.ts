import type { CentralSettings } from "#contract/fhir/settings.ts";
import { type Policy, policyValue } from "#contract/index.ts";
import { isJson } from "./json.ts";
import { isInUse, listOf, textOf } from "./values.ts";

type Systems = CentralSettings["systems"];
/** `current` is false for a number that its holder has no more. */
export type Identifier = { readonly system: string; readonly value: string; readonly current: boolean };

/** @param today `YYYY-MM-DD` */
export const identifiersOf = (value: unknown, today: string): Identifier[] =>
  listOf(value).map((one) => ({
    system: textOf(one.system),
    value: textOf(one.value),
    current: isInUse(one, today),
  }));

/** A number as numbers are compared: registers group its digits, in either case, with or without a № before it. */
const foldedNumber = (value: string): string => value.replace(/[\s\-–—№#.]/gu, "").toUpperCase();

/** The form in which every spelling of an old policy's `series:number` is one. */
const foldedPolicy = (value: string): string => foldedNumber(value).replace(/[:/]/g, "");

/** Whether an identifier is this one, however it is written. */
export const isIdentifier = (
  one: Pick<Identifier, "system" | "value">,
  other: Pick<Identifier, "system" | "value">,
): boolean => one.system === other.system && foldedPolicy(one.value) === foldedPolicy(other.value);

/** What to search a policy by: servers compare letter by letter, and registers group the digits. */
export function policySpellings(policy: Policy): string[] {
  const whole = policyValue(policy);
  const groups = (size: number): string =>
    policy.number.replace(new RegExp(`(.{${size}})(?=.)`, "gu"), "$1 ");
  switch (policy.kind) {
    case "unified":
      return [whole, groups(4), groups(4).replaceAll(" ", "-"), groups(4).replaceAll(" ", "\u00a0")];
    case "temporary":
      return [whole, groups(3), groups(3).replaceAll(" ", "-"), groups(3).replaceAll(" ", "\u00a0")];
    case "old": {
      const { series, number } = policy;
      const pairs = /^\d{4}$/.test(series) ? [series, `${series.slice(0, 2)} ${series.slice(2)}`] : [series];
      const spelled = pairs.flatMap((one) =>
        [":", " ", ": ", " № ", " №", "№", ""].map((sign) => one + sign + number),
      );
      return [...new Set([...spelled, ...spelled.map((one) => one.toLowerCase())])];
    }
  }
}

/** Policies that are in force, without their digits' grouping. */
export function policiesOf(identifiers: readonly Identifier[], systems: Systems): Policy[] {
  return identifiers.flatMap(({ system, value, current }): Policy[] => {
    if (!current || value === "") return [];
    if (system === systems.unified) return [{ kind: "unified", number: foldedNumber(value) }];
    if (system === systems.temporary) return [{ kind: "temporary", number: foldedNumber(value) }];
    if (system !== systems.old) return [];
    const [, series, number] =
      /^([^:№]*?)\s*[:№]\s*(.+)$|^(.+?)\s+(\S+)$/u.exec(value)?.filter(Boolean) ?? [];
    if (series === undefined || number === undefined) return [];
    return [{ kind: "old", series: foldedNumber(series), number: foldedNumber(number) }];
  });
}

/** Eleven digits, or null. */
export function snilsOf(identifiers: readonly Identifier[], systems: Systems): string | null {
  const written = identifiers.find(({ system, current }) => current && system === systems.snils)?.value ?? "";
  const digits = written.replace(/\D/g, "");
  return digits.length === 11 ? digits : null;
}

/** An extension's valueReference, by the extension's address. */
export const extensionReference = (extensions: unknown, url: string): unknown => {
  const value = listOf(extensions).find((one) => one.url === url)?.valueReference;
  return isJson(value) ? value.reference : undefined;
};

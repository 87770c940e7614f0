import type { Policy } from "#contract/patients/policy.ts";

const dot = "•";

/** `•••• •••• •••• 1238`: enough to know one's own number by. */
export function maskPolicy(policy: Policy): string {
  const { number } = policy;
  const shown = Math.min(4, Math.floor(number.length / 2));
  const masked = dot.repeat(number.length - shown) + number.slice(number.length - shown);
  return policy.kind === "unified" ? masked.replace(/(.{4})(?=.)/gu, "$1 ") : masked;
}

/** `11223344595` → `•••-•••-••5 95`. */
export const maskSnils = (digits: string): string => `•••-•••-••${digits.slice(8, 9)} ${digits.slice(9)}`;

import { russian } from "./russian.ts";
import { byRank, isInUse, listOf, textOf } from "./values.ts";

/** Phones in use, each once, E.164. @param today `YYYY-MM-DD` */
export const phonesOf = (telecom: unknown, today: string): string[] => [
  ...new Set(
    byRank(listOf(telecom))
      .filter((one) => isPhone(one.system) && isInUse(one, today))
      .flatMap(({ value }) => phonesIn(textOf(value))),
  ),
];

export const isPhone = (system: unknown): boolean => system === "phone" || system === "sms";

/** Several numbers in one text, as forms that have a single field are filled in; what is no number is left out. */
export const phonesIn = (text: string): string[] =>
  text.split(russian.betweenPhones).flatMap((written) => e164(written) ?? []);

/** A phone as clinics write it (`8 (910) 555-12-34 доб. 12`, `+7 910…`, ten digits) as E.164, or null. */
export function e164(written: string): string | null {
  const [number = ""] = written.split(russian.extension);
  const digits = number.replace(/\D/g, "");
  if (number.trim().startsWith("+")) return abroad(digits);
  if (digits.length === 10) return `+7${digits}`;
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  // 8-10 and 00 are how one dials abroad.
  const dialled = /^(?:810|00)(\d+)$/.exec(digits)?.[1];
  return dialled === undefined ? null : abroad(dialled);
}

const abroad = (digits: string): string | null => {
  return /^[1-9]\d{7,14}$/.test(digits) && (!digits.startsWith("7") || digits.length === 11)
    ? `+${digits}`
    : null;
};

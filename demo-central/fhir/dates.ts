import { Temporal } from "temporal-polyfill";

/** Instants, ms: `low` included, `high` not. A day or a month is as long as the clinic's time zone makes it. */
export type Range = { readonly low: number; readonly high: number };

const shape =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/**
 * The span that a FHIR date, dateTime or instant stands for (R4 §3.1.1.4.7): a second where seconds are
 * written, a day where only the day is. Null for text that is none, or names a day that doesn't exist.
 */
export function rangeOf(text: string, timeZone: string): Range | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, , second, fraction] = match;
  try {
    if (hour === undefined) return wholeDays(Number(year), month, day, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  if (year && month && day && !exists(year, month, day)) return null;
  const low = Date.parse(second === undefined ? text.replace(/(T\d{2}:\d{2})/, "$1:00") : text);
  if (Number.isNaN(low)) return null;
  if (fraction !== undefined) return { low, high: low + 1 };
  return { low, high: low + (second === undefined ? 60_000 : 1000) };
}

/** A FHIR instant: date, time with seconds, and an offset. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
  rangeOf(text, "UTC") !== null;

function wholeDays(
  year: number,
  month: string | undefined,
  day: string | undefined,
  timeZone: string,
): Range {
  const first = Temporal.PlainDate.from(
    { year, month: Number(month ?? 1), day: Number(day ?? 1) },
    { overflow: "reject" },
  );
  const next = first.add(
    month === undefined ? { years: 1 } : day === undefined ? { months: 1 } : { days: 1 },
  );
  return { low: midnight(first, timeZone), high: midnight(next, timeZone) };
}

const midnight = (date: Temporal.PlainDate, timeZone: string): number =>
  date.toZonedDateTime(timeZone).epochMilliseconds;

function exists(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

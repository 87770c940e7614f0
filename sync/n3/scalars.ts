import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Scalar } from "#contract/n3/index.ts";
import { xmlText } from "./xml.ts";

const wallClock = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * An xs:dateTime (or a date alone) as the clinic's wall clock, `YYYY-MM-DDTHH:mm:ss`. Without an offset it is the
 * clinic's already, with one it is converted; fractions are dropped. Null for the year 1, by which systems without nil
 * write "none". Undefined for what is no time.
 */
function readDateTime(text: string, timeZone: string): string | null | undefined {
  const parts = wallClock.exec(text.trim());
  if (parts === null) return undefined;
  const [, year = "", month = "", day = "", hour = "00", minute = "00", second = "00", offset] = parts;
  if (year === "0001") return null;
  // xs:dateTime knows the end of a day as 24:00:00, which is the next day's beginning.
  const isEndOfDay = hour === "24" && minute === "00" && second === "00";
  try {
    const local = Temporal.PlainDateTime.from(
      `${year}-${month}-${day}T${isEndOfDay ? "00" : hour}:${minute}:${second}`,
      { overflow: "reject" },
    ).add({ days: isEndOfDay ? 1 : 0 });
    const told =
      offset === undefined
        ? local
        : Temporal.Instant.from(`${local.toString()}${offset}`)
            .toZonedDateTimeISO(timeZone)
            .toPlainDateTime();
    return told.toString({ smallestUnit: "second" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const int = z
  .string()
  .trim()
  .regex(/^[+-]?\d{1,10}$/)
  .transform(Number)
  .pipe(z.int32());
/** Some servers print 4.099E4. */
const double = z
  .string()
  .trim()
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/)
  .transform(Number)
  .pipe(z.number());
const boolean = z
  .string()
  .trim()
  .pipe(z.enum(["true", "false", "1", "0"]))
  .transform((word) => word === "true" || word === "1");
const guid = z
  .string()
  .trim()
  .regex(/^\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$/);

/** What an element's text says, as its kind has it. Null: none, as the year 1. Undefined: nothing of that kind. */
export function readScalar(
  kind: Scalar,
  text: string,
  timeZone: string,
): string | number | boolean | null | undefined {
  switch (kind) {
    case "string":
      // Ids too: leading zeros, letters and spaces are part of them.
      return text;
    case "dateTime":
      return readDateTime(text, timeZone);
    case "int":
      return int.safeParse(text).data;
    case "double":
      return double.safeParse(text).data;
    case "boolean":
      return boolean.safeParse(text).data;
    case "guid":
      return guid.safeParse(text).data;
  }
}

/**
 * A value as it stands in an element.
 * @throws {TypeError} for what its kind can't carry: a caller's bug
 */
export function writeScalar(kind: Scalar, value: unknown): string {
  switch (kind) {
    case "string":
      if (typeof value === "string") return xmlText(value);
      break;
    case "guid":
      if (typeof value === "string" && guid.safeParse(value).success) return value;
      break;
    case "dateTime":
      // Never an offset: it is the clinic's wall clock.
      if (typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value)) return value;
      break;
    case "int":
      if (typeof value === "number" && Number.isInteger(value)) return String(value);
      break;
    case "double":
      if (typeof value === "number" && Number.isFinite(value)) return String(value);
      break;
    case "boolean":
      if (typeof value === "boolean") return String(value);
      break;
  }
  throw new TypeError(`a value that is no ${kind}`);
}

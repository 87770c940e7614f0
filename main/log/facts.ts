import type { FactForm, FactKind, LogEvent } from "#contract/base/log.ts";
import { withoutQuotes } from "./quotes.ts";

/** Stands in the log for a value that hasn't the form of its fact. */
export const withheld = "[withheld]";

const idForm = /^[A-Za-z0-9\-._:/?]{1,128}$/;
const codeForm = /^[A-Za-z0-9\-._:+]{1,64}$/;
/** Ten digits and more may be a policy's or a phone's number. */
const largest = 9_999_999_999;
const longestText = 8000;
/** Words of programs are Latin; in other letters stand names, and what patients write. */
const foreignWords = /\p{L}*[^\P{L}A-Za-z]\p{L}*/gu;

/**
 * The facts of a log line as they may be written: those that the event declares, each in the form of its kind. The
 * types ask the same of the caller; this holds where a value comes from another program or thread.
 */
export function writtenFacts(
  event: LogEvent,
  facts: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const forms = Object.entries(event.facts ?? {});
  return Object.fromEntries(
    forms.flatMap(([name, form]) => {
      const value = facts[name];
      return value === undefined ? [] : [[name, written(form, value)]];
    }),
  );
}

function written(form: FactForm, value: unknown): unknown {
  if (typeof form !== "string") return form.includes(String(value)) ? value : withheld;
  if (value === null) return form.endsWith("?") ? null : withheld;
  return writers[form.replace("?", "") as FactKind](value);
}

/** What a program says, without quoted input, long numbers and words in other letters than Latin. */
export const programText = (value: string): string => withoutQuotes(value).replace(foreignWords, "[word]");

const shaped =
  (form: RegExp) =>
  (value: unknown): unknown =>
    typeof value === "string" && form.test(value) ? withoutQuotes(value) : withheld;
const number = (value: unknown): unknown =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= largest ? value : withheld;
const text = (value: unknown): unknown =>
  typeof value === "string" ? programText(value.slice(0, longestText)) : withheld;
const each =
  (write: (value: unknown) => unknown) =>
  (value: unknown): unknown =>
    Array.isArray(value) ? value.map(write) : withheld;

const writers: Readonly<Record<FactKind, (value: unknown) => unknown>> = {
  id: shaped(idForm),
  code: shaped(codeForm),
  codes: each(shaped(codeForm)),
  count: number,
  counts: each(number),
  ms: number,
  flag: (value) => (typeof value === "boolean" ? value : withheld),
  place: text,
  trace: text,
  examples: each((value) => {
    const { id, detail } = Object(value) as { id?: unknown; detail?: unknown };
    return { id: shaped(idForm)(id), detail: text(detail) };
  }),
};

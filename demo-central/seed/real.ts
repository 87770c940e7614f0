import type { SlotStatus } from "#contract/index.ts";
import { isResourceType, type Resource } from "../fhir/resources.ts";
import type { Calendar } from "./calendar.ts";
import { real } from "./real-values.ts";
import type { SeedWriter } from "./writer.ts";

/**
 * Writes the region `real` as its data have it, unchecked: a register's export doesn't keep to this central API's own
 * rules, nor always to FHIR's. @param mark what every id begins with
 */
export function writeReal(writer: SeedWriter, mark: string, calendar: Calendar): void {
  for (const template of real.resources) writer.addAsIs(filled(template, mark, calendar));
  writeRealSlots(writer, mark, calendar, () => "");
}

type Pattern = (typeof real.slots)[number];

/**
 * Writes the slots of the days that the patterns have ahead of the calendar's today.
 * @param after only days later than this are written, `YYYY-MM-DD`
 */
export function writeRealSlots(
  writer: Pick<SeedWriter, "addAsIs">,
  mark: string,
  calendar: Calendar,
  after: (pattern: Pattern) => string,
): void {
  for (const pattern of real.slots) {
    for (let ahead = pattern.days[0]; ahead <= pattern.days[1]; ahead++) {
      const date = calendar.dayAhead(ahead);
      if (date > after(pattern)) writeDay(writer, mark, calendar, pattern, date);
    }
  }
}

function writeDay(
  writer: Pick<SeedWriter, "addAsIs">,
  mark: string,
  calendar: Calendar,
  pattern: Pattern,
  date: string,
): void {
  for (let at = 0; at < pattern.count; at++) {
    const from = minuteOf(pattern.from) + at * pattern.minutes;
    const start = calendar.moment(date, from).text;
    writer.addAsIs(
      filled(
        {
          resourceType: "Slot",
          id: `${pattern.schedule}-${compact(date)}-${start.slice(11, 16).replace(":", "")}`,
          schedule: { reference: `Schedule/${pattern.schedule}` },
          status: statuses[pattern.statuses[at % pattern.statuses.length] ?? "f"],
          start,
          end: calendar.moment(date, from + pattern.minutes).text,
          ...pattern.more,
        },
        mark,
        calendar,
      ),
    );
  }
}

const statuses = {
  f: "free",
  b: "busy",
  d: "busy-unavailable",
  t: "busy-tentative",
} as const satisfies Record<string, SlotStatus>;

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const compact = (date: string): string => date.replaceAll("-", "");

function filled(template: unknown, mark: string, calendar: Calendar): Resource & { readonly id: string } {
  const walk = (node: unknown): unknown => {
    if (typeof node === "string") return node.replace(/~/g, `${mark}-`).replace(/\{([^}]*)\}/g, moment);
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]));
  };
  const moment = (_: string, words: string): string => momentText(words, calendar);
  const resource = walk(template) as Resource & { readonly id: string };
  if (!isResourceType(resource.resourceType)) throw new Error("a resource of no kind");
  return resource;
}

/**
 * `+3`: a day; `+3 compact`: the day without hyphens; `+3 dotted`: as `21.11.2026`; `+3 08:00`: an instant with the zone's offset, and with a word
 * behind it without seconds (`minutes`), without a zone (`zoneless`), or in UTC (`utc`); `month+2`: a month.
 */
function momentText(words: string, calendar: Calendar): string {
  const [day = "", clock, form] = words.split(" ");
  if (day.startsWith("month")) return monthAhead(calendar.today, Number(day.slice("month".length)));
  const date = calendar.dayAhead(Number(day));
  if (clock === undefined) return date;
  if (clock === "compact") return compact(date);
  if (clock === "dotted") return date.split("-").reverse().join(".");
  const { text, instant } = calendar.moment(date, minuteOf(clock));
  switch (form) {
    case undefined:
      return text;
    case "minutes":
      return text.slice(0, 16) + text.slice(19);
    case "zoneless":
      return text.slice(0, 19);
    case "utc":
      return new Date(instant).toISOString();
    default:
      throw new Error(`no form ${form}`);
  }
}

function monthAhead(today: string, months: number): string {
  const count = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

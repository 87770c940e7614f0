import { region } from "./assets.ts";
import type { Calendar, SeedDay, Weekday } from "./calendar.ts";
import type { Post } from "./clinics.ts";
import { dayStatuses } from "./occupancy.ts";
import { inventName } from "./people.ts";
import { type Random, randomOf } from "./random.ts";
import type { SeedWriter } from "./writer.ts";

/** Minutes of the day. */
type Shift = { readonly from: number; readonly to: number };
type Week = Readonly<Partial<Record<Weekday, Shift>>>;
type Absence = { readonly from: string; readonly to: string; readonly reason: string };

/** A taken time, for which the caller may want a visit. */
export type TakenSlot = {
  readonly slotId: string;
  readonly start: string;
  readonly end: string;
  readonly ahead: number;
};

const morning: Shift = { from: 8 * 60, to: 14 * 60 };
const afternoon: Shift = { from: 14 * 60, to: 20 * 60 };
const saturday: Shift = { from: 9 * 60, to: 14 * 60 };

/**
 * Writes one doctor: who they are, when and where they receive, and every slot of the four weeks.
 * @returns the slots that are taken
 */
export function writeDoctor(writer: SeedWriter, post: Post, calendar: Calendar, seed: number): TakenSlot[] {
  const { random, week, absence } = habitsOf(post, calendar, seed);
  writePerson(writer, post, random);
  writer.add({
    resourceType: "PractitionerRole",
    id: `${post.id}r`,
    active: true,
    practitioner: { reference: `Practitioner/${post.id}` },
    organization: { reference: `Organization/${post.organizationId}` },
    code: [{ text: post.position }],
    location: [{ reference: `Location/${post.roomId}` }],
    healthcareService: post.services.map(({ id }) => ({ reference: `HealthcareService/${id}` })),
    availableTime: availableTime(week),
    ...(absence && {
      notAvailable: [{ description: absence.reason, during: { start: absence.from, end: absence.to } }],
    }),
  });
  const scheduleId = `${post.id}s`;
  writer.add({
    resourceType: "Schedule",
    id: scheduleId,
    active: true,
    actor: [{ reference: `PractitionerRole/${post.id}r` }],
    planningHorizon: { start: calendar.days[0]?.date, end: calendar.days.at(-1)?.date },
  });
  return writeDays(writer, post, calendar, seed, calendar.days);
}

/**
 * Writes one doctor's slots of some days.
 * @param calendar of the day that the region was seeded for, from which absences are counted
 * @returns the slots that are taken
 */
export function writeDays(
  writer: Pick<SeedWriter, "addSlot">,
  post: Post,
  calendar: Calendar,
  seed: number,
  days: readonly SeedDay[],
): TakenSlot[] {
  if (post.profile === "unscheduled") return [];
  const { week, absence, popularity } = habitsOf(post, calendar, seed);
  return days.flatMap((day) => {
    const shift = week[day.weekday];
    const isAway = absence !== null && day.date >= absence.from && day.date <= absence.to;
    return shift && !isAway ? writeDay(writer, post, calendar, seed, day, shift, popularity) : [];
  });
}

type Habits = {
  /** Goes on with what else is drawn for this doctor. */
  readonly random: Random;
  readonly week: Week;
  readonly absence: Absence | null;
  readonly popularity: number;
};

function habitsOf(post: Post, calendar: Calendar, seed: number): Habits {
  const random = randomOf(seed, "doctor", post.id);
  const week = weekOf(random);
  const absence = absenceOf(post, calendar, random);
  return { random, week, absence, popularity: random.next() * 0.4 - 0.2 };
}

function writeDay(
  writer: Pick<SeedWriter, "addSlot">,
  post: Post,
  calendar: Calendar,
  seed: number,
  day: SeedDay,
  shift: Shift,
  popularity: number,
): TakenSlot[] {
  const count = Math.floor((shift.to - shift.from) / post.minutes);
  const statuses = dayStatuses([seed, "slots", post.id], post.profile, day, count, popularity);
  const taken: TakenSlot[] = [];
  statuses.forEach((status, at) => {
    const minute = shift.from + at * post.minutes;
    const [start, end] = [
      calendar.moment(day.date, minute),
      calendar.moment(day.date, minute + post.minutes),
    ];
    const clock = start.text.slice(11, 16).replace(":", "");
    const id = `${post.id}-${day.date.replaceAll("-", "")}-${clock}`;
    writer.addSlot(id, `${post.id}s`, start, end, status);
    if (status === "busy") taken.push({ slotId: id, start: start.text, end: end.text, ahead: day.ahead });
  });
  return taken;
}

function writePerson(writer: SeedWriter, post: Post, random: Random): void {
  const sex = random.chance(0.68) ? "female" : "male";
  const { family, given, patronymic } = inventName(random, sex);
  writer.add({
    resourceType: "Practitioner",
    id: post.id,
    active: true,
    gender: sex,
    name: [{ use: "official", text: `${family} ${given} ${patronymic}`, family, given: [given, patronymic] }],
  });
}

/** Mornings on some weekdays, afternoons on the others; some receive on Saturdays too. */
function weekOf(random: Random): Week {
  const [first, second] = random.chance(0.5) ? [morning, afternoon] : [afternoon, morning];
  const week = { mon: first, tue: second, wed: first, thu: second, fri: first };
  return random.chance(0.2) ? { ...week, sat: saturday } : week;
}

function absenceOf(post: Post, calendar: Calendar, random: Random): Absence | null {
  const reason = random.pick(region.leave);
  if (post.profile === "away") return { from: calendar.dayAhead(-9), to: calendar.dayAhead(40), reason };
  if (post.profile !== "usual" || !random.chance(0.1)) return null;
  const from = random.int(-3, 12);
  return { from: calendar.dayAhead(from), to: calendar.dayAhead(from + random.int(4, 13)), reason };
}

function availableTime(week: Week): unknown[] {
  const byShift = new Map<Shift, Weekday[]>();
  for (const [weekday, shift] of Object.entries(week) as [Weekday, Shift][]) {
    byShift.set(shift, [...(byShift.get(shift) ?? []), weekday]);
  }
  return [...byShift].map(([shift, daysOfWeek]) => ({
    daysOfWeek,
    availableStartTime: clockText(shift.from),
    availableEndTime: clockText(shift.to),
  }));
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;

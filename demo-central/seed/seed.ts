import type { SeedRun } from "../store/open.ts";
import { writeAccountCards } from "./account-cards.ts";
import { knownPatients } from "./assets.ts";
import { calendarAt, dayNumber } from "./calendar.ts";
import { writeClinics } from "./clinics.ts";
import { writePatient, writeVisits } from "./patients.ts";
import { inventPatients } from "./people.ts";
import { planRegion, type SeedSize } from "./plan.ts";
import { randomOf } from "./random.ts";
import { writeReal } from "./real.ts";
import { type TakenSlot, writeDoctor } from "./schedules.ts";
import { createSeedWriter } from "./writer.ts";

/** Changes whenever equal seeds would give other regions than before. */
const generator = 2;

export type SeedWish = {
  readonly size: SeedSize;
  readonly seed: number;
  /** Instant, ms: the schedule is made around its day. */
  readonly now: number;
  readonly timeZone: string;
  /** Whether some of the taken slots have their visit written. */
  readonly appointments: boolean;
  /** Doctors whose schedules are written, of how many. */
  readonly onProgress: (done: number, total: number) => void;
};

/** How long ago the newest row of a seed was changed, ms: increments that look back a little don't meet it all. */
const quietFor = 6 * 60_000;
/** The span over which the rows of a seed were changed, ms. */
const spread = 4 * 60_000;

/** What every id of a region begins with. */
export const markOf = (size: SeedSize, seed: number): string =>
  `${size === "real" ? size : size.charAt(0)}${generator}s${seed}`;

/** The day that a wish is seeded for, and how its rows are made. */
export function seedRun(wish: SeedWish): SeedRun & { readonly today: string } {
  const { size, seed, now, timeZone, appointments } = wish;
  const calendar = calendarAt(now, timeZone);
  const key = [generator, size, seed, calendar.today, timeZone, appointments].join("/");
  return {
    key,
    today: calendar.today,
    fill(db, after) {
      // Ids stay from day to day, so the versions must not: a kiosk that knows yesterday's takes equal ones for unchanged.
      const writer = createSeedWriter(db, timeZone, dayNumber(calendar.today) * 1000);
      const from = Math.max(after + 1, now - quietFor - spread);
      const span = Math.min(spread, Math.max(0, now - from));
      writer.at(from);
      const mark = markOf(size, seed);
      if (size === "real") {
        writeReal(writer, mark, calendar);
        knownPatients.forEach((patient, index) => {
          writePatient(writer, `${mark}-p${index + 1}`, patient, [`${mark}-c1`]);
        });
        writeAccountCards(writer, mark, calendar);
        return wish.onProgress(1, 1);
      }
      const plan = planRegion(size, seed);
      const posts = writeClinics(writer, plan, mark);
      const patients = inventPatients(seed, plan.patients, calendar.today);
      const attach = randomOf(seed, "attachment");
      const ids = patients.map((patient, index) => {
        const id = `${mark}-p${index + 1}`;
        const clinics = knownPatients[index]?.attached ?? [attach.int(1, plan.clinics.length)];
        const there = new Set(clinics.map((number) => Math.min(number, plan.clinics.length)));
        writePatient(
          writer,
          id,
          patient,
          [...there].map((number) => `${mark}-c${number}`),
        );
        return id;
      });
      writeAccountCards(writer, mark, calendar);
      const strangers = ids.slice(knownPatients.length);
      posts.forEach((post, index) => {
        writer.at(from + Math.floor((span * (index + 1)) / posts.length));
        const taken: TakenSlot[] = writeDoctor(writer, post, calendar, seed);
        if (appointments) writeVisits(writer, post, taken, strangers, randomOf(seed, "visits", post.id));
        wish.onProgress(index + 1, posts.length);
      });
    },
  };
}

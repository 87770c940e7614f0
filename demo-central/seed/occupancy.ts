import type { SlotStatus } from "#contract/index.ts";
import type { SeedDay } from "./calendar.ts";
import type { Profile } from "./plan.ts";
import { randomOf } from "./random.ts";

/** The last visit of a shift belongs to reception, for those who come in pain. */
const receptionOnlyTail = 1;

/**
 * How the slots of one doctor's day are taken: the nearer the day, the fuller; some days are taken whole.
 * @param popularity -0.2…0.2, how sought after the doctor is
 */
export function dayStatuses(
  stream: readonly (string | number)[],
  profile: Profile,
  day: SeedDay,
  slots: number,
  popularity: number,
): SlotStatus[] {
  const random = randomOf(...stream, day.date);
  if (profile === "full")
    return Array.from({ length: slots }, (_, at) => (at === 0 ? "busy-unavailable" : "busy"));
  const share = takenShare(day.ahead) + popularity;
  const wholeDay = profile === "usual" && random.chance(day.ahead <= 7 ? 0.12 : 0.03);
  const statuses = Array.from({ length: slots }, (_, at): SlotStatus => {
    if (at >= slots - receptionOnlyTail || random.chance(0.06)) return "busy-unavailable";
    if (wholeDay || random.chance(share)) return "busy";
    return random.chance(0.015) ? "busy-tentative" : "free";
  });
  if (profile === "steady") keepFree(statuses);
  return statuses;
}

/** Of a day's times a quarter at least, spread over the day, so that some are still ahead at noon. */
function keepFree(statuses: SlotStatus[]): void {
  for (let at = 1; at < statuses.length - receptionOnlyTail; at += 4) statuses[at] = "free";
}

function takenShare(ahead: number): number {
  if (ahead < 0) return 0.9;
  return Math.max(0.15, 0.8 - ahead * 0.03);
}

import type { Clock } from "#contract/base/ports.ts";
import { CentralError, type CentralTimes } from "#contract/central/central.ts";
import { isSameTime } from "#contract/central/rows.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { AlternativesTo } from "../schedules/offers.ts";
import type { Reach, ScheduleReader } from "../schedules/schedule.ts";
import type { SlotUpdates } from "../schedules/slot-updates.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { type ChosenTime, isSeenSo, underItsSchedule } from "./chosen-time.ts";
import type { Journal } from "./journal/journal.ts";
import { type OfferCatalog, offerOf } from "./read-offer.ts";

/** How a chosen time stands while its patient reads on. `unknown`: nobody could be asked just now. */
type WatchedTime =
  | { readonly kind: "free" | "unknown" }
  | { readonly kind: "lost"; readonly nearest: Offer[] };

/** Asks again after a time that was chosen and isn't booked yet. Nothing is held at the central API. */
export type SlotWatch = (sessionId: string, chosen: ChosenTime, reach?: Reach) => Promise<WatchedTime>;

/** The least time between two questions, ms, whoever asks for what. */
const leastPause = 2_000;
/** How long an answer is waited for, ms: the patient is not kept. */
const askTime = 5_000;

export type WatchDeps = {
  readonly central: CentralTimes;
  /** The mirror, which is put right by what was read. */
  readonly schedules: {
    readonly catalog: OfferCatalog & Pick<Catalog, "scheduleHolding">;
    readonly schedule: Pick<ScheduleReader, "bookableAt" | "timeOf">;
    readonly slots: Pick<SlotUpdates, "store">;
    readonly alternatives: AlternativesTo;
  };
  readonly journal: Pick<Journal, "blockedSlots">;
  readonly time: Pick<ClinicTime, "dayAndTime">;
  readonly clock: Pick<Clock, "monotonic">;
  readonly log: Log;
};

/**
 * One question at a time, and not more than one in two seconds: what is asked too soon is answered from the mirror,
 * which the question before has just put right.
 */
export function createSlotWatch(deps: WatchDeps): SlotWatch {
  const { central, clock, log } = deps;
  const { catalog, schedule, slots, alternatives } = deps.schedules;
  let running: { readonly of: string; readonly answer: Promise<WatchedTime> } | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  /** As the mirror has it, after its slot was read. `start` is the one that was chosen, ms. */
  const byMirror = (chosen: ChosenTime, start: number | null, reach: Reach): WatchedTime => {
    const found = offerOf(catalog, chosen);
    const now = found && schedule.bookableAt(found.doctor.scheduleNo, chosen.slotId, reach);
    const isKept = now !== null && isSameTime({ ...chosen, start: now }, { ...chosen, start: start ?? now });
    if (isKept && isSeenSo(deps.time.dayAndTime(now), chosen.at)) return { kind: "free" };
    return { kind: "lost", nearest: alternatives(chosen) };
  };

  async function ask(chosen: ChosenTime, reach: Reach): Promise<WatchedTime> {
    const { slotId, scheduleId } = chosen;
    const found = offerOf(catalog, chosen);
    const start = found && (schedule.timeOf(found.doctor.scheduleNo, slotId)?.start ?? null);
    if (start === null || deps.journal.blockedSlots().has(slotId)) return byMirror(chosen, start, reach);
    try {
      const reading = await central.readSlot(slotId, AbortSignal.timeout(askTime));
      slots.store(slotId, reading.state === "gone" ? null : reading.slot);
      const isKept =
        reading.state === "present" &&
        (reading.slot.status === "free" ||
          (reach === "reception" && reading.slot.status === "busy-unavailable")) &&
        isSameTime(reading.slot, { scheduleId, start });
      return isKept ? byMirror(chosen, start, reach) : { kind: "lost", nearest: alternatives(chosen) };
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, error, ["booking.time-unchecked", { fault: error.fault, code: error.code }]);
      return { kind: "unknown" };
    }
  }

  return (sessionId, given, reach = "patients") => {
    const chosen = underItsSchedule(catalog, given);
    const of = [sessionId, chosen.scheduleId, chosen.slotId].join(" ");
    if (running) return running.of === of ? running.answer : Promise.resolve(byMirror(chosen, null, reach));
    if (clock.monotonic() - askedAt < leastPause) return Promise.resolve(byMirror(chosen, null, reach));
    askedAt = clock.monotonic();
    const answer = ask(chosen, reach).finally(() => {
      running = null;
    });
    running = { of, answer };
    return answer;
  };
}

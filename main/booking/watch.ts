import { CentralError } from "#contract/central/central.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import { logFault } from "../log/central-fault.ts";
import { alternatives, storeSlot } from "../schedules/offers.ts";
import { type ChosenTime, isSameTime, isSeenSo, underItsSchedule } from "./chosen-time.ts";
import type { BookingDeps } from "./deps.ts";
import { offerOf } from "./recheck.ts";

/** How a chosen time stands while its patient reads on. `unknown`: nobody could be asked just now. */
type WatchedTime =
  | { readonly kind: "free" | "unknown" }
  | { readonly kind: "lost"; readonly nearest: Offer[] };

/** Asks again after a time that was chosen and isn't booked yet. Nothing is held at the central API. */
export type SlotWatch = (sessionId: string, chosen: ChosenTime) => Promise<WatchedTime>;

/** The least time between two questions, ms, whoever asks for what. */
const leastPause = 2_000;
/** How long an answer is waited for, ms: the patient is not kept. */
const askTime = 5_000;

type WatchDeps = Pick<
  BookingDeps,
  "central" | "catalog" | "schedule" | "journal" | "time" | "clock" | "log" | "scheduleChanged"
>;

/**
 * One question at a time, and not more than one in two seconds: what is asked too soon is answered from the mirror,
 * which the question before has just put right.
 */
export function createSlotWatch(deps: WatchDeps): SlotWatch {
  const { central, schedule, clock, log } = deps;
  let running: { readonly of: string; readonly answer: Promise<WatchedTime> } | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  /** As the mirror has it, after its slot was read. `start` is the one that was chosen, ms. */
  const byMirror = (chosen: ChosenTime, start: number | null): WatchedTime => {
    const found = offerOf(deps, chosen);
    const now = found && schedule.bookableAt(found.doctor.scheduleNo, chosen.slotId);
    const isKept = now !== null && isSameTime({ ...chosen, start: now }, { ...chosen, start: start ?? now });
    if (isKept && isSeenSo(deps.time.dayAndTime(now), chosen.at)) return { kind: "free" };
    return { kind: "lost", nearest: alternatives(deps, chosen) };
  };

  async function ask(chosen: ChosenTime): Promise<WatchedTime> {
    const { slotId, scheduleId } = chosen;
    const found = offerOf(deps, chosen);
    const start = found && (schedule.timeOf(found.doctor.scheduleNo, slotId)?.start ?? null);
    if (start === null || deps.journal.blockedSlots().has(slotId)) return byMirror(chosen, start);
    try {
      const reading = await central.readSlot(slotId, AbortSignal.timeout(askTime));
      storeSlot(deps, slotId, reading.state === "gone" ? null : reading.slot);
      const isKept =
        reading.state === "present" &&
        reading.slot.status === "free" &&
        isSameTime(reading.slot, { scheduleId, start });
      return isKept ? byMirror(chosen, start) : { kind: "lost", nearest: alternatives(deps, chosen) };
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, error, ["booking.time-unchecked", { fault: error.fault, status: error.status }]);
      return { kind: "unknown" };
    }
  }

  return (sessionId, given) => {
    const chosen = underItsSchedule(deps.catalog, given);
    const of = [sessionId, chosen.scheduleId, chosen.slotId].join(" ");
    if (running) return running.of === of ? running.answer : Promise.resolve(byMirror(chosen, null));
    if (clock.monotonic() - askedAt < leastPause) return Promise.resolve(byMirror(chosen, null));
    askedAt = clock.monotonic();
    const answer = ask(chosen).finally(() => {
      running = null;
    });
    running = { of, answer };
    return answer;
  };
}

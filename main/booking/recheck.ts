import type { Clock } from "#contract/base/ports.ts";
import { isSameTime } from "#contract/central/rows.ts";
import type { CentralVisit, PresentSlot } from "#contract/central/visits.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Log } from "../log/events.ts";
import type { Catalog, StoredDoctor, StoredService } from "../schedules/catalog.ts";
import type { Reach, ScheduleReader } from "../schedules/schedule.ts";
import type { Passable } from "../sessions/help.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { type ChosenTime, isSeenSo } from "./chosen-time.ts";
import type { Journal } from "./journal/journal.ts";
import type { Patience } from "./patience.ts";
import { type ChosenOffer, type OfferCatalog, offerOf, type ReadOffer } from "./read-offer.ts";
import { withRetries } from "./retry.ts";
import type { Rules, RulesSubject } from "./rules/types.ts";

export type RecheckResult =
  | {
      readonly kind: "offered";
      readonly doctor: StoredDoctor;
      readonly service: StoredService;
      readonly slot: PresentSlot;
      /** What reception passes with it; empty where a patient could have it alone. */
      readonly passed: readonly Passable[];
    }
  /** It is somebody else's, or not any more what was offered: another time, another doctor's, no doctor's. */
  | { readonly kind: "taken" }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | { readonly kind: "notFound" | "unavailable" };

/**
 * Whether a chosen time is still what it was chosen as, checked against what is read of the central API now: nothing is sent
 * for one that isn't. The clinic's rules are asked meanwhile, so that both cost one round trip.
 * @param patience of whoever waits; over before the central API has answered, the answer is `unavailable`
 */
export type Recheck = (
  chosen: ChosenTime,
  bookingSubject: {
    readonly subject: RulesSubject | null;
    readonly moving: CentralVisit | null;
    /** Who gives the time out; patients where left out. */
    readonly reach?: Reach;
  },
  patience: Patience,
) => Promise<RecheckResult>;

export type RecheckDeps = {
  readonly readOffer: ReadOffer;
  readonly catalog: OfferCatalog & Pick<Catalog, "grid">;
  readonly schedule: Pick<ScheduleReader, "timeOf" | "bookableAt">;
  readonly journal: Pick<Journal, "blockedSlots">;
  readonly rules: Pick<Rules, "broken" | "passed">;
  readonly time: Pick<ClinicTime, "dayAndTime">;
  readonly clock: Clock;
  readonly log: Log;
};

export function createRecheck(deps: RecheckDeps): Recheck {
  const { readOffer, catalog, schedule, journal, rules, time, clock, log } = deps;
  return async (chosen, bookingSubject, patience) => {
    const found = offerOf(catalog, chosen);
    if (!found) return { kind: "notFound" };
    const { slotId } = chosen;
    // An operation of this kiosk's own is not settled: nobody else needs to be asked.
    if (journal.blockedSlots().has(slotId)) return { kind: "taken" };
    const before = schedule.timeOf(found.doctor.scheduleNo, slotId);
    const brokenBy = (offer: ChosenOffer, signal: AbortSignal) =>
      rules.broken({ ...offer, slotId, ...bookingSubject }, signal);
    const answer = await withRetries(
      { clock, log, patience: patience.left(), left: patience.signal },
      () => false,
      async (signal) => {
        const [broken, read] = await Promise.all([brokenBy(found, signal), readOffer(found, slotId, signal)]);
        return { broken, ...read };
      },
    );
    if (answer === "unavailable" || answer === "unknown") return { kind: "unavailable" };
    const { reading, catalogChanged } = answer;
    const now = offerOf(catalog, chosen);
    const offered = { scheduleId: chosen.scheduleId, start: before?.start ?? Number.NaN };
    const isTheSame =
      now !== null &&
      now.doctor.roleId === found.doctor.roleId &&
      now.doctor.practitionerId === found.doctor.practitionerId &&
      reading.state === "present" &&
      isSameTime(reading.slot, offered) &&
      isSeenSo(time.dayAndTime(reading.slot.start), chosen.at);
    if (!isTheSame) return { kind: "taken" };
    const broken = catalogChanged ? await brokenBy(now, patience.signal) : answer.broken;
    if (broken) return { kind: "ruleBroken", broken };
    const { status } = reading.slot;
    const { reach = "patients" } = bookingSubject;
    const grid = catalog.grid(chosen.scheduleId, chosen.serviceId);
    const isOnOffer = status === "free" || (reach === "reception" && status === "busy-unavailable");
    if (!isOnOffer || schedule.bookableAt(grid, slotId, reach) === null) return { kind: "taken" };
    const rulesPassed =
      reach === "patients" ? [] : rules.passed({ ...now, slotId, moving: bookingSubject.moving });
    // What a rule explains is not said twice.
    const isReceptions = rulesPassed.length === 0 && schedule.bookableAt(grid, slotId) === null;
    const passed = [...rulesPassed, ...(isReceptions ? (["receptionTime"] as const) : [])];
    return { kind: "offered", ...now, slot: reading, passed };
  };
}

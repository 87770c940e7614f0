import type { CentralVisit, PresentSlot, SlotReading } from "#contract/central/attempts.ts";
import { CentralError } from "#contract/central/central.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import { codeOf } from "../files/whole-file.ts";
import type { StoredDoctor, StoredService } from "../schedules/catalog.ts";
import { storeSlot } from "../schedules/offers.ts";
import type { FreshRow, OfferType } from "../schedules/reference-rows.ts";
import { isUnwritable } from "../store/errors.ts";
import { type ChosenTime, isSameTime, isSeenSo } from "./chosen-time.ts";
import type { BookingDeps } from "./deps.ts";
import type { Patience } from "./patience.ts";
import { withRetries } from "./retry.ts";
import type { RulesSubject } from "./rules/types.ts";

export type ChosenOffer = { readonly doctor: StoredDoctor; readonly service: StoredService };

/** The doctor and the service of a chosen time, as the mirror has them; null where that doctor doesn't give it there. */
export function offerOf(
  { catalog }: Pick<BookingDeps, "catalog">,
  { scheduleId, serviceId, branchId }: ChosenTime,
): ChosenOffer | null {
  const doctor = catalog.doctorOf(scheduleId);
  const service = catalog.service(serviceId);
  if (!doctor || !service || !catalog.gives(scheduleId, serviceId)) return null;
  return doctor.organizationId === branchId ? { doctor, service } : null;
}

type RecheckDeps = Pick<
  BookingDeps,
  | "central"
  | "catalog"
  | "schedule"
  | "journal"
  | "reference"
  | "rules"
  | "time"
  | "clock"
  | "log"
  | "scheduleChanged"
  | "catalogChanged"
  | "refresh"
>;

/**
 * Reads what a free time rests on, all at once: the slot, and the rows of its schedule, its doctor, the service and the branch.
 * What has changed is stored, so that the catalog and the grids judge by it from then on.
 * @throws {CentralError}
 */
async function readOffer(
  deps: RecheckDeps,
  { doctor, service }: ChosenOffer,
  slotId: string,
  signal: AbortSignal,
): Promise<{ readonly reading: SlotReading; readonly catalogChanged: boolean }> {
  const { central } = deps;
  const fresh = async (type: OfferType, id: string): Promise<FreshRow[]> => {
    try {
      return [{ type, id, row: await central.readReference(type, id, signal) }];
    } catch (error) {
      // A row that can't be read exists, whatever it holds: what is stored of it stays, as in a pull.
      if (error instanceof CentralError && error.fault === "rubbish") return [];
      throw error;
    }
  };
  const [reading, ...rows] = await Promise.all([
    central.readSlot(slotId, signal),
    fresh("schedule", doctor.scheduleId),
    fresh("role", doctor.roleId),
    fresh("practitioner", doctor.practitionerId),
    fresh("service", service.id),
    fresh("organization", doctor.organizationId),
  ]);
  const catalogChanged = stored(() => deps.reference.put(rows.flat()));
  if (catalogChanged) deps.catalogChanged();
  for (const id of storeSlot(deps, slotId, reading.state === "gone" ? null : reading.slot)) deps.refresh(id);
  return { reading, catalogChanged };
}

/**
 * What is judged is what is stored: while the store takes no write, nothing is known, as if the central API were away.
 * @throws {CentralError} `away`, which is tried again as long as the patient waits
 */
function stored<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new CentralError("away", `what was read can't be stored (${codeOf(error)})`, { cause: error });
  }
}

export type Recheck =
  | {
      readonly kind: "offered";
      readonly doctor: StoredDoctor;
      readonly service: StoredService;
      readonly slot: PresentSlot;
    }
  /** It is somebody else's, or not any more what was offered: another time, another doctor's, no doctor's. */
  | { readonly kind: "taken" }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | { readonly kind: "away" };

/**
 * Whether a chosen time is still what it was chosen as, judged by what is read of the central API now: nothing is sent
 * for one that isn't. The clinic's rules are asked meanwhile, so that both cost one round trip.
 * @param patience of whoever waits; over before the central API has answered, the answer is `away`
 */
export async function recheck(
  deps: RecheckDeps,
  chosen: ChosenTime,
  bookingSubject: { readonly subject: RulesSubject | null; readonly moving: CentralVisit | null },
  patience: Patience,
): Promise<Recheck | { readonly kind: "notFound" }> {
  const { schedule, rules, time } = deps;
  const found = offerOf(deps, chosen);
  if (!found) return { kind: "notFound" };
  const { slotId } = chosen;
  // An operation of this kiosk's own is not settled: nobody else needs to be asked.
  if (deps.journal.blockedSlots().has(slotId)) return { kind: "taken" };
  const before = schedule.timeOf(found.doctor.scheduleNo, slotId);
  const brokenBy = (offer: ChosenOffer, signal: AbortSignal) =>
    rules.broken({ ...offer, slotId, ...bookingSubject }, signal);
  const answer = await withRetries(
    { ...deps, patience: patience.left(), left: patience.signal },
    () => false,
    async (signal) => {
      const [broken, read] = await Promise.all([
        brokenBy(found, signal),
        readOffer(deps, found, slotId, signal),
      ]);
      return { broken, ...read };
    },
  );
  if (answer === "away" || answer === "unknown") return { kind: "away" };
  const { reading, catalogChanged } = answer;
  const now = offerOf(deps, chosen);
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
  const isFree =
    reading.slot.status === "free" &&
    schedule.bookableAt(deps.catalog.grid(chosen.scheduleId, chosen.serviceId), slotId) !== null;
  return isFree ? { kind: "offered", ...now, slot: reading } : { kind: "taken" };
}

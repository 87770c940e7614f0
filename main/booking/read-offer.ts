import { type CentralDirectory, CentralError, type CentralTimes } from "#contract/central/central.ts";
import type { SlotReading } from "#contract/central/visits.ts";
import { codeOf } from "../files/whole-file.ts";
import type { Catalog, StoredDoctor, StoredService } from "../schedules/catalog.ts";
import type { FreshRow, OfferType, ReferenceRows } from "../schedules/reference-rows.ts";
import type { SlotUpdates } from "../schedules/slot-updates.ts";
import { isUnwritable } from "../store/errors.ts";
import type { ChosenTime } from "./chosen-time.ts";

export type ChosenOffer = { readonly doctor: StoredDoctor; readonly service: StoredService };

/** What {@link offerOf} looks at. */
export type OfferCatalog = Pick<Catalog, "doctorOf" | "service" | "gives">;

/** The doctor and the service of a chosen time, as the mirror has them; null where that doctor doesn't give it there. */
export function offerOf(
  catalog: OfferCatalog,
  { scheduleId, serviceId, branchId }: ChosenTime,
): ChosenOffer | null {
  const doctor = catalog.doctorOf(scheduleId);
  const service = catalog.service(serviceId);
  if (!doctor || !service || !catalog.gives(scheduleId, serviceId)) return null;
  return doctor.organizationId === branchId ? { doctor, service } : null;
}

/**
 * Reads what a free time rests on, all at once: the slot, and the rows of its schedule, its doctor, the service and the
 * branch. What has changed is stored, so that catalog and grids show it from then on.
 * @throws {CentralError}
 */
export type ReadOffer = (
  offer: ChosenOffer,
  slotId: string,
  signal: AbortSignal,
) => Promise<{ readonly reading: SlotReading; readonly catalogChanged: boolean }>;

export type ReadOfferDeps = {
  readonly central: CentralTimes & CentralDirectory;
  readonly reference: Pick<ReferenceRows, "put">;
  readonly slots: Pick<SlotUpdates, "store" | "refresh">;
  /** Doctors or services are not what they were: lists are read again. */
  readonly onCatalog: () => void;
};

export function createOfferReader({ central, reference, slots, onCatalog }: ReadOfferDeps): ReadOffer {
  const fresh = async (type: OfferType, id: string, signal: AbortSignal): Promise<FreshRow[]> => {
    try {
      return [{ type, id, row: await central.readReference(type, id, signal) }];
    } catch (error) {
      // A row that can't be read exists all the same: what is stored of it stays, as in a pull.
      if (error instanceof CentralError && error.fault === "invalidResponse") return [];
      throw error;
    }
  };
  return async ({ doctor, service }, slotId, signal) => {
    const [reading, ...rows] = await Promise.all([
      central.readSlot(slotId, signal),
      fresh("schedule", doctor.scheduleId, signal),
      fresh("role", doctor.roleId, signal),
      fresh("practitioner", doctor.practitionerId, signal),
      fresh("service", service.id, signal),
      fresh("organization", doctor.organizationId, signal),
    ]);
    const catalogChanged = stored(() => reference.put(rows.flat()));
    if (catalogChanged) onCatalog();
    for (const id of slots.store(slotId, reading.state === "gone" ? null : reading.slot)) slots.refresh(id);
    return { reading, catalogChanged };
  };
}

/**
 * Only what is stored is checked: while the store takes no write, nothing is known, as if the central API were away.
 * @throws {CentralError} `unavailable`, which is tried again as long as the patient waits
 */
function stored<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new CentralError("unavailable", `what was read can't be stored (${codeOf(error)})`, {
      cause: error,
    });
  }
}

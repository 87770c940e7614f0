import type { CentralState } from "#contract/central/central-state.ts";
import type { OwnPlace } from "#contract/schedules/catalog.ts";
import type { Log } from "../log/events.ts";
import type { Store } from "../store/open.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { type Catalog, createCatalog, type StoredService } from "./catalog.ts";
import { catalogProcedures, type ListRules } from "./catalog-procedures.ts";
import { type AlternativesTo, alternatives } from "./offers.ts";
import type { PlainNames } from "./plain-names/plain-names.ts";
import { createReferenceRows, type ReferenceRows } from "./reference-rows.ts";
import { type BookingRules, createScheduleReader, type ScheduleReader } from "./schedule.ts";
import { scheduleProcedures } from "./schedule-procedures.ts";
import { createSlotUpdates, type SlotUpdates } from "./slot-updates.ts";
import { createSlotWriter } from "./slot-writer.ts";

/** Clinics, services, doctors and times, as the mirror of the central API has them. */
export type SchedulesModule = {
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly reference: ReferenceRows;
  readonly slots: SlotUpdates;
  readonly alternatives: AlternativesTo;
  /** Cells of a schedule are not what they were. */
  readonly scheduleChanged: (scheduleId: string) => void;
  /** Tells of rows that are not offered, when their number has changed. */
  readonly reportLeftOut: (state: CentralState) => void;
  readonly procedures: {
    readonly catalog: ReturnType<typeof catalogProcedures>;
    readonly schedule: ReturnType<typeof scheduleProcedures>;
  };
};

export function createSchedulesModule(deps: {
  readonly store: Store;
  readonly settings: BookingRules;
  /** A service as it counts at this kiosk. */
  readonly asConfigured: (service: StoredService) => StoredService;
  readonly rules: ListRules;
  readonly plainNames: PlainNames;
  /** The branch at the kiosk's own address, with its clinic; null where that isn't known. */
  readonly ownPlace: (catalog: Catalog) => OwnPlace | null;
  /** Slots that must not be offered: an operation of this kiosk on them has not come to its end. */
  readonly blockedSlots: () => ReadonlySet<string>;
  /** Pulls one schedule of the central API soon. */
  readonly pull: (scheduleId: string) => void;
  /** Cells of the doctor whom screens know by this schedule changed. */
  readonly onSchedule: (scheduleId: string) => void;
  /** Lists are not what they were. */
  readonly onCatalog: () => void;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly log: Log;
}): SchedulesModule {
  const { store, settings, time, now, log } = deps;
  const catalog = createCatalog(store, deps.asConfigured, () => time.date(now()), deps.plainNames);
  const schedule = createScheduleReader({
    store,
    time,
    now,
    rules: settings,
    blockedSlots: deps.blockedSlots,
  });
  const refresh = (scheduleId: string): void => catalog.schedulesWith(scheduleId).forEach(deps.pull);
  const scheduleChanged = (scheduleId: string): void => {
    // A visit may be of a doctor whom this kiosk doesn't mirror: no grid shows its schedule.
    if (scheduleId === "") return;
    // Screens know a doctor by any of their schedules, whichever stands for all in a list.
    for (const id of new Set([...catalog.schedulesWith(scheduleId), scheduleId])) deps.onSchedule(id);
  };
  let told = "";
  const { rules, onCatalog } = deps;
  const ownPlace = () => deps.ownPlace(catalog);
  const shared = { catalog, schedule, rules, ownPlace, time, now, refresh, onCatalog };
  return {
    catalog,
    schedule,
    reference: createReferenceRows(store),
    slots: createSlotUpdates({ writer: createSlotWriter(store), scheduleChanged, refresh, log }),
    alternatives: (lost) => alternatives({ catalog, schedule, time }, lost),
    scheduleChanged,
    reportLeftOut(state) {
      // While a first load goes on, most rows have no counterparts yet.
      if (state.state !== "online") return;
      const counts = catalog.leftOut();
      const text = JSON.stringify(counts);
      if (text === told) return;
      told = text;
      for (const counted of counts) log.write("schedules.rows-not-offered", counted);
    },
    procedures: { catalog: catalogProcedures(shared), schedule: scheduleProcedures(shared) },
  };
}

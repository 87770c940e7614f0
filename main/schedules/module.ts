import type { Central } from "#contract/central.ts";
import type { CentralState } from "#contract/domain.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import type { Ground } from "../app/context.ts";
import { serviceAsConfigured } from "../booking/rules/service.ts";
import { createSettler, type Settler } from "../booking/settler.ts";
import { createTrust, type Trust } from "../conformance/conformance-check.ts";
import { createTrustRecords } from "../conformance/records.ts";
import { createRefusedAccess } from "../conformance/refused-access.ts";
import { type SyncThread, startSyncThread } from "../sync/thread.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import { createScheduleReader, type ScheduleReader } from "./schedule.ts";

/** The centre, and what the kiosk keeps of it. */
export type CentreRoom = {
  readonly central: Central;
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly sync: SyncThread;
  readonly trust: Trust;
  readonly settler: Settler;
  /** The centre's clock, ms. */
  readonly now: () => number;
  /** Asks for a schedule's newest slots in the background. */
  readonly refresh: (scheduleId: string) => void;
  readonly scheduleChanged: (scheduleId: string) => void;
  /** Where the kiosk stands: as configured, else the centre's only clinic; in the demo its first. */
  readonly ownOrganization: () => string | null;
  close(): Promise<void>;
};

export function composeCentre(ground: Ground): CentreRoom {
  const { options, config, folder, store, journal, time, events, clock, ids, log } = ground;
  const settings = ground.central;
  const refused = createRefusedAccess(store);
  const central = createFhirCentral({
    settings,
    timeZone: config.kiosk.timeZone,
    log,
    clock,
    onAccess: (request, refusal) =>
      refusal ? refused.refused(request, clock.now(), refusal.message) : refused.granted(request),
  });
  const now = (): number => sync.now();
  const catalog = createCatalog(
    store,
    (service) => serviceAsConfigured(service, config.rules),
    () => time.date(now()),
  );
  const refresh = (scheduleId: string): void => catalog.schedulesWith(scheduleId).forEach(sync.refresh);
  const schedule = createScheduleReader({
    store,
    time,
    now,
    rules: { ...config.rules, horizonDays: settings.horizonDays },
    darkSlots: journal.darkSlots,
  });
  /** Screens know a doctor by any of their schedules, whichever stands for all in a list. */
  const scheduleChanged = (scheduleId: string): void => {
    // A visit may be of a doctor whom this kiosk doesn't mirror: no grid shows its schedule.
    if (scheduleId === "") return;
    for (const id of new Set([...catalog.schedulesWith(scheduleId), scheduleId]))
      events.emit({ type: "schedule", scheduleId: id });
  };
  journal.onChange((scheduleIds) => scheduleIds.forEach(scheduleChanged));
  let told = "";
  const tellLeftOut = (state: CentralState): void => {
    // While a first load goes on, most rows have no counterparts yet.
    if (state.state !== "online") return;
    const counts = catalog.leftOut();
    const text = JSON.stringify(counts);
    if (text === told) return;
    told = text;
    for (const { of, ...facts } of counts) log.warn("rows not offered", { of, ...facts });
  };
  const sync = startSyncThread({
    storeFile: folder.storeFile,
    settings,
    timeZone: config.kiosk.timeZone,
    log,
    onState: (state: CentralState) => {
      events.emit({ type: "central", central: state });
      tellLeftOut(state);
      if (!isAnswering(state)) return;
      trust.centreHeard();
      settler.wake();
    },
    onSchedules: (scheduleIds: readonly string[]) => {
      scheduleIds.forEach(scheduleChanged);
    },
    onCatalog: () => {
      tellLeftOut(sync.state());
      events.emit({ type: "catalog" });
    },
  });
  const trust = createTrust({
    central,
    url: settings.url,
    records: createTrustRecords(store),
    clock,
    ids,
    log,
    onChange: (booking) => events.emit({ type: "booking", booking }),
    isJournalOpen: () => ground.journalHealth.health() === "open",
  });
  ground.journalHealth.onChange(() => events.emit({ type: "booking", booking: trust.state() }));
  const settler = createSettler({
    central,
    journal,
    clock,
    log,
    quiet: config.booking.quiet * 1000,
    refresh,
  });
  return {
    central,
    catalog,
    schedule,
    sync,
    trust,
    settler,
    now,
    refresh,
    scheduleChanged,
    ownOrganization() {
      const first = catalog.firstClinic();
      return config.kiosk.organization ?? (first.count === 1 || options.demo ? first.id : null);
    },
    async close() {
      await sync.close();
      await trust.close();
      await settler.close();
      await central.close();
    },
  };
}

const isAnswering = (state: CentralState): boolean =>
  state.state === "online" || (state.state === "never" && state.reachable);

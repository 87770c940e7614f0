import type { CentralState } from "#contract/central/central-state.ts";
import type { KioskEvent } from "#contract/page/events.ts";
import { createBookingModule } from "../booking/module.ts";
import { serviceAsConfigured } from "../booking/rules/service.ts";
import { kioskNumber } from "../config/schema.ts";
import { createConformanceModule } from "../conformance/module.ts";
import { createRefusedAccess } from "../conformance/refused-access.ts";
import { createConsentsModule } from "../consents/module.ts";
import type { StatusNow } from "../control/status.ts";
import { createDemoModule } from "../demo/module.ts";
import { createMailModule } from "../mail/module.ts";
import { followSwitch } from "../maintenance/maintenance.ts";
import { createPageModule } from "../page/module.ts";
import { createPatientsModule } from "../patients/module.ts";
import { createScannerModule } from "../scanner/module.ts";
import { createSchedulesModule } from "../schedules/module.ts";
import { createSessionsModule } from "../sessions/module.ts";
import { createSpeechModule } from "../speech/module.ts";
import { createStaffModule } from "../staff/module.ts";
import { createStaffKiosk } from "../staff/staff-kiosk.ts";
import { openAnew } from "../store/open-anew.ts";
import { connectCentral } from "../sync/connector.ts";
import { openHubRecords } from "../sync/hub-records.ts";
import { pullNow } from "../sync/pull-now.ts";
import { startSyncThread } from "../sync/thread.ts";
import { createTicketsModule } from "../tickets/module.ts";
import { loadTicketTexts } from "../tickets/ticket-texts.ts";
import { createVisitsModule } from "../visits/module.ts";
import type { CoreContext } from "./context.ts";
import { factsForTechnicians } from "./facts-for-technicians.ts";
import { flowOf } from "./kiosk-info.ts";
import { leaveToSystem } from "./leave.ts";
import { ownClinic, ownOrganization, ownPlace } from "./own-clinic.ts";

export type Modules = ReturnType<typeof createModules>;

/** What the modules ask of whoever runs the core. */
type ShellWishes = {
  readonly onWindowLost: () => void;
  readonly onRestartWanted: () => void;
  readonly onLeave: () => void;
  readonly status: () => StatusNow;
};

/**
 * Makes the modules from the bottom up, each with what it uses. What a module causes in one that is made after it
 * goes through a callback: none runs before all are made.
 */
export function createModules(context: CoreContext, shell: ShellWishes) {
  const { options, config, folder, store, journal, journalHealth } = context;
  const { localesDir, languages, time, clock, ids, log } = context;
  /** The central API's clock, ms. */
  const now = (): number => sync.now();
  const today = (): string => time.date(now());
  const emit = (event: KioskEvent): void => {
    context.activity.onEvent(event);
    page.events.emit(event);
  };
  const onCatalog = (): void => emit({ type: "catalog" });
  const whereItStands = (): string | null => ownOrganization(context, schedules.catalog);

  const page = createPageModule({
    states: () => [
      { type: "central", central: sync.state() },
      { type: "booking", booking: conformance.state() },
      { type: "printer", status: tickets.status() },
      { type: "service", service: maintenance.state() },
      { type: "session", session: sessions.state() },
      { type: "staff", handle: staff.handle() },
    ],
    onLost() {
      sessions.end("lost");
      staff.windowLost();
      shell.onWindowLost();
    },
    expectsWindow: options.expectsWindow ?? false,
    now,
    clock,
    log,
  });
  const maintenance = followSwitch({
    serviceDir: folder.serviceDir,
    onChange: (service) => emit({ type: "service", service }),
    clock,
    log,
  });
  const sessionsModule = createSessionsModule({
    settings: config.session,
    isClosed: () => maintenance.state() === "closed",
    // A page that was loaded anew has lost its staff session, and shows the patients' screens.
    onBegin: () => staff.windowLost(),
    // When a patient has left, nothing of theirs is shown or printed any more.
    onEnd() {
      tickets.sessionEnded();
      page.events.forgetPersonal();
    },
    onChange: (session) => emit({ type: "session", session }),
    clock,
    ids,
  });
  const { sessions } = sessionsModule;
  const consents = createConsentsModule({ localesDir, languages, today });

  const refused = createRefusedAccess(store);
  const hubRecords =
    context.central.kind === "n3"
      ? openAnew({
          file: folder.hubRecordsFile,
          open: (file) => openHubRecords({ file, key: folder.key, clock }),
          what: "hubRecords",
          log,
        })
      : null;
  const hasRole = store.prepare<[string], 1>("SELECT 1 FROM role WHERE id = ?").pluck();
  const central = connectCentral({
    settings: context.central,
    timeZone: config.kiosk.timeZone,
    log,
    clock,
    records: hubRecords?.records ?? null,
    isShown: (roleId) => hasRole.get(roleId) === 1,
    onAccess: (request, refusal) =>
      refusal ? refused.refused(request, clock.now(), refusal.message) : refused.granted(request),
  });
  const schedules = createSchedulesModule({
    store,
    settings: { ...config.rules, horizonDays: context.central.horizonDays },
    asConfigured: (service) => serviceAsConfigured(service, config.rules),
    rules: { closures: (...asked) => booking.listRules.closures(...asked) },
    plainNames: context.plainNames,
    ownPlace: (catalog) => ownPlace(context, catalog),
    blockedSlots: journal.blockedSlots,
    pull: (scheduleId) => sync.refresh(scheduleId),
    onSchedule: (scheduleId) => emit({ type: "schedule", scheduleId }),
    onCatalog,
    time,
    now,
    log,
  });
  const conformance = createConformanceModule({
    central,
    url: context.central.url,
    store,
    kioskKey: context.folder.key,
    journalHealth,
    onChange: (state) => emit({ type: "booking", booking: state }),
    clock,
    ids,
    log,
  });
  journal.onChange((scheduleIds) => scheduleIds.forEach(schedules.scheduleChanged));

  const ticketTexts = loadTicketTexts(localesDir, languages, log);
  const tickets = createTicketsModule({
    settings: config.printer,
    paper: context.paper,
    texts: ticketTexts,
    files: { ...folder, ticketsDir: options.demo ? folder.ticketsDir : null },
    perVisit: config.session.tickets,
    sendCopy: () => mail?.send ?? null,
    sessions,
    onStatus: (status) => emit({ type: "printer", status }),
    onFate: (news) => emit({ type: "ticket", ...news }),
    time,
    now,
    clock,
    ids,
    log,
  });
  const scanner = createScannerModule({
    settings: config.scanner,
    // Somebody has signed in: a scan has nothing to say now.
    busy: () => sessions.current()?.patient != null,
    onScan: (scan) => emit({ type: "scanner", scan }),
    takeCard: (scan) => staff.takeCard(scan),
    clock,
    log,
  });
  const speech = createSpeechModule({ clock, log });
  const demo = createDemoModule({
    demo: options.demo,
    printer: tickets.virtual,
    onSwitched: (switches) => emit({ type: "demo", switches }),
    onScan: scanner.feed,
  });
  const mail = createMailModule({
    settings: config.mail,
    demoDir: options.demo ? folder.emailsDir : null,
    outboxFile: folder.outboxFile,
    key: folder.key,
    localesDir,
    languages,
    ticketTexts,
    cancelAhead: config.rules.cancelAhead,
    now,
    clock,
    ids,
    log,
  });

  const flow = flowOf(context, { ...central.capabilities, mail: mail !== null });
  const booking = createBookingModule({
    settings: { booking: config.booking, rules: config.rules },
    kiosk: {
      number: kioskNumber(config),
      nextTicket: context.nextTicket,
      flow,
      ownOrganization: whereItStands,
    },
    central,
    journal,
    conformance,
    schedules,
    consent: consents.consent,
    mailer: mail,
    sessions,
    onCatalog,
    times: { time, now, today, clock },
    ids,
    log,
  });
  const visits = createVisitsModule({
    booking: booking.shared,
    central,
    journal,
    schedules,
    mailer: mail,
    sessions,
    time,
    now,
    today,
    log,
  });
  const patients = createPatientsModule({
    settings: config.signIn,
    centralProxy: context.central.proxy,
    flow,
    central,
    catalog: schedules.catalog,
    consent: consents.consent,
    listVisits: visits.list,
    sessions,
    signInLimitsFile: folder.signInLimitsFile,
    key: folder.key,
    kioskName: String(kioskNumber(config)),
    kioskNumber: config.kiosk.number ?? (options.demo ? kioskNumber(config) : null),
    localesDir,
    clinicName: () => ownClinic(context, schedules.catalog).name,
    ownOrganization: whereItStands,
    time,
    now,
    today,
    clock,
    ids,
    log,
  });

  const staff = createStaffModule({
    settings: config.staff,
    files: folder,
    key: folder.key,
    kioskName: String(kioskNumber(config)),
    sessions,
    isClosed: () => maintenance.state() === "closed",
    tickets: tickets.forStaff,
    central,
    journal,
    catalog: schedules.catalog,
    listVisits: visits.list,
    kiosk: createStaffKiosk({
      ...factsForTechnicians(shell.status, folder.logFile),
      pullNow: () =>
        pullNow(
          () => sync.state(),
          () => sync.syncNow(),
          clock,
        ),
      maintenance,
      tickets: tickets.forTechnician,
      restart() {
        log.write("staff.restart");
        shell.onRestartWanted();
      },
      leave: () => leaveToSystem({ leftFile: folder.leftFile, onLeave: shell.onLeave, clock, log }),
      clock,
    }),
    time,
    onChange(handle) {
      // What was scanned or told for staff is for nobody after them.
      if (handle === null) {
        tickets.sessionEnded();
        page.events.forgetPersonal();
      }
      emit({ type: "staff", handle });
    },
    now,
    clock,
    ids,
    log,
  });

  const sync = startSyncThread({
    storeFile: folder.storeFile,
    settings: context.central,
    timeZone: config.kiosk.timeZone,
    log,
    onState(state) {
      emit({ type: "central", central: state });
      schedules.reportLeftOut(state);
      if (!isAnswering(state)) return;
      conformance.onReachable();
      booking.onReachable();
    },
    onSchedules: (scheduleIds) => scheduleIds.forEach(schedules.scheduleChanged),
    onCatalog() {
      schedules.reportLeftOut(sync.state());
      onCatalog();
    },
  });

  return {
    ...{ page, maintenance, central, sessions: sessionsModule, consents, schedules, conformance, tickets },
    ...{ scanner, speech, demo, mail, booking, visits, patients, staff, sync, flow, now },
    start() {
      booking.start();
      mail?.start();
    },
    /** What still runs ends before what it uses. */
    async close(): Promise<void> {
      page.close();
      maintenance.close();
      staff.close();
      sessions.end("home");
      await sync.close();
      await conformance.close();
      await booking.close();
      await central.close();
      hubRecords?.close();
      speech.close();
      await scanner.close();
      await tickets.close();
      await mail?.close();
      await patients.close();
    },
  };
}

const isAnswering = (state: CentralState): boolean =>
  state.state === "online" || (state.state === "never" && state.reachable);

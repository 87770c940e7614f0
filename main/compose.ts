import { join } from "node:path";
import { centralSettingsSchema } from "#contract/central-settings.ts";
import type { CentralState, Clinic } from "#contract/domain.ts";
import { presets, type StepName } from "#contract/flow.ts";
import type { Clock, Ids, Log } from "#contract/ports.ts";
import { createVirtualPrinter } from "#printer/index.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import packageJson from "../package.json" with { type: "json" };
import { loadConsents } from "./booking/consent.ts";
import { createBookingDesk } from "./booking/desk.ts";
import { createDeskList } from "./booking/desk-list.ts";
import { openJournal } from "./booking/journal/journal.ts";
import type { BookingParts } from "./booking/parts.ts";
import { createRules } from "./booking/rules/rules.ts";
import { serviceAsConfigured } from "./booking/rules/service.ts";
import { createSettler } from "./booking/settler.ts";
import { createShowing } from "./booking/showing.ts";
import { createVisits } from "./booking/visits.ts";
import { clinicTime } from "./clinic-time.ts";
import { systemClock, systemIds } from "./clock.ts";
import { composeMail } from "./compose/mail.ts";
import { ConfigError, loadConfig } from "./config/load.ts";
import type { Config } from "./config/schema.ts";
import { openDataFolder } from "./data-folder.ts";
import { createDemoControl } from "./demo/demo-control.ts";
import { createEvents } from "./events.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { createAccess } from "./http/access.ts";
import { serve } from "./http/server.ts";
import { languagesIn } from "./language-files.ts";
import { createLog, logFile } from "./log.ts";
import { createAttachments } from "./people/attachments.ts";
import { createCardAgreements } from "./people/card-agreements.ts";
import { createCards } from "./people/cards.ts";
import { createMessages } from "./people/messages.ts";
import { chooseLogo, chooseProfile, createConfiguredPrinter } from "./printing/choose-printer.ts";
import { openPrintJournal } from "./printing/journal/index.ts";
import { createPrintQueue } from "./printing/queue/index.ts";
import { loadTicketTexts } from "./printing/ticket-texts.ts";
import { createTickets } from "./printing/tickets.ts";
import type { Parts } from "./rpc/parts.ts";
import { createRouter } from "./rpc/router.ts";
import { createScanner } from "./scanner/index.ts";
import { followService } from "./service/service.ts";
import { createSessions } from "./session/session.ts";
import { createTries } from "./session/tries.ts";
import type { CoreOptions } from "./shell/messages.ts";
import { createSpeech } from "./speech/speech.ts";
import { createCatalog } from "./store/catalog.ts";
import { openStore } from "./store/open.ts";
import { createScheduleReader } from "./store/schedule.ts";
import { createTicketNumbers } from "./store/ticket-numbers.ts";
import { startSyncThread } from "./sync/thread.ts";
import { createTrustRecords } from "./trust/records.ts";
import { createTrust } from "./trust/trust.ts";

/** What a test may bring in place of the machine's own. */
export type Substitutes = { readonly clock?: Clock; readonly ids?: Ids; readonly log?: Log };

/** A running core. */
export type Core = {
  readonly port: number;
  /** Opens the kiosk once: the token stands in its fragment. */
  readonly url: string;
  /** A window was opened: the address is good for one more use, and a heartbeat is expected. */
  windowOpened(): void;
  /** Ends everything in order; asked again, it answers with the same end. */
  close(): Promise<void>;
};

const root = join(import.meta.dirname, "..");

/**
 * The one place where parts are chosen and wired. Throws the parts' own errors: ConfigError, DataFolderError,
 * StoreError, PortTaken.
 */
export async function startCore(
  options: CoreOptions & { readonly onWindowLost?: () => void },
  substitutes: Substitutes = {},
): Promise<Core> {
  const { clock = systemClock, ids = systemIds } = substitutes;
  const assetsDir = options.assetsDir ?? join(root, "assets");
  const localesDir = join(assetsDir, "locales");
  const known = languagesIn(localesDir);
  const config = loadConfig(options.configFile, known);
  const languages = config.kiosk.languages ?? known;
  const central = centralSettings(config, options.centralUrl);
  const { printer: printerSettings } = config;
  const profile = chooseProfile(printerSettings);
  // Before anything is opened: what it throws needs no undoing then.
  const logo = await chooseLogo(printerSettings, profile);
  const folder = openDataFolder(options.dataDir);
  const log =
    substitutes.log ??
    createLog({ level: config.log.level, destination: logFile(join(options.dataDir, "infomat.log")) });

  const store = openStore(folder.storeFile);
  const journal = openJournal({ file: folder.journalFile, key: folder.key, clock });
  const time = clinicTime(config.kiosk.timeZone);
  // The zone's data are loaded at the first question, which takes a tenth of a second: not at the first touch.
  time.startOf(time.date(clock.now()));
  const connector = createFhirCentral({ settings: central, log, clock });
  const events = createEvents();
  const catalog = createCatalog(store, (service) => serviceAsConfigured(service, config.rules));
  const schedule = createScheduleReader({
    store,
    time,
    now: () => sync.now(),
    rules: { ...config.rules, horizonDays: central.horizonDays },
    darkSlots: journal.darkSlots,
  });
  const scheduleChanged = (scheduleId: string): void => events.emit({ type: "schedule", scheduleId });
  journal.onChange((scheduleIds) => scheduleIds.forEach(scheduleChanged));
  const sync = startSyncThread({
    storeFile: folder.storeFile,
    settings: central,
    timeZone: config.kiosk.timeZone,
    log,
    onState: (state: CentralState) => {
      events.emit({ type: "central", central: state });
      if (!isAnswering(state)) return;
      trust.centreHeard();
      settler.wake();
    },
    onSchedules: (scheduleIds: readonly string[]) => {
      scheduleIds.forEach(scheduleChanged);
    },
    onCatalog: () => events.emit({ type: "catalog" }),
  });
  const trust = createTrust({
    central: connector,
    url: central.url,
    records: createTrustRecords(store),
    clock,
    ids,
    log,
    onChange: (booking) => events.emit({ type: "booking", booking }),
  });
  const settler = createSettler({
    central: connector,
    journal,
    clock,
    log,
    quiet: config.booking.quiet * 1000,
    refresh: (scheduleId) => sync.refresh(scheduleId),
  });
  const showing = createShowing({ journal, log });
  const sessions = createSessions({
    clock,
    ids,
    times: {
      idle: config.session.idle * 1000,
      question: config.session.question * 1000,
      cap: config.session.cap * 60_000,
    },
    onChange(session) {
      if (session.state === "none") {
        showing.left();
        tickets.sessionEnded();
      }
      events.emit({ type: "session", session });
    },
  });
  const virtual = createVirtualPrinter({
    profile,
    logo,
    log,
    ...(options.demo ? { folder: folder.ticketsDir } : {}),
  });
  const printer =
    printerSettings.kind === "virtual"
      ? virtual
      : createConfiguredPrinter({
          settings: printerSettings,
          profile,
          logo,
          memoryFile: folder.printerFile,
          clock,
          log,
        });
  const printQueue = createPrintQueue({
    printer,
    journal: openPrintJournal(folder.printJournalFile, folder.key, clock),
    clock,
    ids,
    log,
  });
  const ticketTexts = loadTicketTexts(localesDir, languages, log);
  const tickets = createTickets({
    printer,
    queue: printQueue,
    locales: ticketTexts,
    profile,
    logo,
    widthMm: profile.widthMm,
    timeZone: config.kiosk.timeZone,
    clock,
  });
  tickets.onStatus((status) => events.emit({ type: "printer", status }));
  printQueue.onNews(({ visitId, fate }) => events.emit({ type: "ticket", visitId, fate }));
  const consent = loadConsents(localesDir, languages);
  const kioskName = String(config.kiosk.number);
  const scanner = createScanner({
    settings: config.scanner,
    busy: () => sessions.current()?.patient != null,
    onScan: (scan) => events.emit({ type: "scanner", scan }),
    clock,
    log,
  });
  const service = followService({
    serviceDir: folder.serviceDir,
    clock,
    log,
    onChange: (state) => events.emit({ type: "service", service: state }),
  });
  const speech = createSpeech({ clock, log });
  const heartbeat = createHeartbeat({ clock, onLost: () => options.onWindowLost?.() });

  /** Where the kiosk stands: as configured, else the centre's only clinic; in the demo its first. */
  const ownOrganization = (): string | null => {
    const first = catalog.firstClinic();
    return config.kiosk.organization ?? (first.count === 1 || options.demo ? first.id : null);
  };

  const post = composeMail({
    settings: config.mail,
    demo: options.demo !== null,
    outboxFile: folder.outboxFile,
    lettersDir: folder.lettersDir,
    key: folder.key,
    localesDir,
    languages,
    ticketTexts,
    cancelAhead: config.rules.cancelAhead,
    clock,
    ids,
    log,
  });
  const rules = createRules({
    central: connector,
    journal,
    catalog,
    schedule,
    time,
    now: () => sync.now(),
    log,
    settings: config.rules,
  });
  const booking: BookingParts = {
    central: connector,
    journal,
    settler,
    showing,
    trust,
    catalog,
    schedule,
    rules,
    consent,
    post,
    ticketNumber: createTicketNumbers(store, config.kiosk.number),
    time,
    now: () => sync.now(),
    clock,
    ids,
    log,
    kioskName,
    ownOrganization,
    patience: config.booking.patience * 1000,
    scheduleChanged,
    refresh: (scheduleId) => sync.refresh(scheduleId),
  };
  const tries = createTries({ store, key: folder.key, clock });
  const today = (): string => time.date(sync.now());
  const agreements = createCardAgreements({
    central: connector,
    consent,
    ownOrganization,
    kioskName,
    now: () => sync.now(),
    ids,
    log,
  });
  const attachments = createAttachments({ central: connector, catalog, log });
  const steps = options.preset ? presets[options.preset] : orderOf(config.flow);
  // Nobody is asked for an address that nothing is sent to.
  const flow = steps.filter((step) => step !== "email" || post !== null);
  const parts: Parts = {
    version: packageJson.version,
    kioskName,
    languages,
    flow,
    secondFactor: config.signIn.secondFactor,
    cardsOn: flow.includes("card"),
    told: { plannedOnly: config.rules.plannedOnly, cancelAhead: config.rules.cancelAhead },
    seconds: { done: config.session.done, attract: config.session.attract },
    log,
    now: () => sync.now(),
    time,
    today,
    clinic() {
      const id = ownOrganization();
      return config.kiosk.clinic ?? (id === null ? null : catalog.clinic(id)) ?? unknownClinic;
    },
    central: connector,
    centralState: () => sync.state(),
    refresh: (scheduleId) => sync.refresh(scheduleId),
    catalog,
    schedule,
    rules,
    service,
    speech,
    sessions,
    tries,
    consent,
    cards: createCards({ central: connector, agreements, attachments, tries, today, ids, log }),
    messages: createMessages({ central: connector, attachments, time, log }),
    booking: createBookingDesk(booking),
    visits: createVisits(booking),
    showing,
    deskList: createDeskList({ journal, log }),
    trust,
    tickets,
    scanner,
    scannerKind: config.scanner.kind,
    demo: options.demo ? createDemoControl({ ...options.demo, printer: virtual }) : null,
    events,
    beat: () => heartbeat.beat(),
  };

  const closeParts = async (): Promise<void> => {
    heartbeat.stop();
    service.close();
    speech.close();
    sessions.end("home");
    await sync.close();
    await trust.close();
    await settler.close();
    await connector.close();
    await scanner.close();
    await printer.close();
    await printQueue.close();
    await post?.close();
    journal.close();
    store.close();
    log.info("core has ended");
  };
  let closing: Promise<void> | null = null;
  const access = createAccess({ ids, reusable: options.tokenReusable });
  try {
    const server = await serve({
      port: options.port ?? config.port ?? null,
      screensDir: options.screensDir ?? join(root, "dist", "renderer"),
      router: createRouter(parts),
      access,
      log,
    });
    settler.start();
    post?.start();
    log.info("core is ready", { port: server.port, version: packageJson.version });
    return {
      port: server.port,
      url: `http://127.0.0.1:${server.port}/#token=${access.token}`,
      windowOpened() {
        access.windowOpened();
        heartbeat.windowOpened();
      },
      close() {
        closing ??= server.close().then(closeParts);
        return closing;
      },
    };
  } catch (error) {
    await closeParts();
    throw error;
  }
}

const isAnswering = (state: CentralState): boolean =>
  state.state === "online" || (state.state === "never" && state.reachable);

/** Shown until the centre has told the clinic's name: the screens leave such a bar empty. */
const unknownClinic: Clinic = { name: "", address: "", phone: "" };

function centralSettings(config: Config, url: string | null): NonNullable<Config["central"]> {
  if (config.central) return url === null ? config.central : { ...config.central, url };
  if (url === null)
    throw new ConfigError("central.url is missing: the kiosk does not know where schedules come from");
  return centralSettingsSchema.parse({ url });
}

const orderOf = (flow: Config["flow"]): readonly StepName[] =>
  "steps" in flow ? flow.steps : presets[flow.preset];

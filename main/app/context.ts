import { join } from "node:path";
import type { Clock, Ids } from "#contract/base/ports.ts";
import { createTally } from "#contract/base/set-aside.ts";
import type { Bitmap, PrinterProfile } from "#printer/index.ts";
import { type GuardedJournal, guardJournal, type JournalHealth } from "../booking/journal/guard.ts";
import type { Journal } from "../booking/journal/journal.ts";
import { openJournalSafely } from "../booking/journal/open-safely.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { loadConsents } from "../consents/consents.ts";
import { counterAccessSettingsSchema } from "../counter-access/settings.ts";
import { ConfigError } from "../files/config-error.ts";
import { languagesIn, usableLanguages } from "../files/language-files.ts";
import { identityProviderSettingsSchema } from "../identity-provider/settings.ts";
import type { Log } from "../log/events.ts";
import { createLog } from "../log/log.ts";
import { logFile } from "../log/log-file.ts";
import { openSecurityStream } from "../log/security-stream.ts";
import { type ActivityCounter, createActivity } from "../monitoring/activity.ts";
import { openMirror } from "../schedules/mirror/open-mirror.ts";
import { readNameTable } from "../schedules/plain-names/name-table.ts";
import { createPlainNames, type PlainNames } from "../schedules/plain-names/plain-names.ts";
import type { CoreOptions } from "../shell/messages.ts";
import { type DataFolder, openDataFolder } from "../store/data-folder.ts";
import type { Store } from "../store/open.ts";
import { type CentralApiSettings, centralAt } from "../sync/settings.ts";
import { chooseLogo, chooseProfile } from "../tickets/choose-printer.ts";
import { type ClinicTime, clinicTime } from "../time/clinic-time.ts";
import { systemClock, systemIds } from "../time/clock.ts";
import { noteSettings } from "./settings-seen.ts";

/** What a test may bring in place of the machine's own. */
export type Substitutes = { readonly clock?: Clock; readonly ids?: Ids; readonly log?: Log | undefined };

/** What the modules of the core are made from: settings, files, time. */
export type CoreContext = {
  readonly options: CoreOptions;
  readonly config: Config;
  readonly central: CentralApiSettings;
  readonly languages: readonly string[];
  readonly localesDir: string;
  /** What people call services. */
  readonly plainNames: PlainNames;
  /** What tickets are printed on, and with. */
  readonly paper: { readonly profile: PrinterProfile; readonly logo: Bitmap | null };
  readonly folder: DataFolder;
  readonly store: Store;
  readonly journal: Journal;
  /** Whether the journal lets anybody book; a listener hears of every change. */
  readonly journalHealth: Pick<GuardedJournal, "health" | "check"> & {
    onChange(listener: (health: JournalHealth) => void): void;
  };
  readonly nextTicket: () => number;
  readonly time: ClinicTime;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** What has happened since the core began: every line of `log` is counted. */
  readonly activity: ActivityCounter;
  /** The files last of all. */
  close(): void;
  /** Waits until what was logged has left. */
  closeLog(): Promise<void>;
};

const root = join(import.meta.dirname, "../..");

/** Reads the settings and opens the files. @throws ConfigError, DataFolderError, StoreError */
export async function createCoreContext(
  options: CoreOptions,
  substitutes: Substitutes,
): Promise<CoreContext> {
  const { clock = systemClock, ids = systemIds } = substitutes;
  const assetsDir = options.assetsDir ?? join(root, "assets");
  const localesDir = join(assetsDir, "locales");
  const known = languagesIn(localesDir);
  const configured = loadConfig(options.configFile, known);
  const config = withDemoReception(withDemoIdentity(configured, options.demo), options.demo);
  const central = centralSettings(config, options);
  const profile = chooseProfile(config.printer);
  const plainNames = createPlainNames(readNameTable(assetsDir, config.serviceNames.file));
  // Runs before anything is opened: a throw leaves nothing to close.
  const logo = await chooseLogo(config.printer, profile);
  const folder = openDataFolder(options.dataDir);
  const activity = createActivity();
  const security = openSecurityStream(config.log.security, {
    now: clock.now,
    onLost: (fault) => log.write("log.security-lost", { fault }),
  });
  const log = activity.counting(
    substitutes.log ??
      createLog({
        level: config.log.level,
        destination: logFile(folder.logFile),
        security: security?.write,
      }),
  );
  noteSettings(folder.settingsSeenFile, configured, log);
  const { usable: languages, broken } = usableLanguages(config.kiosk.languages ?? known, (language) => {
    loadConsents(localesDir, [language]);
  });
  for (const { language, why } of broken) log.write("core.language-left-out", { language, why });
  if (languages.length === 0) throw new ConfigError(`no language can be used: ${broken[0]?.why ?? ""}`);
  // Before the mirror, which may have to be made anew: it knows the last ticket number of a former version.
  const { journal: opened, tickets } = openJournalSafely({ folder, clock, log });
  const store = openMirror(folder.storeFile, log);
  let healthChanged: (health: JournalHealth) => void = () => undefined;
  const guard = guardJournal({
    journal: opened,
    file: folder.journalFile,
    setAsideDir: folder.setAsideDir,
    clock,
    log,
    onChange: (health) => healthChanged(health),
  });
  const { journal } = guard;
  journal.onPhase(activity.onPhase);
  const lost = createTally();
  lost.add("operation", journal.unreadable());
  for (const { kind, count, examples } of lost.counts())
    log.write("journal.entries-unreadable", { kind, count, examples });
  const time = clinicTime(config.kiosk.timeZone);
  // The zone's data are loaded at the first question, which takes a tenth of a second: not at the first touch.
  time.startOf(time.date(clock.now()));
  return {
    options,
    config,
    central,
    languages,
    localesDir,
    plainNames,
    paper: { profile, logo },
    folder,
    store,
    journal,
    journalHealth: {
      ...guard,
      onChange(listener) {
        healthChanged = listener;
      },
    },
    nextTicket() {
      const ticket = journal.nextTicket(tickets.known);
      tickets.note(ticket);
      return ticket;
    },
    time,
    clock,
    ids,
    log,
    activity,
    close() {
      journal.close();
      store.close();
    },
    closeLog: async () => await security?.close(),
  };
}

/** In the demo its own counter may ask, where the configuration lets no other. */
function withDemoReception(config: Config, demo: CoreOptions["demo"]): Config {
  if (!demo?.reception || config.reception) return config;
  return { ...config, reception: counterAccessSettingsSchema.parse(demo.reception) };
}

/** In the demo patients sign in at its own identity provider, where the configuration names none. */
function withDemoIdentity(config: Config, demo: CoreOptions["demo"]): Config {
  if (!demo?.identity || config.signIn.gosuslugi) return config;
  const { issuer, secretFile } = demo.identity;
  const gosuslugi = {
    ...identityProviderSettingsSchema.parse({
      issuer: "http://127.0.0.1",
      clientId: "infomat-demo",
      secretFile,
      claims: { snils: "snils", policy: "oms_number", children: "children" },
      show: { kiosk: "kiosk_label", number: "kiosk_number" },
    }),
    // A phone reaches the demo at an address of this machine, in the clear.
    issuer,
  };
  return { ...config, signIn: { ...config.signIn, gosuslugi } };
}

function centralSettings({ central }: Config, { centralUrl: url, demo }: CoreOptions): CentralApiSettings {
  const settings = centralAt(url, central ?? null, demo?.hub);
  if (settings === null)
    throw new ConfigError("central.url is missing: the kiosk does not know where schedules come from");
  return settings;
}

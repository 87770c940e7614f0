import { join } from "node:path";
import { type CentralSettings, centralSettingsSchema } from "#contract/central-settings.ts";
import type { Clock, Ids, Log } from "#contract/ports.ts";
import type { Bitmap, PrinterProfile } from "#printer/index.ts";
import { type Journal, openJournal } from "../booking/journal/journal.ts";
import { type ClinicTime, clinicTime } from "../clinic-time.ts";
import { systemClock, systemIds } from "../clock.ts";
import { ConfigError, loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { type DataFolder, openDataFolder } from "../data-folder.ts";
import { createEvents, type Events } from "../events.ts";
import { languagesIn } from "../language-files.ts";
import { createLog, logFile } from "../log.ts";
import { chooseLogo, chooseProfile } from "../printing/choose-printer.ts";
import type { CoreOptions } from "../shell/messages.ts";
import { openStore, type Store } from "../store/open.ts";

/** What a test may bring in place of the machine's own. */
export type Substitutes = { readonly clock?: Clock; readonly ids?: Ids; readonly log?: Log | undefined };

/** What all rooms of the core stand on: settings, files, time, and the line to the screens. */
export type Ground = {
  readonly options: CoreOptions;
  readonly config: Config;
  readonly central: CentralSettings;
  readonly languages: readonly string[];
  readonly localesDir: string;
  /** What tickets are printed on, and with. */
  readonly paper: { readonly profile: PrinterProfile; readonly logo: Bitmap | null };
  readonly folder: DataFolder;
  readonly store: Store;
  readonly journal: Journal;
  readonly time: ClinicTime;
  readonly events: Events;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The files last of all. */
  close(): void;
};

const root = join(import.meta.dirname, "../..");

/** Reads the settings and opens the files. @throws ConfigError, DataFolderError, StoreError */
export async function layGround(options: CoreOptions, substitutes: Substitutes): Promise<Ground> {
  const { clock = systemClock, ids = systemIds } = substitutes;
  const localesDir = join(options.assetsDir ?? join(root, "assets"), "locales");
  const known = languagesIn(localesDir);
  const config = loadConfig(options.configFile, known);
  const central = centralSettings(config, options.centralUrl);
  const profile = chooseProfile(config.printer);
  // Before anything is opened: what it throws needs no undoing then.
  const logo = await chooseLogo(config.printer, profile);
  const folder = openDataFolder(options.dataDir);
  const log = substitutes.log ?? createLog({ level: config.log.level, destination: logFile(folder.logFile) });
  const store = openStore(folder.storeFile);
  const journal = openJournal({ file: folder.journalFile, key: folder.key, clock });
  const time = clinicTime(config.kiosk.timeZone);
  // The zone's data are loaded at the first question, which takes a tenth of a second: not at the first touch.
  time.startOf(time.date(clock.now()));
  return {
    options,
    config,
    central,
    languages: config.kiosk.languages ?? known,
    localesDir,
    paper: { profile, logo },
    folder,
    store,
    journal,
    time,
    events: createEvents(),
    clock,
    ids,
    log,
    close() {
      journal.close();
      store.close();
    },
  };
}

function centralSettings(config: Config, url: string | null): CentralSettings {
  if (config.central) return url === null ? config.central : { ...config.central, url };
  if (url === null)
    throw new ConfigError("central.url is missing: the kiosk does not know where schedules come from");
  return centralSettingsSchema.parse({ url });
}

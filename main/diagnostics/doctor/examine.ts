import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Central } from "#contract/central/central.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import type { Log } from "../../log/events.ts";
import { checkAccess } from "./access-step.ts";
import { checkMail } from "./mail-step.ts";
import { checkMirror } from "./mirror-step.ts";
import type { DoctorOptions } from "./options.ts";
import { checkPrinter } from "./printer-step.ts";
import { createReport } from "./report.ts";
import {
  checkBooking,
  checkCentral,
  checkConfig,
  checkDataFolder,
  checkReference,
  checkStore,
} from "./steps.ts";
import { checkTimes } from "./times-step.ts";

export type DoctorDeps = {
  readonly options: DoctorOptions;
  /** Where the kiosk's data is when no folder is named. */
  readonly defaultDataDir: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

const centralOf = (
  { central: settings, config }: NonNullable<ReturnType<typeof checkConfig>["value"]>,
  deps: Pick<DoctorDeps, "log" | "clock">,
): Central => createFhirCentral({ settings, timeZone: config.kiosk.timeZone, ...deps });

/** `infomat doctor`: all steps, told as they are made. @returns the exit code: 0 all is well, 1 something failed */
export async function examine(deps: DoctorDeps): Promise<0 | 1> {
  const { options, clock, ids, log, say, signal } = deps;
  const dataDir = options.data ?? deps.defaultDataDir;
  const report = createReport(say);

  const settings = await report.step("Configuration", {}, () => checkConfig(options));
  const folder = await report.step("Data folder", {}, () => checkDataFolder(dataDir));
  const store = await report.step("Store", { folder }, ({ folder: { storeFile } }) =>
    checkStore(storeFile, dataDir),
  );
  const central = settings && centralOf(settings, { log, clock });
  try {
    const answers = await report.step("Central", { central }, (found) =>
      checkCentral(found.central, clock, signal),
    );
    await report.step("Access", { answers, central, store }, (found) =>
      checkAccess(found.central, found.store, signal),
    );
    await report.step("Reference data", { answers, settings, central }, (found) =>
      checkReference(found.central, found.settings.config, signal),
    );
    await report.step("Times", { answers, central }, (found) => checkTimes(found.central, signal));
    await report.step("Mirror", { store, settings }, (found) =>
      checkMirror(found.store, found.settings.central, found.settings.plainNames),
    );
    await report.step("Self-test", { answers, settings, central, store, folder }, (found) =>
      checkBooking(
        {
          central: found.central,
          url: found.settings.central.url,
          store: found.store,
          kioskKey: found.folder.key,
          ids,
        },
        signal,
      ),
    );
    await report.step("Printer", { settings }, (found) =>
      checkPrinter(found.settings.config.printer, { clock, log }),
    );
    await report.step("E-mail", { settings }, (found) => checkMail(found.settings.config));
  } finally {
    await central?.close();
    store?.close();
  }
  say("");
  say(report.failures === 0 ? "All is well." : `Steps that failed: ${report.failures}.`);
  return report.failures === 0 ? 0 : 1;
}

import { join } from "node:path";
import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Central } from "#contract/central/central.ts";
import { sourcePlaces } from "../../command-line/places.ts";
import type { Log } from "../../log/events.ts";
import { connectCentral } from "../../sync/connector.ts";
import { checkAccess } from "./access-step.ts";
import { checkCertificates } from "./certificates-step.ts";
import { checkKiosk } from "./kiosk-step.ts";
import {
  checkBrowser,
  checkDisk,
  checkDisplay,
  checkSound,
  checkTouch,
  type ExaminedMachine,
  examinedMachine,
} from "./machine-steps.ts";
import { checkMail } from "./mail-step.ts";
import { checkMirror } from "./mirror-step.ts";
import { checkPrinter } from "./printer-step.ts";
import { checkIdentityProvider } from "./provider-step.ts";
import { createReport } from "./report.ts";
import { checkScanner } from "./scanner-step.ts";
import {
  checkBooking,
  checkCentral,
  checkClock,
  checkConfig,
  checkDataFolder,
  checkReference,
  checkStore,
} from "./steps.ts";
import { checkTimes } from "./times-step.ts";

export type DoctorDeps = {
  /** Paths are absolute; a central API that is named stands in place of the configuration's. */
  readonly options: {
    readonly central: string | null;
    readonly config: string | null;
    readonly data: string;
  };
  /** The report as one JSON value in place of lines. */
  readonly json?: boolean;
  /** Stands in for this machine in tests. */
  readonly machine?: ExaminedMachine;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

const centralOf = (
  { central: settings, config }: NonNullable<ReturnType<typeof checkConfig>["value"]>,
  deps: Pick<DoctorDeps, "log" | "clock">,
): Central =>
  connectCentral({
    ...{ settings, timeZone: config.kiosk.timeZone, ...deps },
    records: null,
    isShown: () => true,
  });

/** `infomat doctor`: all steps, told as they are made. @returns the exit code: 0 all is well, 1 something failed */
export async function examine(deps: DoctorDeps): Promise<0 | 1> {
  const { options, clock, ids, log, signal, json = false, machine = examinedMachine } = deps;
  const say = json ? () => undefined : deps.say;
  const dataDir = options.data;
  const report = createReport(say);

  const settings = await report.step("Configuration", {}, () => checkConfig(options));
  const folder = await report.step("Data folder", {}, () => checkDataFolder(dataDir));
  await report.step("Disk", {}, () => checkDisk(dataDir));
  const kiosk = await report.step("Kiosk", {}, () => checkKiosk(dataDir));
  const store = await report.step("Store", { folder }, ({ folder: { storeFile } }) =>
    checkStore(storeFile, dataDir),
  );
  const central = settings && centralOf(settings, { log, clock });
  try {
    const answers = await report.step("Central", { central }, (found) => checkCentral(found.central, signal));
    await report.step("Clock", { answers, central }, (found) => checkClock(found.central, clock));
    await report.step("Certificates", { settings }, (found) =>
      checkCertificates(found.settings.config, found.settings.central.url, clock),
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
    await report.step("Scanner", { settings }, (found) =>
      checkScanner(found.settings.config.scanner, kiosk?.status ?? null),
    );
    await report.step("E-mail", { settings }, (found) => checkMail(found.settings.config));
    await report.step("Identity provider", { settings }, (found) =>
      checkIdentityProvider(found.settings.config, clock, signal),
    );
    await report.step("Display", {}, () => checkDisplay(machine));
    await report.step("Touch", {}, () => checkTouch(machine));
    await report.step("Sound", {}, () => checkSound(machine));
    await report.step("Browser", {}, () => checkBrowser(machine, join(sourcePlaces().root, "electron")));
  } finally {
    await central?.close();
    store?.close();
  }
  const failures = report.count("failed");
  const warnings = report.count("warning");
  say("");
  if (warnings > 0) say(`Warnings: ${warnings}.`);
  say(failures === 0 ? "All is well." : `Steps that failed: ${failures}.`);
  if (json)
    deps.say(JSON.stringify({ well: failures === 0, failures, warnings, steps: report.steps }, null, 2));
  return failures === 0 ? 0 : 1;
}
